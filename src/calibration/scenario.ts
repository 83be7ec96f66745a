import type { Claim } from "../claims/claim.ts";
import type { Kind } from "../claims/tests.ts";
import type { Parameters } from "../foundation/json.ts";

/**
 * How the synthetic claims stand to the truth.
 *
 * - `true`: as stated, or well within the margin.
 * - `just true`: at the margin's edge, with every allowance for bias used up.
 * - `on the edge`: at the margin's edge where there is no allowance, so that next to it either verdict is wrong.
 * - `just false`: at the margin's edge from outside, every allowance for bias hiding it.
 * - `false`: off by two margins, or as far as is said.
 * - `undecidable`: at the margin's edge with a small budget, or too noisy for the budget.
 */
export type Truth = "true" | "just true" | "on the edge" | "just false" | "false" | "undecidable";

/** Whether the error probability is proved at every number of replicates of this law, or in the limit of many. */
export type Guarantee = "exact" | "asymptotic";

/** Synthetic claims of one kind, alike but for their random numbers. */
export interface Scenario {
  /** Names their random numbers and nothing else; unique. */
  readonly id: string;
  readonly kind: Kind;
  /** Law of the replicates, for the pages. */
  readonly law: string;
  readonly truth: Truth;
  /** What is so, as a phrase for the pages. */
  readonly what: string;
  readonly guarantee: Guarantee;
  /**
   * Whether the law is too skewed for a sequence that is asymptotic alone, at the numbers of replicates of a run: its error
   * rate is shown, and not held against it.
   */
  readonly skewed: boolean;
  /** One claim whose points are the synthetic claims `numbers`. */
  claim(numbers: readonly number[]): Claim;
}

/** What a synthetic claim says about itself where nobody reads it. */
export const unread = {
  title: "synthetic",
  statement: "synthetic",
  assumptions: [],
  source: { reference: "none", status: "new" },
} as const;

/** The points of the claims `numbers`, alike but for the number. */
export function numbered<P extends Parameters>(numbers: readonly number[], rest: P): readonly Parameters[] {
  return numbers.map((claim) => ({ claim, ...rest }));
}
