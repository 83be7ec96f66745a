import { invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import { solveSilverstein } from "../silverstein/solve.ts";
import { asQuantity, product, quotient, sum } from "./estimate.ts";
import { type RidgeSetting, ridgePoint } from "./ridge-point.ts";

/** The Gaussian law that tr(Σ̂ + λ)⁻¹ − d·m tends to, where m = m(−λ) is that of the realised d/n and eigenvalues. */
export interface TraceFluctuation {
  /** Limit of E tr(Σ̂ + λ)⁻¹ − d·m; in the unit of an inverse eigenvalue, above 0. */
  readonly meanCorrection: Quantity;
  /** Limit of Var tr(Σ̂ + λ)⁻¹; in the unit of an inverse squared eigenvalue, above 0. */
  readonly variance: Quantity;
}

/** What theory predicts of m̂ = (1/d) tr(Σ̂ + λ)⁻¹ at a finite dimension. */
export interface PredictedResolventTrace {
  /** m(−λ), the deterministic equivalent. */
  readonly equivalent: Quantity;
  /** E m̂ − m to leading order, of size 1/d. */
  readonly predictedBias: Quantity;
  /** Var m̂ to leading order, of size 1/d². */
  readonly predictedVariance: Quantity;
}

const promised = 1e-12;

/**
 * Mean correction and variance of tr(Σ̂ + λ)⁻¹ for real Gaussian data without centring, Σ̂ = XᵀX/n. With a_j = 1 − φ df_j
 * they are (a₃ − a₂)/(κa₂²) and 2(a₃² − a₂a₄)/(κ²a₂⁴), here as sums of positive terms: φκ′² ∫ p²c dH/κ and
 * 2(κ′/κ)²[φκ′ ∫ p²c² dH + (φκ′ ∫ p²c dH)²], p = τ/(τ + κ) and c = 1 − p. Data whose entries have another fourth moment
 * than the Gaussian's have further terms.
 *
 * `status` is `ok` where the estimated relative error is at most 1e-12.
 *
 * Source: Bai and Silverstein, Ann. Probab. 32 (2004), 553–605, Theorem 1.1, at f(x) = 1/(x + λ).
 *
 * @throws AsymptopiaError as `solveSilverstein` does.
 */
export function traceFluctuation(setting: RidgeSetting): TraceFluctuation {
  const point = ridgePoint(setting);
  const [curvature, spread] = point.integrals([2, 1], [2, 2]);
  const { phi, slope, kappa } = point;
  const perShare = product(phi, slope);
  const bent = product(perShare, curvature);
  const mean = quotient(product(slope, bent), kappa);
  const scale = quotient(slope, kappa);
  const variance = product(2, scale, scale, sum(product(perShare, spread), product(bent, bent)));
  return {
    meanCorrection: asQuantity(mean, promised, "the mean correction of the resolvent's trace"),
    variance: asQuantity(variance, promised, "the variance of the resolvent's trace"),
  };
}

/**
 * Bias and variance of (1/d) tr(Σ̂ + λ)⁻¹ at dimension d, from `traceFluctuation`, whose assumptions they share. The next
 * terms are smaller by a factor of order 1/d; `error` does not cover them. Take φ = d/n and the population of the finite
 * problem itself, since H and φ matter to order 1/d.
 *
 * @throws AsymptopiaError as `solveSilverstein` does, and `invalid-input` for a dimension that is no positive integer.
 */
export function predictResolventTrace(setting: RidgeSetting, dimension: number): PredictedResolventTrace {
  if (!(Number.isSafeInteger(dimension) && dimension > 0)) {
    throw invalidInput("dimension", dimension, "a positive integer");
  }
  const { meanCorrection, variance } = traceFluctuation(setting);
  const perDimension = quotient(meanCorrection, dimension);
  const perSquare = quotient(quotient(variance, dimension), dimension);
  return {
    equivalent: solveSilverstein(setting.population, setting.phi, setting.lambda).m,
    predictedBias: asQuantity(perDimension, promised, "the bias of the resolvent's trace"),
    predictedVariance: asQuantity(perSquare, promised, "the variance of the resolvent's trace"),
  };
}
