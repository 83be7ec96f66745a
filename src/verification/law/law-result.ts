import type { KindResult, NamedObservable } from "../results/claim-result.ts";
import type { JudgedSize, PointResult } from "../results/point-result.ts";
import type { RoundingFinding, RoundingTested } from "../rounding/rounding-result.ts";

export interface ComparedObservables {
  readonly name: string;
  readonly left: NamedObservable;
  readonly right: NamedObservable;
}

export interface LawTested {
  readonly coupling: RoundingTested | null;
  readonly projections: readonly ComparedObservables[];
  readonly classifier: ComparedObservables | null;
  /** In Kolmogorov distance, or advantage of the classifier; null without samples to compare. */
  readonly margin: number | null;
}

/** One comparison of two samples. */
export interface ComparisonFinding {
  readonly name: string;
  readonly measure: "Kolmogorov distance" | "advantage of the classifier";
  /** Draws of each side that the discrepancy rests on, without those that a classifier was trained on. */
  readonly draws: number;
  /** The Kolmogorov distance of the samples, or the advantage in absolute value; null without draws. */
  readonly discrepancy: number | null;
  /** Confidence sequence for the discrepancy, within [0, 1]. */
  readonly interval: readonly [number, number];
  /**
   * A discrepancy of the laws above this one would have been told from 0 by these draws, unless the confidence sequence
   * errs. Null where that says nothing: from 1 on.
   */
  readonly smallestDetectable: number | null;
}

export interface LawFinding {
  readonly coupling: RoundingFinding | null;
  readonly comparisons: readonly ComparisonFinding[];
}

export interface LawSize extends JudgedSize, LawFinding {}

export interface LawPoint extends PointResult {
  readonly sizes: readonly LawSize[];
}

export type LawClaimResult = KindResult<"law", LawTested, LawPoint>;
