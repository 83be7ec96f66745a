/**
 * - `supported`: what the data leave possible lies within what the claim states, margins included, at every point.
 * - `refuted`: it lies wholly outside at some point.
 * - `undecided`: neither, within the budget.
 * - `failed`: the simulation or the theory broke down, or a control came out opposite to its expectation.
 * - `incomplete`: the run was stopped before the claim was decided, or an optional package that it needs is not installed.
 */
export type Verdict = "supported" | "refuted" | "undecided" | "failed" | "incomplete";
