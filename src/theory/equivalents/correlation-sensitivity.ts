import type { Quantity } from "../../foundation/quantity.ts";
import { type DampedOneStepSetting, kfacCorrelation } from "../one-step/kfac-correlation.ts";
import { checkSetting, type OneStepSetting, unexplainedVariance, worst } from "../one-step/setting.ts";
import { sgdCorrelation } from "../one-step/sgd-correlation.ts";
import { discretise } from "../populations/discretise.ts";
import { moment } from "../populations/moment.ts";
import { RunningSum } from "../populations/running-sum.ts";
import {
  asQuantity,
  difference,
  type Estimate,
  exact,
  negated,
  product,
  quotient,
  relativeError,
  squareRoot,
  sum,
} from "./estimate.ts";
import { placeAt } from "./place.ts";
import { type RidgePoint, ridgePoint } from "./ridge-point.ts";
import { requirePlace, type Sensitivity } from "./sensitivity.ts";
import { noSlopes, type TeacherMomentSlopes, teacherMomentSlopes } from "./teacher-moment-slopes.ts";

const eps = Number.EPSILON;
const promised = 1e-11;
const name = "a derivative of the correlation";

/** A cosine αB/√S and how its parts change, each change as the terms that it is the sum of. */
interface Cosine {
  readonly alpha: Estimate;
  readonly inner: Estimate;
  readonly norm: Estimate;
}
interface Change {
  readonly alpha: readonly Estimate[];
  readonly inner: readonly Estimate[];
  readonly norm: readonly Estimate[];
}

/** A change of H: of ∫ p, ∫ p² and ∫ pc at fixed κ, and of m₁. */
interface Variation {
  readonly share: Estimate;
  readonly squaredShare: Estimate;
  readonly mixed: Estimate;
  readonly mean: Estimate;
}

/**
 * Derivatives of `sgdCorrelation`, α⋆m₁/√(α⋆²m₂ + φm₁(s² + σ_ε²)), with respect to φ and H; that by λ is 0.
 *
 * Where the setting has a teacher, its moments α⋆ and s² move with the variance m₁ of β⋆ᵀx; where it has moments, these
 * are held fixed. `status` is `ok` where the estimated error is at most 1e-11 of the sum of the absolute terms and the
 * moments are `ok`.
 *
 * @throws AsymptopiaError `invalid-input` where a member of `setting` is outside its domain.
 */
export function sgdCorrelationSensitivity(setting: OneStepSetting): Sensitivity {
  const checked = checkSetting(setting);
  const { population, phi, noiseVariance, moments, mean } = checked;
  const { derivativeMean: alpha, secondMoment } = moments;
  const slopes = slopesOf(setting, mean.value);
  const second = moment(population, 2);
  const power = sum(secondMoment, exact(noiseVariance));
  const cosine: Cosine = {
    alpha,
    inner: mean,
    norm: sum(product(alpha, alpha, second), product(phi, mean, power)),
  };
  const ok = worst(moments, mean, second) === "ok";
  const byPopulation = (ofMean: Estimate, ofSecond: Estimate): Change => ({
    alpha: [product(slopes.derivativeMean, ofMean)],
    inner: [ofMean],
    norm: [
      product(2, alpha, slopes.derivativeMean, ofMean, second),
      product(alpha, alpha, ofSecond),
      product(phi, ofMean, power),
      product(phi, mean, slopes.secondMoment, ofMean),
    ],
  });
  return {
    value: sgdCorrelation(setting),
    lambda: { value: 0, error: 0, status: "ok" },
    phi: derivative(cosine, ok, { alpha: [], inner: [], norm: [product(mean, power)] }),
    at(tau) {
      requirePlace(tau);
      const square = { value: tau * tau, error: eps * tau * tau };
      return {
        position: derivative(cosine, ok, byPopulation(exact(1), exact(2 * tau))),
        share: derivative(
          cosine,
          ok,
          byPopulation(difference(exact(tau), mean), difference(square, second)),
          byPopulation(sum(exact(tau), mean), sum(square, second)),
        ),
      };
    },
  };
}

