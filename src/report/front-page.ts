import type { ClaimResult } from "../verification/results/claim-result.ts";
import type { RunResult } from "../verification/results/run-result.ts";
import type { Verdict } from "../verification/results/verdict.ts";
import { allPoints } from "./all-points.ts";
import { guarantee } from "./guarantee.ts";
import { kindPageOf } from "./kinds/index.ts";
import {
  codeBlock,
  codeSpan,
  document,
  GENERATED_COMMENT,
  inlineProse,
  left,
  plainText,
  right,
  table,
} from "./markdown.ts";
import { formatCount, formatCountRange } from "./numbers.ts";
import { pagePath } from "./paths.ts";
import { asExpected, reproducibility, verdictAgainst, verdictLabel, verdictMeaning } from "./vocabulary.ts";

/**
 * `README.md`: what the run guarantees, and every claim in a line.
 *
 * @param calibrated Whether a page beside it holds the measured error rates.
 */
export function frontPage(run: RunResult, calibrated: boolean): string {
  const { claims } = run;
  return document([
    GENERATED_COMMENT,
    "# Numerical verification",
    `**${summary(claims)}**`,
    ...guarantee(run, calibrated),
    calibrated
      ? "How often such verdicts err on synthetic claims of which everything is known has been measured: " +
        "[calibration.md](calibration.md)."
      : "How often such verdicts err, `asymptopia calibrate` measures on synthetic claims of which everything is known.",
    `Seed ${codeSpan(run.seed)}, budget ${codeSpan(run.budget)}, ${plainText(run.package.name)} ` +
      `${plainText(run.package.version)}. ${reproducibility(run)}`,
    codeBlock(run.command, "sh"),
    "## Claims",
    ...claimsTable(claims),
    "## Open or against expectation",
    openClaims(claims),
    ...falseStatements(claims),
    "## Controls",
    ...controlsTable(claims),
    "## Verdicts",
    (["supported", "refuted", "undecided", "failed", "incomplete"] as const)
      .map((verdict) => `- ${verdictLabel(verdict)}: ${verdictMeaning(verdict)}`)
      .join("\n"),
    "## Data",
    "Everything on these pages is in [results.json](results.json); its format is described in " +
      "[results.schema.md](results.schema.md).",
  ]);
}

function summary(claims: readonly ClaimResult[]): string {
  if (claims.length === 0) return "The run holds no claims.";
  const count = (verdict: Verdict, expected: boolean): number =>
    claims.filter((claim) => claim.verdict === verdict && (claim.verdict === claim.expected) === expected).length;
  const parts = [
    [count("supported", true), "supported"],
    [count("refuted", true), "refuted as expected"],
    [count("supported", false), "supported against expectation"],
    [count("refuted", false), "refuted against expectation"],
    [count("undecided", false), "undecided"],
    [count("failed", false), "failed"],
    [count("incomplete", false), "incomplete"],
  ] as const;
  const present = parts.filter(([number]) => number > 0).map(([number, words]) => `${formatCount(number)} ${words}`);
  return `${plural(claims.length, "claim")}: ${present.join(", ")}.`;
}

function claimsTable(claims: readonly ClaimResult[]): string[] {
  if (claims.length === 0) return ["None."];
  const columns = [
    left("claim"),
    left("kind"),
    left("verdict"),
    left("finding"),
    left("resolution"),
    right("replicates"),
  ];
  const rows = claims.map((claim) => {
    const kind = kindPageOf(claim);
    return [
      `${inlineProse(claim.title)}<br>${pageLink(claim)}`,
      claim.kind,
      verdictAgainst(claim.verdict, claim.expected),
      plainText(kind.finding(claim)),
      plainText(kind.resolution(claim)),
      formatCountRange(kind.replicates(claim.points)),
    ];
  });
  const kinds = (Object.keys(columnMeanings) as ClaimResult["kind"][]).filter((name) =>
    claims.some(({ kind }) => kind === name),
  );
  return [
    "*Finding* is what was seen where it was worst for the claim, *resolution* what these data would have seen if it had " +
      "been there. *Replicates* is the range over the points of the grid: draws of the whole ladder of sizes for limits " +
      "and rates, replicates of one size for the other kinds, whose sizes are judged apart.",
    ...ownPoints(claims),
    table(columns, rows),
    kinds.map((kind) => `- *${kind}*: ${columnMeanings[kind]}`).join("\n"),
  ];
}

