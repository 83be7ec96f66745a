import type { Failure } from "../../foundation/errors.ts";
import type { Parameters } from "../../foundation/json.ts";
import type { Verdict } from "./verdict.ts";

/** What broke down, and for a replicate the key by which it can be run again alone. */
export interface PointFailure extends Failure {
  readonly key?: string;
}

/** What the points of all kinds have in common. */
export interface PointResult {
  readonly parameters: Parameters;
  readonly verdict: Verdict;
  readonly failure?: PointFailure;
}

/** What the sizes of a point have in common where each has a verdict of its own. */
export interface JudgedSize {
  readonly size: number;
  readonly shape: Readonly<Record<string, number>>;
  readonly verdict: Verdict;
  /** Replicates that the verdict used, those with declared faults included. */
  readonly replicates: number;
  /** Replicates with faults that the claim declares. */
  readonly declaredFaults: number;
}
