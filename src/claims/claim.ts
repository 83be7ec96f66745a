import type { Parameters } from "../foundation/json.ts";
import type { Experiment } from "../simulation/experiment.ts";
import type { Formula } from "./formula.ts";

/** Where a statement comes from, and how much of it is the source's own. */
export interface Source {
  readonly reference: string;
  /**
   * `paper`: stated there in this form. `reconstructed`: stated there, the constants or the exact form are ours.
   * `sharper`: stronger than there. `new`: not there.
   */
  readonly status: "paper" | "reconstructed" | "sharper" | "new";
}

/** A length on the observable's axis: absolute, or relative to |theory| at the point. Exactly one is given. */
export type Tolerance = { readonly absolute: number } | { readonly relative: number };

/** That an observable tends to a formula as the size grows. */
export interface LimitTest<P extends Parameters = Parameters> {
  readonly kind: "limit";
  readonly observable: string;
  readonly formula: Formula<P>;
  /** Equivalence margin: how near the limit must be to the formula for the claim to count as true. */
  readonly margin: Tolerance;
  /** Bound on |E[intercept] − limit error|, the part of the finite-size bias that extrapolation leaves. */
  readonly residualBias: Tolerance;
  /** q: E[observable] − formula(realised problem) = c·size^(−q) up to the residual bias. */
  readonly finiteSizeExponent: number;
}

/** How a page draws the claim: theory as a curve over one parameter, the grid's points on it. */
export interface ClaimFigure {
  readonly x: string;
  readonly label: string;
  readonly scale: "linear" | "log";
  /** Parameters told apart by colour; all others that vary in the grid get panels of their own. */
  readonly series: readonly string[];
  readonly yLabel: string;
}

/** A claim with an assumption broken or a formula misapplied, which must come out as `expected`. */
export interface Control<P extends Parameters = Parameters> {
  readonly id: string;
  /** What is wrong with it (or, for a positive control, what must not matter). */
  readonly why: string;
  readonly expected: "supported" | "refuted";
  readonly grid: readonly P[];
  readonly test: LimitTest<P>;
}

export interface Claim<P extends Parameters = Parameters> {
  /** Path-like and unique: `lp/lemma-3.12/inner-product`. */
  readonly id: string;
  readonly title: string;
  /** Markdown with `$…$` mathematics. */
  readonly statement: string;
  readonly assumptions: readonly string[];
  readonly source: Source;
  readonly experiment: Experiment<P>;
  readonly grid: readonly P[];
  /** The ladder of sizes, ascending, at least as many as the extrapolation has unknowns. */
  readonly sizes: readonly number[];
  readonly test: LimitTest<P>;
  readonly expected: "supported" | "refuted";
  readonly controls: readonly Control<P>[];
  readonly figure?: ClaimFigure;
}
