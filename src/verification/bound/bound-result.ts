import type { Tolerance } from "../../claims/tests.ts";
import type { KindResult, NamedObservable, ShownFormula } from "../results/claim-result.ts";
import type { JudgedSize, PointResult } from "../results/point-result.ts";

export interface BoundTested {
  readonly observable: NamedObservable;
  readonly direction: "at-most" | "at-least";
  readonly bound: ShownFormula;
  /** By symbol of the bound, the observable that gives its value in each replicate. */
  readonly observed: Readonly<Record<string, NamedObservable>>;
  /** δ; 0: always. */
  readonly failureRate: number;
  /** The failure rate that support excludes: δ, or where that is 0 the share of exceptions. */
  readonly excludedRate: number;
  readonly rounding: Tolerance;
}

export interface BoundFinding {
  readonly violations: number;
  /** Confidence sequence for the failure rate. */
  readonly failureRate: readonly [number, number];
  /**
   * Quantiles of observed/bound over the replicates with a bound other than 0: of how much of the bound is used up. Null
   * without such replicates. `atFailureRate` is the 1 − δ quantile of a bound above and the δ quantile of one below.
   */
  readonly slack: {
    readonly smallest: number;
    readonly median: number;
    readonly atFailureRate: number;
    readonly largest: number;
  } | null;
  /**
   * The factor nearest to 1 by which the bound could be tightened and these data would refute it; null where none is
   * found.
   */
  readonly refutedFactor: number | null;
}

export interface BoundSize extends JudgedSize, BoundFinding {
  /** Mean of the bound over the replicates: the bound itself where nothing of it is observed. Null without replicates. */
  readonly bound: number | null;
}

export interface BoundPoint extends PointResult {
  readonly sizes: readonly BoundSize[];
}

export type BoundClaimResult = KindResult<"bound", BoundTested, BoundPoint>;
