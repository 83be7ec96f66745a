import type { Decision, Observations } from "../sequential/evidence.ts";
import type { ComparisonFinding } from "./law-result.ts";

/** One way to compare the laws of two sides, of which replicates give a draw each. */
export interface Comparison {
  add(left: Observations[string], right: Observations[string]): void;
  /** To be asked at every look, once. */
  decision(): Decision;
  finding(): ComparisonFinding;
}