/** How many claims were verified on other points or sizes than the default's. */
function ownPoints(claims: readonly ClaimResult[]): string[] {
  // All of one run: those of its budget.
  const [budget, ...others] = claims.flatMap(({ pointsOf }) => pointsOf ?? []);
  if (budget === undefined) return [];
  const number = others.length + 1;
  return [
    `At the budget ${codeSpan(budget)} ${formatCount(number)} of the ${plural(claims.length, "claim")} ${number === 1 ? "has" : "have"} points or ` +
      "sizes other than at the default budget; the table is about those, and each page says whose it shows.",
  ];
}

const columnMeanings: Readonly<Record<ClaimResult["kind"], string>> = {
  identity:
    "the largest difference of the two computations, in roundings of the data's size, of those allowed; and the relative " +
    "error that would have been an exception.",
  limit:
    "the largest |estimate − theory| as a multiple of the margin; and the smallest relative error of the formula that " +
    "the data would have refuted, with how many of the formula's mutants they do refute.",
  bound:
    "how much of the bound is used up by the quantile that the claim is about, and violations; and the factor " +
    "from which on these data refute the bound if it is tightened by it.",
  law:
    "by each measure the largest discrepancy of the two laws, or of coupled runs in roundings; and the smallest that every " +
    "comparison by it would have detected.",
  ordering: "the smallest mean advantage; and the half-width of its interval.",
  rate:
    "the fitted exponent farthest from the claimed one; and the half-width of its interval, the declared bound on what " +
    "finite sizes leave included.",
};

function openClaims(claims: readonly ClaimResult[]): string {
  const open = claims.filter((claim) => !asExpected(claim));
  if (claims.length === 0) return "There is nothing to expect.";
  if (open.length === 0) {
    return claims.some(({ controls }) => controls.length > 0)
      ? "None: every claim and every control came out as expected."
      : "None: every claim came out as expected.";
  }
  return open
    .map((claim) =>
      [
        `- ${inlineProse(claim.title)} (${pageLink(claim)}): ${verdictAgainst(claim.verdict, claim.expected)}`,
        ...reasons(claim).map((reason) => `  - ${reason}`),
      ].join("\n"),
    )
    .join("\n");
}

/** What on the claim's page is otherwise than it should be. */
function reasons(claim: ClaimResult): string[] {
  const counts = (["supported", "refuted", "undecided", "failed", "incomplete"] as const)
    .map((verdict) => [claim.points.filter((point) => point.verdict === verdict).length, verdict] as const)
    .filter(([number]) => number > 0)
    .map(([number, verdict]) => `${formatCount(number)} ${verdict}`);
  const failures = allPoints(claim).flatMap(({ failure }) =>
    failure === undefined ? [] : [`${plainText(failure.message)} (${plainText(failure.code)})`],
  );
  const controls = claim.controls
    .filter(({ verdict, expected }) => verdict !== expected)
    .map(({ id, verdict, expected }) => `control ${plainText(id)}: ${verdictAgainst(verdict, expected)}`);
  return [claim.points.length === 0 ? "no points" : `points: ${counts.join(", ")}`, ...new Set(failures), ...controls];
}

function falseStatements(claims: readonly ClaimResult[]): string[] {
  const expectedFalse = claims.filter(({ expected }) => expected === "refuted");
  if (expectedFalse.length === 0) return [];
  return [
    "## Printed statements held to be false",
    "These stand in their source as the pages quote them, and are expected to be refuted by the data.",
    table(
      [left("statement"), left("source"), left("verdict")],
      expectedFalse.map((claim) => [
        `${inlineProse(claim.title)}<br>${pageLink(claim)}`,
        inlineProse(claim.source.reference),
        verdictAgainst(claim.verdict, claim.expected),
      ]),
    ),
  ];
}

function controlsTable(claims: readonly ClaimResult[]): string[] {
  const rows = claims.flatMap((claim) =>
    claim.controls.map((control) => [
      plainText(control.id),
      pageLink(claim),
      inlineProse(control.why),
      control.expected,
      verdictLabel(control.verdict),
      control.verdict === control.expected ? "yes" : "**no**",
    ]),
  );
  if (rows.length === 0) return ["No claim has a control: nothing shows that the tests can fail."];
  return [
    "A control is a variant of a claim with an assumption broken or a formula misapplied (or, where *supported* is " +
      "expected, with a change that must not matter). It shows that the test can tell the difference.",
    table(
      [
        left("control"),
        left("claim"),
        left("what is different"),
        left("expected"),
        left("verdict"),
        left("as expected"),
      ],
      rows,
    ),
  ];
}

function pageLink({ id }: ClaimResult): string {
  return `[${id}](${pagePath(id)})`;
}

function plural(count: number, word: string): string {
  return `${formatCount(count)} ${word}${count === 1 ? "" : "s"}`;
}
