import type { ClaimResult, RunResult, Verdict } from "../verification/result.ts";
import { discrepancies } from "./discrepancy.ts";
import { codeBlock, codeSpan, document, GENERATED_COMMENT, inlineProse, plainText, table } from "./markdown.ts";
import { ABSENT, formatCount, formatCountRange, formatExact, formatPercent, formatSignificant } from "./numbers.ts";
import { pagePath } from "./paths.ts";
import { left, right } from "./result-tables.ts";
import { asExpected, verdictAgainst, verdictLabel, verdictMeaning } from "./vocabulary.ts";

/** `README.md`: what the run guarantees, and every claim in a line. */
export function frontPage(run: RunResult): string {
  const { claims } = run;
  return document([
    GENERATED_COMMENT,
    "# Numerical verification",
    `**${summary(claims)}**`,
    ...guarantee(run),
    `Seed ${codeSpan(run.seed)}, budget ${codeSpan(run.budget)}, ${plainText(run.package.name)} ` +
      `${plainText(run.package.version)}. ${reproducibility(run.budget)}`,
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

function guarantee({ points, alpha }: RunResult): string[] {
  if (points === 0) return ["No point was simulated, so nothing is guaranteed."];
  const risk = formatExact(alpha);
  return [
    `The run compares the formulas with finite simulation at ${plural(points, "point")}, those of all claims and ` +
      "controls together. At each point the limit gets a confidence interval; the error probability " +
      `α = ${risk} of the whole run is divided among the ${plural(points, "interval")}. The intervals are confidence ` +
      "sequences, valid at all sample sizes at once, so that looking at the data while they arrive and stopping at a " +
      `verdict does not raise it. **The chance that the run refutes anything true is therefore at most ${risk}** (the ` +
      "familywise error rate; true means: the limit is within its margin of the formula), and so is the chance that " +
      "it supports a claim whose limit differs from the formula by more than the margin.",
    "Two conditions go with this. The confidence sequence is exact for Gaussian replicates and asymptotic, in the " +
      "number of replicates, for others. And at each point the bias that extrapolation to infinite size leaves is " +
      "taken to be at most the bound that the claim declares, by which the interval has been widened.",
  ];
}

function reproducibility(budget: string): string {
  return /^\d+(\.\d+)?s$/.test(budget)
    ? "The budget is in seconds, so that the number of replicates, and with it the result, depends on the machine. " +
        "The command of the run was:"
    : "This command reproduces the run:";
}

function claimsTable(claims: readonly ClaimResult[]): string[] {
  if (claims.length === 0) return ["None."];
  const columns = [
    left("claim"),
    left("verdict"),
    right("largest discrepancy"),
    right("in margins"),
    right("margin"),
    right("mutants refuted"),
    right("resolution"),
    right("replicates"),
  ];
  const rows = claims.map((claim) => {
    const [worst] = discrepancies(claim.points);
    const { total, killed } = claim.mutants;
    return [
      `${inlineProse(claim.title)}<br>${pageLink(claim)}`,
      verdictAgainst(claim.verdict, claim.expected),
      formatSignificant(worst?.absolute ?? null, 2),
      formatSignificant(worst?.inMargins ?? null, 2),
      worst === undefined || worst.point.margin === null ? ABSENT : `±${formatSignificant(worst.point.margin, 3)}`,
      total === 0 ? "none made" : `${formatCount(killed)}/${formatCount(total)}`,
      formatPercent(claim.resolution),
      formatCountRange(claim.points.map(({ replicates }) => replicates)),
    ];
  });
  return [
    "*Largest discrepancy* is |estimate − theory| at the point where it is the largest fraction of its margin, " +
      "*margin* the one at that point. *Mutants* are alterations of the formula that the data should refute. " +
      "*Resolution* is the smallest relative error of the formula that the data would have refuted. *Replicates* " +
      "counts draws of the whole ladder of sizes, over the points of the grid.",
    table(columns, rows),
  ];
}

function openClaims(claims: readonly ClaimResult[]): string {
  const open = claims.filter((claim) => !asExpected(claim));
  if (claims.length === 0) return "There is nothing to expect.";
  if (open.length === 0) return "None: every claim and every control came out as expected.";
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
  const failures = [...claim.points, ...claim.controls.flatMap(({ points }) => points)].flatMap(({ failure }) =>
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
  if (rows.length === 0) return ["No claim has a control."];
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