/**
 * Derivatives of `kfacCorrelation`, αB/√(α²Z + φu²W) with B = df₁, Z = df₂ + φκ′D², W = κ′D/κ, with respect to λ, φ and H.
 *
 * In the letters of `silversteinSensitivity`, ∂B = −D, ∂Z = −2(xQ + (x + y²)P) and ∂W = −2W(Q/D + φκ′P) per unit of log κ,
 * which moves by κ′/κ with λ, by κ′df₁ with φ and by φκ′p with mass. The derivative by λ has the closed form
 * αB(φu² − λα²)(κ′/κ)²(∫ p(c − D/B)² dH + xP)/S^{3/2}, S the squared norm: it changes sign at the best damping
 * λ⋆ = φu²/α² and nowhere else.
 *
 * What is held fixed, and `status`, as for `sgdCorrelationSensitivity`.
 *
 * @throws AsymptopiaError `invalid-input` where a member of `setting` is outside its domain, and what `solveSilverstein`
 *   throws.
 */
export function kfacCorrelationSensitivity(setting: DampedOneStepSetting): Sensitivity {
  const value = kfacCorrelation(setting);
  const checked = checkSetting(setting);
  const { population, phi, moments, mean } = checked;
  const { derivativeMean: alpha } = moments;
  const slopes = slopesOf(setting, mean.value);
  const unexplained = unexplainedVariance(checked);
  const point = ridgePoint({ population, phi, lambda: setting.lambda });
  const { kappa, slope, first, second, gap, taken, left } = point;
  const [p2c, pc2] = point.integrals([2, 1], [1, 2]);
  const perShare = product(phi, slope);
  const shareSlope = quotient(slope, kappa);

  const signal = sum(second, product(taken, gap));
  const noise = product(shareSlope, gap);
  const power = product(phi, unexplained);
  const cosine: Cosine = {
    alpha,
    inner: first,
    norm: sum(product(alpha, alpha, signal), product(power, noise)),
  };
  const signalSlope = product(-2, sum(product(taken, pc2), product(sum(taken, product(left, left)), p2c)));
  const noiseSlope = product(-2, noise, sum(quotient(pc2, gap), product(perShare, p2c)));
  const ok = worst(moments, mean) === "ok";

  const byLambda = (): Quantity => {
    const variance = restVariance(point);
    const distance = difference(power, product(setting.lambda, alpha, alpha));
    const factor = quotient(
      product(alpha, first, shareSlope, shareSlope, sum(variance, product(taken, p2c))),
      product(cosine.norm, squareRoot(cosine.norm)),
    );
    const size = Math.abs(factor.value) * (power.value + setting.lambda * alpha.value ** 2);
    return quantity(product(factor, distance), size, ok);
  };
  const byPhi = (): Quantity => {
    const perLogKappa = product(slope, first);
    return derivative(cosine, ok, {
      alpha: [],
      inner: [negated(product(gap, perLogKappa))],
      norm: [
        product(alpha, alpha, slope, slope, gap, gap),
        product(alpha, alpha, perLogKappa, signalSlope),
        product(unexplained, noise),
        product(power, noise, slope, second),
        product(power, perLogKappa, noiseSlope),
      ],
    });
  };
  const byPopulation = ({ share, squaredShare, mixed, mean: ofMean }: Variation): Change => {
    const ofAlpha = product(slopes.derivativeMean, ofMean);
    const logKappa = product(perShare, share);
    return {
      alpha: [ofAlpha],
      inner: [product(left, share)],
      norm: [
        product(2, alpha, ofAlpha, signal),
        product(alpha, alpha, sum(exact(1), product(taken, taken)), squaredShare),
        product(2, alpha, alpha, taken, mixed),
        product(alpha, alpha, signalSlope, logKappa),
        product(-1, phi, noise, alpha, alpha, ofMean),
        product(-2, phi, noise, alpha, ofAlpha, mean),
        product(phi, noise, slopes.secondMoment, ofMean),
        product(power, shareSlope, mixed),
        product(power, shareSlope, taken, squaredShare),
        product(power, noiseSlope, logKappa),
      ],
    };
  };
  return {
    value,
    lambda: cosine.norm.value === 0 ? nothing : byLambda(),
    phi: byPhi(),
    at(tau) {
      requirePlace(tau);
      const place = placeAt(point, tau);
      const { share: p, rest: c } = place;
      const perTau = quotient(product(c, c), kappa);
      return {
        position: derivative(
          cosine,
          ok,
          byPopulation({
            share: perTau,
            squaredShare: product(2, p, perTau),
            mixed: product(difference(c, p), perTau),
            mean: exact(1),
          }),
        ),
        share: derivative(
          cosine,
          ok,
          byPopulation({
            share: negated(place.restDeviation),
            squaredShare: place.squaredShareDeviation,
            mixed: place.mixedDeviation,
            mean: difference(exact(tau), mean),
          }),
          byPopulation({
            share: sum(p, first),
            squaredShare: sum(product(p, p), second),
            mixed: sum(product(p, c), gap),
            mean: sum(exact(tau), mean),
          }),
        ),
      };
    },
  };
}

