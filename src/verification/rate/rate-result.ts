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
  /** The same from the ladder without its smallest size. */
  readonly withoutSmallestSize: {
    readonly estimate: number;
    readonly interval: readonly [number, number] | null;
  } | null;
  /** Draws of the whole ladder that the verdict used. */
  readonly replicates: number;
  readonly declaredFaults: number;
  readonly sizes: readonly RateSize[];
}

export type RateClaimResult = KindResult<"rate", RateTested, RatePoint>;
