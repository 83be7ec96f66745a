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
  /** Support excludes that this share of the instances, or more, are exceptions. */
  readonly exceptionalShare: number;
}

export interface RoundingFinding {
  /** Instances that were well enough conditioned, and large enough, to count. */
  readonly informative: number;
  /** Instances on which the discrepancy exceeded k·ε·condition·scale. */
  readonly exceptions: number;
  /**
   * Largest discrepancy/(ε·condition·scale), above k where and only where there is an exception; null without instances.
   * Where k·ε·condition·scale is below the smallest normal number that number takes its place.
   */
  readonly largestMultiple: number | null;
  /** Index of the replicate that has it, so that it can be run again. */
  readonly worstReplicate: number | null;
  /**
   * Largest k·ε·condition of the informative instances: a relative error above it would have been seen on each of them.
   * Null without them.
   */
  readonly resolution: number | null;
  /**
   * Largest share of exceptional instances, among those that count, that the data leave possible at this size's share of
   * the error; it falls to the share that support excludes when the identity is supported, and is 1 without instances.
   */
  readonly exceptionalShare: number;
}