const nothing: Quantity = { value: 0, error: 0, status: "ok" };

/**
 * d(αB/√S) = (B dα + α dB)/√S − αB dS/(2S^{3/2}). A direction that vanishes altogether keeps its correlation 0.
 *
 * @param sizes what the size of the terms is taken from, where a change itself is a difference.
 */
function derivative(cosine: Cosine, ok: boolean, change: Change, sizes = change): Quantity {
  if (cosine.norm.value === 0) return nothing;
  const size = termsOf(cosine, sizes).reduce((total, term) => total + Math.abs(term.value), 0);
  return quantity(sum(...termsOf(cosine, change)), size, ok);
}

function termsOf({ alpha, inner, norm }: Cosine, change: Change): Estimate[] {
  const root = squareRoot(norm);
  const perNorm = quotient(product(alpha, inner), product(2, norm, root));
  return [
    ...change.alpha.map((term) => quotient(product(inner, term), root)),
    ...change.inner.map((term) => quotient(product(alpha, term), root)),
    ...change.norm.map((term) => negated(product(perNorm, term))),
  ];
}

/** ∫ p(c − c̄)² dH with c̄ = ∫ pc dH/∫ p dH, where c − c̄ = p̄ − p is formed from the smaller of both. */
function restVariance({ population, kappa, first, second, gap }: RidgePoint): Estimate {
  const { values, weights, relativeError: ofSum } = discretise(population);
  const meanShare = second.value / first.value;
  const meanRest = gap.value / first.value;
  const unit = 8 * eps + ofSum + 3 * relativeError(kappa);
  const variance = new RunningSum();
  let error = 0;
  for (let i = 0; i < values.length; i++) {
    const total = values[i] + kappa.value;
    const [p, c] = [values[i] / total, kappa.value / total];
    const [deviation, size] = meanShare < meanRest ? [meanShare - p, meanShare + p] : [c - meanRest, c + meanRest];
    const noise = unit * size;
    variance.add(weights[i] * p * deviation * deviation);
    error += weights[i] * p * (2 * Math.abs(deviation) + noise) * noise;
  }
  return { value: variance.value, error: error + 2 * unit * variance.value };
}

function slopesOf(setting: OneStepSetting, variance: number): TeacherMomentSlopes {
  return "teacher" in setting ? teacherMomentSlopes(setting.teacher, variance) : noSlopes;
}

function quantity(estimate: Estimate, size: number, ok: boolean): Quantity {
  const { value, error, status } = asQuantity(estimate, promised, name, size);
  return { value, error, status: ok ? status : "inaccurate" };
}
