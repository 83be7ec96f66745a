import type { KindResult, NamedObservable } from "../results/claim-result.ts";
import type { PointResult } from "../results/point-result.ts";

export interface RateTested {
  readonly observable: NamedObservable;
  /** γ of size^(−γ). */
  readonly exponent: number;
  readonly logPower: number;
  readonly margin: number;
  readonly residualBias: number;
  readonly sense: "equal" | "at-least";
}

export interface RateSize {
  readonly size: number;
  readonly shape: Readonly<Record<string, number>>;
  /** Replicates of this size. */
  readonly replicates: number;
  /** exp of the mean logarithm of the observable over log(size)^p; null below two replicates, and where it overflows. */
  readonly geometricMean: number | null;
  /** Standard error of the mean logarithm; null below two replicates. */
  readonly standardErrorOfLog: number | null;
}

export interface RatePoint extends PointResult {
  /** Fitted γ; null below two replicates. */
  readonly estimate: number | null;
  /** Confidence sequence for γ, widened by the residual bias; null: unbounded. */
  readonly interval: readonly [number, number] | null;
  /**
   * The ladder without its smallest size: estimate and interval, and by how much the whole ladder's estimate is above it.
   * A point is not supported while the interval of that change is disjoint from ± the residual bias. Null below two replicates.
   */
  readonly withoutSmallestSize: {
    readonly estimate: number;
    readonly interval: readonly [number, number] | null;
    readonly change: number;
    /** Its confidence sequence; null: unbounded. */
    readonly changeInterval: readonly [number, number] | null;
  } | null;
  /** Sample skewness of the draws' estimates: 0 for the Gaussian ones for which the interval is exact. */
  readonly skewness: number | null;
  /** Draws of the whole ladder that the verdict used. */
  readonly replicates: number;
  readonly declaredFaults: number;
  readonly sizes: readonly RateSize[];
}

export type RateClaimResult = KindResult<"rate", RateTested, RatePoint>;
