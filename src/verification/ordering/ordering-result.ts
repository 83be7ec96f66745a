import type { SequenceGuarantee } from "../confidence-sequence/mean-sequence.ts";
import type { KindResult, NamedObservable } from "../results/claim-result.ts";
import type { JudgedSize, PointResult } from "../results/point-result.ts";

export interface OrderingTested {
  readonly better: NamedObservable;
  readonly worse: NamedObservable;
  readonly criterion: "smaller" | "larger";
  /** By how much the mean must be better. */
  readonly by: number;
  readonly guarantee: SequenceGuarantee;
}

export interface OrderingFinding {
  /** By how much the one was better on average; null below two replicates. */
  readonly advantage: number | null;
  readonly standardError: number | null;
  /** Sample skewness of the differences; null where they do not vary. */
  readonly skewness: number | null;
  /** Confidence sequence for the mean advantage; null: unbounded on one side or both. */
  readonly interval: readonly [number, number] | null;
  /** Means of the two observables; null without replicates. */
  readonly means: { readonly better: number; readonly worse: number } | null;
}

export interface OrderingSize extends JudgedSize, OrderingFinding {}

export interface OrderingPoint extends PointResult {
  readonly sizes: readonly OrderingSize[];
}

export type OrderingClaimResult = KindResult<"ordering", OrderingTested, OrderingPoint>;
