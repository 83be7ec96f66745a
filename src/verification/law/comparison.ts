import type { Observation } from "../../simulation/experiment.ts";
import type { Decision } from "../sequential/evidence.ts";
import type { ComparisonFinding } from "./law-result.ts";

/** One way to compare the laws of two sides, of which replicates give a draw each. */
export interface Comparison {
  add(left: Observation, right: Observation): void;
  /** To be asked at every look, once. */
  decision(): Decision;
  finding(): ComparisonFinding;
  /** How many draws the decision is expected to need in all, at least those that there are: for progress. */
  expectedDraws(): number;
}
