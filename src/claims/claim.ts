import type { Parameters } from "../foundation/json.ts";
import type { Experiment } from "../simulation/experiment.ts";
import type { OwnBudget } from "./own-budget.ts";
import type { Test } from "./tests.ts";

/** Where a statement comes from, and how much of it is the source's own. */
export interface Source {
  readonly reference: string;
  /**
   * `paper`: stated there in this form. `reconstructed`: stated there, the constants or the exact form are ours.
   * `sharper`: stronger than there. `new`: not there.
   */
  readonly status: "paper" | "reconstructed" | "sharper" | "new";
}

/** How a page draws a limit claim: theory as a curve over one parameter, the grid's points on it. */
export interface ClaimFigure {
  readonly x: string;
  readonly label: string;
  readonly scale: "linear" | "log";
  /** Parameters told apart by colour; all others that vary in the grid get panels of their own. */
  readonly series: readonly string[];
  readonly yLabel: string;
}

/** Ways for a replicate to end without a number that belong to what is claimed, such as an iteration that diverges. */
export interface DeclaredFaults {
  /**
   * Codes of the failures: an observable that is NaN or infinite, and what the simulation throws on purpose as an
   * `AsymptopiaError` of this code. Any other fault fails the claim, a replicate past its time limit too, since that
   * depends on the machine.
   */
  readonly codes: readonly ("non-finite" | "not-converged")[];
  /** Why they may happen, and what they say. Markdown. */
  readonly why: string;
}

/** By name of a budget, what a claim or control has there instead of its default. */
export type AtBudget<Part> = { readonly [Name in OwnBudget]?: Part };

/** Points, sizes or both that a claim has at a budget; what it leaves out is the default's. */
export interface OwnPoints<P extends Parameters = Parameters> {
  readonly grid?: readonly P[];
  readonly sizes?: readonly number[];
}

/** A claim with an assumption broken or a formula misapplied, which must come out as `expected`. */
export interface Control<P extends Parameters = Parameters, T extends Test<P> = Test<P>> {
  readonly id: string;
  /** What is wrong with it (or, for a positive control, what must not matter). */
  readonly why: string;
  readonly expected: "supported" | "refuted";
  readonly grid: readonly P[];
  /** The grids that differ from `grid`; the sizes are those that the claim has at the budget. */
  readonly atBudget?: AtBudget<Required<Pick<OwnPoints<P>, "grid">>>;
  readonly test: T;
}

export interface Claim<P extends Parameters = Parameters, T extends Test<P> = Test<P>> {
  /** Path-like and unique: `lp/lemma-3.12/inner-product`. */
  readonly id: string;
  readonly title: string;
  /** Markdown with `$…$` mathematics. */
  readonly statement: string;
  readonly assumptions: readonly string[];
  readonly source: Source;
  readonly experiment: Experiment<P>;
  readonly grid: readonly P[];
  /** The ladder of sizes, ascending; how many it takes depends on the kind. */
  readonly sizes: readonly number[];
  /**
   * Points and sizes at other budgets than the default: fewer that show the same where time is short, more where it is
   * not. They are part of what is claimed there, and declared before any data like the rest.
   */
  readonly atBudget?: AtBudget<OwnPoints<P>>;
  /** The budget whose points and sizes these are, if not the default's; `claimAtBudget` says so, and no definition. */
  readonly pointsOf?: OwnBudget;
  readonly test: T;
  readonly expected: "supported" | "refuted";
  readonly controls: readonly Control<P, T>[];
  /**
   * Faults that do not fail the claim. A bound counts them as violations; other kinds leave such replicates out and say
   * how many they were.
   */
  readonly faults?: DeclaredFaults;
  /** Of limit claims only. */
  readonly figure?: ClaimFigure;
}
