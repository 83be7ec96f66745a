import { exactly, type Quantity } from "../../foundation/quantity.ts";
import type { Population } from "../../model/population.ts";
import { criticalPoints } from "../silverstein/critical-points.ts";

/** An interval of spikes ℓ whose sample eigenvalue separates from the bulk. */
export interface DetectionInterval {
  /** Where the outlier lies: below the whole bulk, between two of its intervals, or above it. */
  readonly place: "below" | "between" | "above";
  /** The threshold below, in the unit of an eigenvalue; 0 where there is none. The interval is open. */
  readonly lower: Quantity;
  /** The threshold above; ∞ where there is none. */
  readonly upper: Quantity;
}

/**
 * All spikes ℓ > 0 that separate, ψ′(ℓ) > 0 off the support of H, in ascending order: the last interval, above the bulk,
 * is always there, one below it only for φ(1 − H{0}) < 1, one between for every gap of the spectrum that is certain.
 * Where the spectrum ends at an end of a continuous population (see `Edge`), that end is the threshold.
 *
 * @throws AsymptopiaError as `criticalPoints`.
 */
export function detectionIntervals(population: Population, phi: number): readonly DetectionInterval[] {
  const gaps = criticalPoints(population, phi);
  const first = gaps[0];
  const last = gaps[gaps.length - 1];
  const intervals: DetectionInterval[] = [];
  const lowest = first.criticalPoints.length > 0 ? first.criticalPoints[0].ell : exactly(first.high);
  if (lowest.value > lowest.error) intervals.push({ place: "below", lower: exactly(0), upper: lowest });
  for (const { decided, criticalPoints: points } of gaps.slice(1, -1)) {
    if (decided) intervals.push({ place: "between", lower: points[0].ell, upper: points[1].ell });
  }
  const highest = last.criticalPoints.length > 0 ? last.criticalPoints[0].ell : exactly(last.low);
  intervals.push({ place: "above", lower: highest, upper: exactly(Number.POSITIVE_INFINITY) });
  return intervals;
}
