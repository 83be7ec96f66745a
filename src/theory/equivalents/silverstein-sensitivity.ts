import type { Quantity } from "../../foundation/quantity.ts";
import { solveSilverstein } from "../silverstein/solve.ts";
import { asQuantity, type Estimate, negated, product, quotient, sum } from "./estimate.ts";
import { placeAt } from "./place.ts";
import { type RidgeSetting, ridgePoint } from "./ridge-point.ts";
import { type MassSensitivity, requirePlace, type Sensitivity } from "./sensitivity.ts";

/** The members of `solveSilverstein` with their derivatives. */
export interface SilversteinSensitivity {
  /** Of the effective ridge κ(λ). */
  readonly kappa: Sensitivity<MassSensitivity>;
  /** Of m(−λ) = ∫ κ/(τ + κ) dH/λ. */
  readonly m: Sensitivity<MassSensitivity>;
  /** Of m′(−λ). Its derivative with respect to λ is −m″(−λ), where m″ = 2 lim tr(Σ̂ + λ)⁻³/d. */
  readonly mDerivative: Sensitivity<MassSensitivity>;
}

const promised = 1e-11;

/**
 * Derivatives of κ, m and m′ at −λ with respect to λ, φ and H.
 *
 * With p = τ/(τ + κ), c = 1 − p, P = ∫ p²c dH, Q = ∫ pc² dH, D = P + Q, x = φκ′D and y = λκ′/κ = 1 − x:
 * - κ: ∂φ = κκ′df₁; by mass κκ′φp; by position κ′φc²; by share κκ′φ(p − df₁).
 * - m: ∂λ = −m′; ∂φ = κ′D df₁/λ; by mass (c + xp)/λ; by position −κ′(c/κ)²; by share (κ′/κ)(c − ∫ c dH).
 * - m′: ∂λ = −(2/λ³)(x[∫ c² + xD] + y[∫ c³ + 2xQ + x²P]); ∂φ = (κ′²D² + 2y(Q + xP)κ′df₁)/λ²; by mass
 *   ((c + xp)² + 2yφκ′(Q + xP)p)/λ²; by position −2(κ′/κ)²(c²/κ)(c + φκ′P); by share
 *   (κ′/κ)²[c² − ∫ c² dH + 2φκ′P(c − ∫ c dH)].
 *
 * But for the shares, which change sign, all are sums of terms of one sign, and their relative errors are some 20 units
 * in the last place at a well-conditioned root. `status` is `ok` where the estimated error is at most 1e-11 of the value,
 * for a share: of the sum of both sides of its difference.
 *
 * @throws AsymptopiaError as `solveSilverstein` does; `non-finite` where a derivative is no double.
 */
export function silversteinSensitivity(setting: RidgeSetting): SilversteinSensitivity {
  const point = ridgePoint(setting);
  const { population, phi, lambda } = setting;
  const { kappa, slope, first, gap, rest: c1, squaredRest: c2, taken, left } = point;
  const solution = solveSilverstein(population, phi, lambda);
  const [p2c, pc2, c3] = point.integrals([2, 1], [1, 2], [0, 3]);
  const perShare = product(phi, slope);
  const lean = sum(pc2, product(taken, p2c));
  const bent = product(perShare, p2c);
  const over = (estimate: Estimate, power: number): Estimate =>
    Array.from({ length: power }).reduce<Estimate>((value) => quotient(value, lambda), estimate);
  const shareSlope = quotient(slope, kappa);
  const third = sum(
    product(taken, sum(c2, product(taken, gap))),
    product(left, sum(c3, product(2, taken, pc2), product(taken, taken, p2c))),
  );

  return {
    kappa: {
      value: solution.kappa,
      lambda: solution.kappaDerivative,
      phi: result(product(kappa, slope, first)),
      at(tau) {
        requirePlace(tau);
        const { share, rest, restDeviation } = placeAt(point, tau);
        const unit = product(kappa, perShare);
        return {
          position: result(product(perShare, rest, rest)),
          mass: result(product(unit, share)),
          share: result(negated(product(unit, restDeviation)), unit.value * (share.value + first.value)),
        };
      },
    },
    m: {
      value: solution.m,
      lambda: opposite(solution.mDerivative),
      phi: result(over(product(slope, gap, first), 1)),
      at(tau) {
        requirePlace(tau);
        const { share, rest, restDeviation } = placeAt(point, tau);
        const overKappa = quotient(rest, kappa);
        return {
          position: result(negated(product(slope, overKappa, overKappa))),
          mass: result(over(sum(rest, product(taken, share)), 1)),
          share: result(product(shareSlope, restDeviation), shareSlope.value * (rest.value + c1.value)),
        };
      },
    },
    mDerivative: {
      value: solution.mDerivative,
      lambda: result(negated(over(product(2, third), 3))),
      phi: result(over(sum(product(slope, slope, gap, gap), product(2, left, lean, slope, first)), 2)),
      at(tau) {
        requirePlace(tau);
        const { share, rest, restDeviation, squaredRestDeviation } = placeAt(point, tau);
        const kept = sum(rest, product(taken, share));
        const deviation = sum(squaredRestDeviation, product(2, bent, restDeviation));
        const size = rest.value ** 2 + c2.value + 2 * bent.value * (rest.value + c1.value);
        return {
          position: result(
            negated(product(2, shareSlope, shareSlope, quotient(product(rest, rest), kappa), sum(rest, bent))),
          ),
          mass: result(over(sum(product(kept, kept), product(2, left, perShare, lean, share)), 2)),
          share: result(product(shareSlope, shareSlope, deviation), shareSlope.value ** 2 * size),
        };
      },
    },
  };
}

function result(estimate: Estimate, size?: number): Quantity {
  return asQuantity(estimate, promised, "a derivative of the solution of the Silverstein equation", size);
}

function opposite({ value, error, status }: Quantity): Quantity {
  return { value: -value, error, status };
}
