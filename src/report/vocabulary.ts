import type { Source } from "../claims/claim.ts";
import type { MutationOperator } from "../claims/formula/mutants.ts";
import type { ClaimResult } from "../verification/results/claim-result.ts";
import type { Mutant } from "../verification/results/mutation-result.ts";
import type { RunResult } from "../verification/results/run-result.ts";
import type { Verdict } from "../verification/results/verdict.ts";
import { allPoints } from "./all-points.ts";
import { inlineProse, plainText } from "./markdown.ts";

// These signs are in every font that has Latin letters at all.
const SIGNS: Readonly<Record<Verdict, string>> = {
  supported: "=",
  refuted: "≠",
  undecided: "?",
  failed: "!",
  incomplete: "…",
};

const MEANINGS: Readonly<Record<Verdict, string>> = {
  supported:
    "At every point of the grid, what the data leave possible lies within what the claim states, margins included, and " +
    "every control, where there are any, came out as expected.",
  refuted: "At one point of the grid at least, what the data leave possible lies wholly outside what the claim states.",
  undecided:
    "The budget was spent before the data left only the one or only the other, at every point of the claim and its " +
    "controls. This is no evidence for the claim and none against it.",
  failed:
    "The simulation or the theory broke down, or a control came out opposite to its expectation. Nothing follows for " +
    "the claim.",
  incomplete:
    "The run was stopped before the claim was decided, or an optional package that it needs is not installed; the " +
    "reason is given with the point then.",
};

const STATUSES: Readonly<Record<Source["status"], string>> = {
  paper: "stated there in this form",
  reconstructed: "stated there; the constants or the exact form are reconstructed here",
  sharper: "sharper than what is stated there",
  new: "not stated there; derived here",
};

const ALTERATIONS: Readonly<Record<MutationOperator, string>> = {
  sign: "another sign",
  "dropped-term": "a term dropped",
  "doubled-factor": "a part doubled",
  "halved-factor": "a part halved",
  exponent: "an exponent moved by ½",
  "swapped-quotient": "a fraction upside down",
  "symbol-is-one": "1 for a symbol",
  reciprocal: "a symbol upside down",
  "neighbour-symbol": "the neighbouring symbol",
  declared: "declared variant",
};

/** `= supported`: the word and a sign that tells it apart at a glance. */
export function verdictLabel(verdict: Verdict): string {
  return `${SIGNS[verdict]} ${verdict}`;
}

/** What a verdict says of a claim of any kind. */
export function verdictMeaning(verdict: Verdict): string {
  return MEANINGS[verdict];
}

export function statusMeaning(status: Source["status"]): string {
  return STATUSES[status];
}

/** What the run's command, which follows, is good for. */
export function reproducibility({ budget, claims }: Pick<RunResult, "budget" | "claims">): string {
  if (/^\d+(\.\d+)?s$/.test(budget)) {
    return (
      "The budget is in seconds, so that the number of replicates, and with it the result, depends on the machine. " +
      "The command of the run was:"
    );
  }
  const incomplete = claims.filter(({ verdict }) => verdict === "incomplete");
  if (incomplete.length === 0) return "This command reproduces the run:";
  return incomplete.every(lacksPackage)
    ? "A package was missing; with it installed, this command gives the whole run:"
    : "The run was interrupted; this command reproduces the uninterrupted run:";
}

function lacksPackage(claim: ClaimResult): boolean {
  return allPoints(claim).some(({ failure }) => failure?.code === "missing-dependency");
}

/** What was done to the formula, as Markdown: of a declared variant the claim's own words. */
export function alteration({ operator, why }: Pick<Mutant, "operator" | "why">): string {
  const known = Object.hasOwn(ALTERATIONS, operator) ? ALTERATIONS[operator as MutationOperator] : plainText(operator);
  return why === undefined ? known : `${known}: ${inlineProse(why)}`;
}

/** The verdict as a table shows it: plain when it is the expected one, in bold with the expectation otherwise. */
export function verdictAgainst(verdict: Verdict, expected: Verdict): string {
  if (verdict !== expected) return `**${verdictLabel(verdict)}** (expected: ${expected})`;
  return expected === "refuted" ? `${verdictLabel(verdict)}, as expected` : verdictLabel(verdict);
}

/** Whether verdict and every control are what the claim says they should be. */
export function asExpected(claim: ClaimResult): boolean {
  return claim.verdict === claim.expected && claim.controls.every(({ verdict, expected }) => verdict === expected);
}
