import { formatReplicateKey } from "../verification/plan/replicate-key.ts";
import type { ClaimResult } from "../verification/results/claim-result.ts";
import type { RunResult } from "../verification/results/run-result.ts";
import { measuredAt } from "./is-calibrated.ts";
import { kindPageOf, type PageContext } from "./kinds/index.ts";
import { codeBlock, codeSpan, document, GENERATED_COMMENT, inlineProse, plainText, prose } from "./markdown.ts";
import { formatSignificant } from "./numbers.ts";
import { type FigureName, pagePath, relativeLink } from "./paths.ts";
import { replayCommand } from "./replay-command.ts";
import { reproducibility, statusMeaning, verdictAgainst, verdictLabel, verdictMeaning } from "./vocabulary.ts";

/** Paths, relative to the report's folder, of those figures of a claim that were drawn. */
export type ClaimFigures = Readonly<Partial<Record<FigureName, string>>>;

/**
 * The page of one claim.
 *
 * @param calibrated Whether the report holds the measured error rates.
 */
export function claimPage(run: RunResult, claim: ClaimResult, figures: ClaimFigures, calibrated: boolean): string {
  const page = pagePath(claim.id);
  const kind = kindPageOf(claim);
  const contextOf = (control: string | null): PageContext => ({
    alpha: run.alpha,
    calibration: measuredAt(calibrated ? relativeLink(page, "calibration.md") : null),
    replay: (key) => replayCommand(run, key),
    keyOf: (index, size, replicate) =>
      formatReplicateKey({
        claim: claim.id,
        control,
        budget: claim.pointsOf ?? null,
        point: index + 1,
        size,
        replicate,
      }),
    figure(name) {
      const path = figures[name];
      return path === undefined ? null : relativeLink(page, path);
    },
  });
  const context = contextOf(null);
  return document([
    GENERATED_COMMENT,
    `# ${inlineProse(claim.title)}`,
    `${codeSpan(claim.id)} · claim of kind *${claim.kind}* · [all claims](${relativeLink(page, "README.md")})`,
    verdictLine(claim),
    kind.headline(claim),
    "## Statement",
    prose(claim.statement),
    ...kind.tested(claim.tested),
    `Source: ${inlineProse(claim.source.reference)}. Status *${claim.source.status}*: ${statusMeaning(claim.source.status)}.`,
    assumptions(claim),
    pointsOf(claim),
    ...kind.findings(claim, context),
    "## What the error probability rests on",
    kind.guarantee(claim),
    declaredFaults(claim),
    "## Controls",
    ...controls(claim, contextOf),
    "## Reproduction",
    reproduction(run, claim),
    codeBlock(run.command, "sh"),
  ]);
}

function verdictLine(claim: ClaimResult): string {
  const { verdict, expected } = claim;
  const expectation =
    verdict === expected
      ? expected === "refuted"
        ? " This is the expected verdict: the statement is listed because it is false."
        : ""
      : ` The expected verdict is *${expected}*.`;
  const meaning =
    verdict === "failed" || verdict === "incomplete"
      ? verdictMeaning(verdict)
      : kindPageOf(claim).verdicts(claim)[verdict];
  const held = verdict === "supported" && claim.controls.length > 0 ? " Every control came out as expected." : "";
  return `**${verdictLabel(verdict)}.** ${meaning}${held}${expectation}`;
}

function assumptions(claim: ClaimResult): string {
  if (claim.assumptions.length === 0) return "";
  return `Assumptions:\n\n${claim.assumptions.map((text) => `- ${inlineProse(text)}`).join("\n")}`;
}

function pointsOf({ pointsOf: budget }: ClaimResult): string {
  if (budget === undefined) return "";
  return (
    `Points and sizes on this page are those that the claim and its controls have at the budget ${codeSpan(budget)}. At the ` +
    "default budget some of them are others."
  );
}

function declaredFaults(claim: ClaimResult): string {
  if (claim.declaredFaults === undefined) return "";
  const effect =
    claim.kind === "bound"
      ? `count as violations${claim.tested.failureRate === 0 ? ", so that one of them refutes the claim" : ""}`
      : claim.kind === "limit" || claim.kind === "rate"
        ? "are left out, with the whole draw of the ladder that they belong to"
        : "are left out";
  return `Replicates that end without a number, in a way that the claim declares, ${effect}: ${inlineProse(claim.declaredFaults)}`;
}

function controls(claim: ClaimResult, contextOf: (control: string) => PageContext): string[] {
  if (claim.controls.length === 0) return [withoutControls(claim)];
  const kind = kindPageOf(claim);
  return claim.controls.flatMap((control) => [
    `### ${plainText(control.id)}`,
    prose(control.why),
    ...kind.tested(control.tested, claim.tested),
    `Verdict: ${verdictAgainst(control.verdict, control.expected)}.`,
    kind.points(control.points, control.tested, contextOf(control.id)),
  ]);
}

function withoutControls(claim: ClaimResult): string {
  if (claim.expected === "refuted")
    return "This claim has no controls: nothing here shows that the test can be passed.";
  if (claim.kind === "limit" && claim.mutants.killed > 0) {
    return "This claim has no controls: that the test can fail its mutants show.";
  }
  return "This claim has no controls: nothing shows that the test can fail.";
}

function reproduction(run: RunResult, claim: ClaimResult): string {
  const work = formatSignificant(claim.work * 1e6, 2);
  return (
    `Seed ${codeSpan(run.seed)}, budget ${codeSpan(run.budget)}, experiment ${codeSpan(claim.experiment.id)} version ` +
    `${claim.experiment.version}, ${plainText(run.package.name)} ${plainText(run.package.version)}; nominal work of the ` +
    `replicates ${work} floating-point operations. ${reproducibility(run)}`
  );
}
