import { join } from "node:path";
import type { CatalogueClaim } from "../../claims/catalogue.ts";
import { limitClaim } from "../../claims/limit-claim.ts";
import { invalidInput } from "../../foundation/errors.ts";
import { checkClaimIds, checkReportFolder, renderReport, writeReport } from "../../report/index.ts";
import { createWorkerPool } from "../../runner/executor.ts";
import { type VerifyOutcome, verifyCatalogue } from "../../runner/verify-catalogue.ts";
import { type Budget, parseBudget } from "../../verification/budget.ts";
import type { ClaimResult, RunResult } from "../../verification/result.ts";
import { dryRun } from "../dry-run.ts";
import { type ExitStatus, exitStatus } from "../exit-status.ts";
import { withInterrupt } from "../interrupt.ts";
import { parseAlpha, parseSizes, parseWorkers } from "../option-values.ts";
import { note, print } from "../output.ts";
import { createProgressDisplay } from "../progress.ts";
import { commandLine } from "../reproducing-command.ts";
import { writeRunFile } from "../run-file.ts";
import { selectClaims } from "../select-claims.ts";
import { verdictTable } from "../verdict-table.ts";

export interface VerifyCommandOptions {
  readonly budget: string;
  readonly seed: string;
  readonly alpha: string;
  readonly workers?: string;
  readonly sizes?: string;
  readonly out?: string;
  readonly dryRun?: boolean;
  readonly strict?: boolean;
}

/** `asymptopia verify [claims…]`: simulate, decide, write the report. */
export async function verifyCommand(words: readonly string[], options: VerifyCommandOptions): Promise<ExitStatus> {
  const budget = parseBudget(options.budget);
  const alpha = parseAlpha(options.alpha);
  const workers = parseWorkers(options.workers);
  if (options.seed === "") throw invalidInput("seed", options.seed, "a text that is not empty");
  const selection = await selectClaims(words);
  const claims = withSizes(selection.claims, options.sizes);
  // Before the simulation, whose results would otherwise have no place to go.
  checkClaimIds(claims.map(({ claim }) => claim.id));
  if (options.dryRun) {
    print(dryRun(claims, budget));
    return exitStatus.asExpected;
  }
  const out = options.out ?? (selection.partial ? join("reports", "selection") : "reports");
  await checkReportFolder(out);
  const start = performance.now();
  const { result, stopped } = await run(claims, words, options, budget, alpha, workers);
  print(verdictTable(result.claims));
  if (stopped === "out of time") noteShortTime(result, budget);
  await writeReport(out, await renderReport(result));
  await writeRunFile(out, { workers, seconds: (performance.now() - start) / 1000, stopped });
  note(`report: ${join(out, "README.md")}`);
  return statusOf(result.claims, stopped, options.strict === true);
}

async function run(
  claims: readonly CatalogueClaim[],
  words: readonly string[],
  options: VerifyCommandOptions,
  budget: Budget,
  alpha: number,
  workers: number,
): Promise<VerifyOutcome> {
  const display = createProgressDisplay(process.stderr);
  const executor = createWorkerPool(workers);
  try {
    return await withInterrupt(
      (signal) =>
        verifyCatalogue({
          claims,
          seed: options.seed,
          alpha,
          budget,
          executor,
          command: reproducingCommand(words, options),
          signal,
          onProgress: display.update,
          onDecided: (id, verdict) => display.say(`${id}: ${verdict}`),
        }),
      () => display.say("stopping; the report will hold what is decided by now (Ctrl-C again to quit without one)"),
    );
  } finally {
    display.end();
    await executor.close();
  }
}

// The ladder is part of what a claim checks about itself, so that a changed one is checked again.
function withSizes(claims: readonly CatalogueClaim[], text: string | undefined): readonly CatalogueClaim[] {
  if (text === undefined) return claims;
  const sizes = parseSizes(text);
  return claims.map(({ claim, module }) => ({ module, claim: limitClaim({ ...claim, sizes }) }));
}

/** Says so where the seconds were too few for a first look, which a reader might take for a failure of the claims. */
function noteShortTime({ claims }: RunResult, { name }: Budget): void {
  const unseen = claims.flatMap(({ points }) => points).filter(({ replicates }) => replicates === 0).length;
  if (unseen > 0) note(`${unseen} points had too few replicates for a first look within ${name}; try --budget quick`);
}

function reproducingCommand(words: readonly string[], options: VerifyCommandOptions): string {
  const chosen = ["--budget", options.budget, "--seed", options.seed, "--alpha", options.alpha];
  const sizes = options.sizes === undefined ? [] : ["--sizes", options.sizes];
  return commandLine(["npx", "asymptopia", "verify", ...words, ...chosen, ...sizes]);
}

function statusOf(claims: readonly ClaimResult[], stopped: VerifyOutcome["stopped"], strict: boolean): ExitStatus {
  const opposite = claims.some(
    ({ verdict, expected }) =>
      verdict === "failed" || ((verdict === "supported" || verdict === "refuted") && verdict !== expected),
  );
  if (opposite) return exitStatus.againstExpectation;
  if (stopped === "interrupted") return exitStatus.interrupted;
  const open = claims.some(({ verdict }) => verdict === "undecided" || verdict === "incomplete");
  return open && strict ? exitStatus.undecided : exitStatus.asExpected;
}
