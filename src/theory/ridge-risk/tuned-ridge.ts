import type { Quantity } from "../../foundation/quantity.ts";
import { asQuantity, type Estimate, exact, product, quotient, sum } from "../equivalents/estimate.ts";
import { preconditionedSpectrum } from "./preconditioned-spectrum.ts";
import { promised, requireFiniteRisk, riskParts } from "./ridge-risk.ts";
import { type RiskPoint, riskPoint, weighted, weightedSignal } from "./risk-point.ts";
import { checkTeacherSetting, type SignalMasses, signalMasses, type TeacherSetting, teacherScale } from "./setting.ts";

/** The ridge at which the risk is least. */
export interface TunedRidge {
  /** λ⋆ ≥ 0. */
  readonly lambda: Quantity;
  /** R at λ⋆. */
  readonly risk: Quantity;
  /** No ridge of at least 0 has a risk below it; the risk itself where p = 2a. */
  readonly lowerBound: number;
}

/** How far below the least risk found the certified bound may stay, relatively. */
const gap = 1e-4;
/** Nodes of the search to a decade of λ. */
const nodesPerDecade = 4;
const decades = 12;
const mostIntervals = 20_000;

/**
 * The ridge λ ≥ 0 with the least test risk for a given exponent p.
 *
 * At p = 2a it is λ⋆ = φσ²∫τ^{2a}dH for a teacher of unit norm, φσ²∫τ^{2a+1}dH for one of unit signal: θ̃ᵢ² is the same in
 * all directions then, and ridge regression with this λ the posterior mean for Gaussian θ̃. Elsewhere λ⋆ is a root of the
 * risk's derivative, found by bisection. Both numerator and denominator of R = (σ² + b(λ))/(1 − φ df₂(λ)) increase with λ,
 * so that b at the lower end of an interval and df₂ at the upper end bound R on it from below: `lowerBound` is the least of
 * such bounds on intervals that cover λ ≥ 0, and certifies the global minimum to 1e-4.
 *
 * `risk` is good to 1e-12; λ⋆ as a root of a derivative to 1e-9 beside its size, where `status` is `ok`.
 *
 * @throws AsymptopiaError `invalid-input` naming the member outside its domain.
 */
export function tunedRidge(setting: TeacherSetting): TunedRidge {
  checkTeacherSetting(setting);
  const { population, phi, exponent, alignment, normalization, noiseVariance } = setting;
  const spectrum = preconditionedSpectrum(population, exponent);
  const signal = signalMasses(spectrum, alignment, normalization, population);
  const at = (lambda: number): Tuning => tuning(riskPoint(spectrum, phi, lambda), signal, noiseVariance, lambda);

  if (exponent === 2 * alignment || noiseVariance === 0) {
    const scale = teacherScale(spectrum, alignment, normalization, population);
    const unit = spectrum.reference ** (2 * alignment);
    const size = {
      value: unit / scale.value,
      error: (unit / scale.value) * (scale.relativeError + 4 * Number.EPSILON),
    };
    const lambda = product(phi, noiseVariance, size);
    const bayes = exponent === 2 * alignment;
    if (bayes || phi * (1 - spectrum.zeroMass) < 1) {
      const point = riskPoint(spectrum, phi, lambda.value);
      requireFiniteRisk(point);
      const risk = asQuantity(riskParts(point, signal, noiseVariance).risk, promised, "the risk");
      return { lambda: asQuantity(lambda, promised, "the ridge"), risk, lowerBound: risk.value - risk.error };
    }
  }

  const unit = spectrum.unit * spectrum.meanBound;
  const count = 2 * decades * nodesPerDecade;
  const lambdas = Array.from({ length: count + 1 }, (_, i) => unit * 10 ** (i / nodesPerDecade - decades));
  const nodes = [at(0), ...lambdas.map(at)];
  const minima = nodes.slice(1).flatMap((upper, i) => {
    const lower = nodes[i];
    return lower.slope.value < 0 && upper.slope.value >= 0 ? [bisected(at, lower, upper)] : [];
  });
  const candidates = [...nodes.slice(0, 1), ...minima].filter(({ risk }) => Number.isFinite(risk.value));
  const best = candidates.reduce((least, one) => (one.risk.value < least.risk.value ? one : least));
  return {
    lambda: asQuantity({ value: best.lambda, error: best.lambdaError ?? 0 }, 1e-9, "the ridge"),
    risk: asQuantity(best.risk, promised, "the risk"),
    lowerBound: lowerBound(at, nodes, best.risk.value - best.risk.error),
  };
}

