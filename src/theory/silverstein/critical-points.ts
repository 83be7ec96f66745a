import { AsymptopiaError, invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import type { ContinuousPopulation, Population } from "../../model/population.ts";
import { densitySupport } from "../populations/density-support.ts";
import { discretise } from "../populations/discretise.ts";
import { type SlopeSums, slopeSums } from "./slope-sums.ts";

/** A real ℓ off the support of H with ψ′(ℓ) = 0, where z = ψ(ℓ) = ℓ(1 + φ∫ τ/(ℓ − τ) dH) is an edge of the spectrum. */
export interface CriticalPoint {
  /** ℓ, in the unit of an eigenvalue. */
  readonly ell: Quantity;
  /** The end of the gap from which `displacement` is measured: a positive atom, or an end of the density. */
  readonly anchor: number;
  /** ℓ − `anchor`, more accurate than that difference where it is small. */
  readonly displacement: Quantity;
  /** ψ(ℓ) = φℓ²∫ τ/(τ − ℓ)² dH at the critical point, a sum of positive terms. In the unit of an eigenvalue. */
  readonly position: Quantity;
  /** ψ″(ℓ) = 2φ∫ τ²/(ℓ − τ)³ dH. In the unit of an inverse eigenvalue. */
  readonly curvature: Quantity;
  /** Whether the spectrum begins (`lower`, ψ″ < 0) or ends (`upper`, ψ″ > 0) at ψ(ℓ). */
  readonly side: "lower" | "upper";
}

/** A component of the complement in ℝ of the positive part of the support of H, which may be a gap of the spectrum. */
export interface PopulationGap {
  /** −∞ for the leftmost one. */
  readonly low: number;
  /** +∞ for the rightmost one. */
  readonly high: number;
  /**
   * The largest ψ′ in the gap: the spectrum has a gap there exactly if it is positive. 1, its limit at ±∞, for the two
   * unbounded ones.
   */
  readonly largestSlope: Quantity;
  /** Whether `largestSlope` is farther from 0 than its error. Where it is not, the number of critical points is open. */
  readonly decided: boolean;
  /**
   * In ascending order: 2 where `largestSlope` is above 0 in a bounded gap, 1 in an unbounded one; one less for every end
   * at which a density is so small that ψ′ stays above 0.
   */
  readonly criticalPoints: readonly CriticalPoint[];
}

const eps = Number.EPSILON;
const promised = 1e-12;
const mostIterations = 400;

/**
 * The critical points of ψ on the real axis off the support of H, gap by gap, in ascending order.
 *
 * With q(ℓ) = φ∫ τ²/(ℓ − τ)² dH one has ψ′ = 1 − q. Between adjacent positive atoms q is strictly convex and infinite at
 * both, so that there are 0 or 2 critical points, certified by its minimum; q^{−1/2} is concave there and outside, so
 * that Newton's method on it ascends to each. There is one on (−∞, τ_min) (ℓ = 0 at the hard edge, φ(1 − H{0}) = 1) and
 * one on (τ_max, ∞), unless H has a density that is so small at its end that q stays below 1: then there is none, and
 * the spectrum ends at ψ of that end.
 *
 * Bounded gaps in which ψ′ is nowhere above 0 are left out unless they are undecided. Accuracy: a few units in the last place
 * for positions, |φ(1 − H{0}) − 1| = 1e-8 included. Time O(n) for n atoms and each gap that its neighbourhood alone does
 * not rule out.
 *
 * Source: Silverstein and Choi, J. Multivariate Anal. 54 (1995), 295–309.
 *
 * @throws AsymptopiaError `invalid-input` for φ outside (0, ∞).
 */
export function criticalPoints(population: Population, phi: number): readonly PopulationGap[] {
  if (!(phi > 0 && Number.isFinite(phi))) throw invalidInput("phi", phi, "a finite number above 0");
  const { low, high } = ends(population);
  const gaps: PopulationGap[] = [unbounded(population, phi, low, -1)];
  if (population.type === "atomic") gaps.push(...boundedGaps(population, phi));
  else gaps.push(...gapsOfDensity(population, phi));
  gaps.push(unbounded(population, phi, high, 1));
  return gaps;
}

function ends(population: Population): { low: number; high: number } {
  if (population.type === "continuous") return densitySupport(population);
  const { values } = population;
  return { low: values[0] > 0 ? values[0] : values[1], high: values[values.length - 1] };
}

function unbounded(population: Population, phi: number, anchor: number, direction: -1 | 1): PopulationGap {
  const start = startFor(population, phi, anchor) ?? firstGuess(population, phi, anchor, direction);
  const [low, high] = direction < 0 ? [Number.NEGATIVE_INFINITY, anchor] : [anchor, Number.POSITIVE_INFINITY];
  const points =
    start === undefined
      ? []
      : [criticalPoint(population, phi, anchor, ascend(population, phi, anchor, direction * start))];
  return { low, high, largestSlope: { value: 1, error: 0, status: "ok" }, decided: true, criticalPoints: points };
}

/** Where the anchor is an atom, the distance at which it alone makes q = 1: a lower bound of the critical point's. */
function startFor(population: Population, phi: number, anchor: number): number | undefined {
  if (population.type === "continuous") return undefined;
  return anchor * Math.sqrt(phi * population.weights[population.values.indexOf(anchor)]);
}

/** Beside a density: a distance of at most `most` at which q ≥ 1, or nothing if q stays below 1 up to the end. */
function firstGuess(
  population: Population,
  phi: number,
  anchor: number,
  direction: -1 | 1,
  most = Number.POSITIVE_INFINITY,
): number | undefined {
  const contraction = (distance: number): number =>
    slopeSums(population, phi, anchor, direction * distance).contraction;
  const nearest = Math.max(8 * eps * anchor, 1e-280);
  if (!(contraction(nearest) >= 1)) return undefined;
  let distance = Math.max(Math.min(most, ends(population).high * Math.min(1, phi)), nearest);
  while (contraction(distance) < 1) distance = Math.max(distance / 64, nearest);
  return distance;
}

/** Newton's method on the concave q^{−1/2} from a displacement with q ≥ 1: the steps lead away from the anchor. */
function ascend(population: Population, phi: number, anchor: number, start: number): number {
  let displacement = start;
  const quick = quickSums(population, phi, anchor);
  for (let i = 0; i < mostIterations; i++) {
    const { contraction: q, curvature } = quick(displacement);
    // dq/dℓ = −ψ″
    const step = (-2 * q * (1 - q)) / ((1 + Math.sqrt(q)) * curvature);
    if (!(Math.abs(step) > 2 * eps * Math.abs(displacement)) || step > 0 !== start > 0) return displacement;
    displacement += step;
  }
  throw new AsymptopiaError("not-converged", `the critical point beside the eigenvalue ${anchor} did not settle`, {
    field: "population",
  });
}

function criticalPoint(population: Population, phi: number, anchor: number, found: number): CriticalPoint {
  let displacement = found;
  let ell = anchor + found;
  let sums: SlopeSums = slopeSums(population, phi, anchor, found);
  let ofEll = (Math.abs(sums.slope) + sums.slopeError) / Math.abs(sums.curvature);
  let ofDisplacement = ofEll;
  if (Math.abs(ell) < anchor / 2) {
    // Near 0 it is ℓ that must be known relative to its size, and ψ′ without the cancellation of 1 − q.
    for (let i = 0; i < 8; i++) {
      sums = slopeSums(population, phi, 0, ell);
      const step = -sums.slope / sums.curvature;
      ell += step;
      if (!(Math.abs(step) > 2 * eps * Math.abs(ell))) break;
    }
    sums = slopeSums(population, phi, 0, ell);
    ofEll = (Math.abs(sums.slope) + sums.slopeError) / Math.abs(sums.curvature);
    displacement = ell - anchor;
    ofDisplacement = ofEll + eps * Math.abs(displacement);
  } else if (population.type === "continuous") {
    displacement = ell - anchor;
  } else {
    ofEll += eps * Math.abs(ell);
  }
  // Where ψ″ nearly vanishes too, two critical points nearly meet, and Newton's bound is that of a simple root only.
  const relative = ofDisplacement / Math.abs(displacement);
  const inflation = 1 / Math.max(1 - 4 * relative, eps);
  ofEll *= inflation;
  const curvatureError =
    Math.abs(sums.curvature) * (12 * eps + sums.relativeError) + sums.quartic * ofDisplacement * inflation;
  // ψ itself where the sums were taken, which is within second order of its value at the critical point.
  const position = sums.position + ell * sums.slope;
  const positionError =
    sums.position * (8 * eps + sums.relativeError) +
    Math.abs(ell) * (sums.slopeError + eps * Math.abs(sums.slope)) +
    ((Math.abs(sums.slope) + sums.slopeError) * inflation) ** 2 / Math.abs(sums.curvature);
  return {
    ell: quantity(ell, ofEll),
    anchor,
    displacement: quantity(displacement, ofDisplacement * inflation),
    position: quantity(position, positionError),
    curvature: quantity(sums.curvature, curvatureError),
    side: sums.curvature > 0 ? "upper" : "lower",
  };
}

function quantity(value: number, error: number): Quantity {
  return { value, error, status: error <= promised * Math.abs(value) ? "ok" : "inaccurate" };
}

/** How many atoms to either side are asked before all are. */
const neighbourhood = 32;

function* boundedGaps(population: Population, phi: number): Generator<PopulationGap> {
  const { values, weights } = discretise(population);
  for (let i = 0; i + 1 < values.length; i++) {
    if (isRuledOut(values, weights, phi, i)) continue;
    const gap = boundedGap(population, phi, values[i], values[i + 1], startIn(values, weights, i));
    if (gap !== undefined) yield gap;
  }
}

function* gapsOfDensity(population: ContinuousPopulation, phi: number): Generator<PopulationGap> {
  for (const { low, high } of densitySupport(population).gaps) {
    const gap = boundedGap(population, phi, low, high, 0.5);
    if (gap !== undefined) yield gap;
  }
}

/** Whether q > 1 throughout (τ_i, τ_{i+1}) by its terms from nearby atoms alone, each at its least. */
function isRuledOut(values: Float64Array, weights: Float64Array, phi: number, i: number): boolean {
  const width = values[i + 1] - values[i];
  const roots = Math.cbrt(weights[i] * values[i] ** 2) + Math.cbrt(weights[i + 1] * values[i + 1] ** 2);
  let least = phi * (roots / width) ** 2 * roots;
  for (let k = 1; k <= neighbourhood && least <= 1.001; k++) {
    const [below, above] = [i - k, i + 1 + k];
    if (below < 0 && above >= values.length) break;
    if (below >= 0) least += phi * weights[below] * (values[below] / (values[i + 1] - values[below])) ** 2;
    if (above < values.length) least += phi * weights[above] * (values[above] / (values[above] - values[i])) ** 2;
  }
  return least > 1.001;
}

/** The minimum of the two neighbours' part of q, as a fraction of the gap. */
function startIn(values: Float64Array, weights: Float64Array, i: number): number {
  const left = Math.cbrt(weights[i] * values[i] ** 2);
  return left / (left + Math.cbrt(weights[i + 1] * values[i + 1] ** 2));
}

function boundedGap(
  population: Population,
  phi: number,
  low: number,
  high: number,
  fraction: number,
): PopulationGap | undefined {
  // The minimum of q, as a displacement from the nearer end.
  const width = high - low;
  const anchor = fraction <= 0.5 ? low : high;
  let [from, to] = [low - anchor, high - anchor];
  let displacement = anchor === low ? fraction * width : (fraction - 1) * width;
  const quick = quickSums(population, phi, anchor);
  let best = quick(displacement);
  for (let i = 0; i < mostIterations; i++) {
    // ψ″ = −q′ falls throughout the gap.
    if (best.curvature > 0) from = displacement;
    else to = displacement;
    let next = displacement + best.curvature / best.quartic;
    if (!(next > from && next < to)) next = from / 2 + to / 2;
    if (!(Math.abs(next - displacement) > 1e-9 * Math.abs(displacement))) break;
    displacement = next;
    best = quick(displacement);
  }
  // Rounding of the plain sums is far from deciding a gap whose slope is this far below 0.
  if (best.contraction > 1.001) return undefined;
  // The slope is quadratic in what is left of the distance.
  const { slope, slopeError, curvature, quartic } = slopeSums(population, phi, anchor, displacement);
  const error = slopeError + curvature ** 2 / quartic;
  const decided = Math.abs(slope) > error;
  if (decided && slope < 0) return undefined;
  const largestSlope = quantity(slope, error);
  const points = decided
    ? ([low, high] as const).flatMap((end) => {
        const direction = end === low ? 1 : -1;
        const most = Math.abs(anchor + displacement - end);
        const start = startFor(population, phi, end) ?? firstGuess(population, phi, end, direction, most);
        if (start === undefined) return [];
        return [criticalPoint(population, phi, end, ascend(population, phi, end, direction * start))];
      })
    : [];
  return { low, high, largestSlope, decided, criticalPoints: points };
}

/** The sums that an iteration needs, plain for atoms. */
function quickSums(
  population: Population,
  phi: number,
  anchor: number,
): (displacement: number) => Pick<SlopeSums, "contraction" | "curvature" | "quartic"> {
  if (population.type === "continuous") return (displacement) => slopeSums(population, phi, anchor, displacement);
  const { values, weights } = discretise(population);
  return (displacement) => {
    let contraction = 0;
    let curvature = 0;
    let quartic = 0;
    for (let i = 0; i < values.length; i++) {
      const inverse = 1 / (displacement - (values[i] - anchor));
      const ratio = values[i] * inverse;
      const term = weights[i] * ratio * ratio;
      contraction += term;
      curvature += term * inverse;
      quartic += term * inverse * inverse;
    }
    return { contraction: phi * contraction, curvature: 2 * phi * curvature, quartic: 6 * phi * quartic };
  };
}
