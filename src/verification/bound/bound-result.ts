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
  /** Index of the replicate that violated the bound by most, so that it can be run again; null if none did. */
  readonly worstReplicate: number | null;
  /**
   * The failure rates that the data leave possible, declared faults counted as failures. Each end errs with probability at
   * most this size's share of the error, as the verdict does: above δ, the lower end refutes; at most δ, the upper one
   * supports.
   */
  readonly failureRate: readonly [number, number];
  /**
   * Quantiles of observed/bound: of how much of the bound is used up. Null without replicates, and where the bound is not
   * above 0 in all of them. Declared faults are left out. `atFailureRate` is the 1 − δ quantile of a bound above and the
   * δ quantile of one below.
   */
  readonly slack: {
    readonly smallest: number;
    readonly median: number;
    readonly atFailureRate: number;
    readonly largest: number;
  } | null;
  /**
   * What the data say about the bound times a factor above 0. Of a bound above they refute it with every factor below
   * this one; of a bound below, with every factor above this one. So 0.8 says that a bound above could not be lowered by
   * more than a fifth. Beyond 1 for a bound that is refuted itself, by the same measure. Null where no factor is refuted,
   * where declared faults alone refute them all, and where `slack` is null.
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