interface Tuning {
  readonly lambda: number;
  readonly lambdaError?: number;
  readonly risk: Estimate;
  /** σ² + b, which increases with λ. */
  readonly numerator: number;
  /** 1 − φ df₂, which increases with λ, below 1. */
  readonly denominator: number;
  /** Of the sign of dR/dλ: (1 − φ df₂)∫θ²τc²p − φ(σ² + b)∫p²c dH. */
  readonly slope: Estimate;
}

function tuning(point: RiskPoint, signal: SignalMasses, noiseVariance: number, lambda: number): Tuning {
  const numerator = sum(exact(noiseVariance), weightedSignal(point, signal, [0, 2]));
  const { spectrum, kappa, left, phi } = point;
  const falling = product(left, weightedSignal(point, signal, [1, 2]));
  const rising = product(phi, numerator, weighted(spectrum, spectrum.weights, kappa, [2, 1]));
  // At κ = 0 both terms vanish: over κ they are of the order κ and φσ²∫τ̃⁻¹.
  const atZero = kappa.value === 0 ? exact(-noiseVariance) : undefined;
  return {
    lambda,
    risk: left.value > 0 ? quotient(numerator, left) : { value: Number.POSITIVE_INFINITY, error: 0 },
    numerator: numerator.value,
    denominator: left.value,
    slope: atZero ?? {
      value: falling.value - rising.value,
      error: falling.error + rising.error + Number.EPSILON * (falling.value + rising.value),
    },
  };
}

/** The root of the slope between two ridges, on the axis of log λ. */
function bisected(at: (lambda: number) => Tuning, from: Tuning, to: Tuning): Tuning {
  let lower = from.lambda > 0 ? from : at(to.lambda * 1e-30);
  let upper = to;
  if (lower.slope.value >= 0) return lower;
  for (let i = 0; i < 200; i++) {
    const middle = at(Math.sqrt(lower.lambda) * Math.sqrt(upper.lambda));
    if (!(middle.lambda > lower.lambda && middle.lambda < upper.lambda)) break;
    if (Math.abs(middle.slope.value) <= middle.slope.error) return withError(at, middle);
    if (middle.slope.value < 0) lower = middle;
    else upper = middle;
  }
  return withError(at, upper);
}

/** What the slope's rounding leaves open of its root, by a difference on which it is nearly linear. */
function withError(at: (lambda: number) => Tuning, root: Tuning): Tuning {
  const step = 1e-3;
  const rise = at(root.lambda * (1 + step)).slope.value - at(root.lambda * (1 - step)).slope.value;
  const open = (2 * (root.slope.error + Math.abs(root.slope.value))) / (rise / (2 * step));
  return { ...root, lambdaError: root.lambda * (rise > 0 ? open + 4 * Number.EPSILON : 1) };
}

/** A bound from below of the risk over λ ≥ 0, at most a share of `gap` below `best` if it takes no more intervals than allowed. */
function lowerBound(at: (lambda: number) => Tuning, nodes: readonly Tuning[], best: number): number {
  const boundOf = ([low, high]: readonly [Tuning, Tuning | undefined]): number =>
    low.numerator / (high?.denominator ?? 1);
  let intervals: (readonly [Tuning, Tuning | undefined])[] = nodes.map((node, i) => [node, nodes[i + 1]] as const);
  let least = best;
  let made = intervals.length;
  while (intervals.length > 0) {
    const open = intervals.filter((interval) => boundOf(interval) < best * (1 - gap));
    for (const interval of intervals) {
      if (!(boundOf(interval) < best * (1 - gap))) least = Math.min(least, boundOf(interval));
    }
    made += 2 * open.length;
    if (made > mostIntervals) return Math.min(least, ...open.map(boundOf));
    intervals = open.flatMap(([low, high]) => {
      const place = high === undefined ? low.lambda * 10 : low.lambda === 0 ? high.lambda / 1e3 : middleOf(low, high);
      if (!(place > low.lambda && (high === undefined || place < high.lambda) && place < 1e100 && place > 1e-100)) {
        least = Math.min(least, boundOf([low, high]));
        return [];
      }
      const middle = at(place);
      return [[low, middle] as const, [middle, high] as const];
    });
  }
  return least;
}

function middleOf(low: Tuning, high: Tuning): number {
  return Math.sqrt(low.lambda) * Math.sqrt(high.lambda);
}
