import type { NamedObservable } from "../results/claim-result.ts";

/** What a rounding test compares: |left − right| with k·ε·condition·scale. */
export interface RoundingTested {
  readonly discrepancy: NamedObservable;
  readonly scale: NamedObservable;
  /** Null: 1. */
  readonly condition: NamedObservable | null;
  /** k. */
  readonly factor: number;
  /** Largest k·ε·condition of an instance that counts towards support. */
  readonly resolution: number;
  /** Share of exceptional instances that support excludes. */
  readonly exceptionalShare: number;
}

export interface RoundingFinding {
  /** Instances that were well enough conditioned to count. */
  readonly informative: number;
  /** Instances on which the discrepancy exceeded k·ε·condition·scale. */
  readonly exceptions: number;
  /** Largest discrepancy/(ε·condition·scale), to be compared with k; null without instances. */
  readonly largestMultiple: number | null;
  /** Largest k·ε·condition of the informative instances: a relative error from there on would have been seen. */
  readonly resolution: number | null;
  /** Largest share of exceptional instances that the data leave possible, at this size's share of the error. */
  readonly exceptionalShare: number;
}
