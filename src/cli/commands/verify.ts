import { join } from "node:path";
import type { CatalogueClaim } from "../../claims/catalogue.ts";
import { claimAtBudget } from "../../claims/claim-at-budget.ts";
import { redefineClaim } from "../../claims/redefine-claim.ts";
import { checkClaimIds, isCalibrated, renderReport } from "../../report/index.ts";
import { createWorkerPool } from "../../runner/executor.ts";
import type { Journal } from "../../runner/journal/journal.ts";
import { createJournallingExecutor, type JournalUse } from "../../runner/journal/journalling-executor.ts";
import { type VerifyOutcome, verifyCatalogue } from "../../runner/verify-catalogue.ts";
import { type Budget, parseBudget } from "../../verification/budget.ts";
import type { PointResult } from "../../verification/results/point-result.ts";
import type { RunResult } from "../../verification/results/run-result.ts";
import { dryRun } from "../dry-run.ts";
import { type ExitStatus, exitStatus } from "../exit-status.ts";
import { withInterrupt } from "../interrupt.ts";
import { parseAlpha, parseSeed, parseSizes, parseTimeLimit, parseWorkers } from "../option-values.ts";
import { note, print } from "../output.ts";
import { createProgressDisplay } from "../progress.ts";
import { checkOut, writeOut } from "../report-folder.ts";
import { reportTime } from "../report-time.ts";
import { commandLine } from "../reproducing-command.ts";
import { writeRunFile } from "../run-file.ts";
import { noteUse, openRunJournal, saysNoMore } from "../run-journal.ts";
import { selectClaims } from "../select-claims.ts";
import { statusOfClaims } from "../status-of-claims.ts";
import { failureLines, verdictTable } from "../verdict-table.ts";

export interface VerifyCommandOptions {
  readonly budget: string;
  readonly seed: string;
  readonly alpha: string;
  readonly workers?: string;
  readonly timeLimit: string;
  readonly sizes?: string;
  readonly out?: string;
  readonly resume?: boolean;
  readonly dryRun?: boolean;
  readonly strict?: boolean;
}

/** A run as the command line asks for it, read and checked. */
interface Request {
  readonly claims: readonly CatalogueClaim[];
  readonly budget: Budget;
  readonly alpha: number;
  readonly seed: string;
  readonly workers: number;
  readonly timeLimit: number;
  /** Processor time from the start of the process to the command, in milliseconds. */
  readonly startUp: number;
  readonly journal: Journal;
  /** The command that reproduces the run. */
  readonly command: string;
}

/** `asymptopia verify [claims…]`: simulate, decide, write the report. */
export async function verifyCommand(words: readonly string[], options: VerifyCommandOptions): Promise<ExitStatus> {
  const startUp = processorTime();
  const values = {
    budget: parseBudget(options.budget),
    alpha: parseAlpha(options.alpha),
    workers: parseWorkers(options.workers),
    timeLimit: parseTimeLimit(options.timeLimit),
    seed: parseSeed(options.seed),
  };
  const selection = await selectClaims(words);
  const claims = withSizes(atBudget(selection.claims, values.budget), options.sizes);
  // Before the simulation, whose results would otherwise have no place to go.
  checkClaimIds(claims.map(({ claim }) => claim.id));
  if (options.dryRun) {
    print(dryRun(claims, values.budget));
    return exitStatus.asExpected;
  }
  const out = options.out ?? (selection.partial ? join("reports", "selection") : "reports");
  await checkOut(out);
  const resume = options.resume === true;
  const journal = openRunJournal(join(out, "run.journal"), resume);
  const command = reproducingCommand(words, options);
  const { result, stopped, use } = await run({ ...values, startUp, claims, journal, command });
  print(verdictTable(result));
  for (const line of failureLines(result)) note(line);
  if (stopped === "out of time") noteShortTime(result);
  await writeOut(out, await renderReport(result, { calibrated: isCalibrated(out) }));
  const { workers } = values;
  await writeRunFile(out, { workers, seconds: performance.now() / 1000, stopped, reused: use.reused });
  if (resume) noteUse(use);
  note(`report: ${join(out, "README.md")}`);
  return statusOfClaims(result.claims, stopped, options.strict === true);
}

async function run({
  workers,
  timeLimit,
  startUp,
  journal,
  ...request
}: Request): Promise<VerifyOutcome & { readonly use: JournalUse }> {
  const { claims } = request;
  const { seconds } = request.budget;
  // The seconds are those of the whole command, which began with the process and ends with the report.
  const speed = { startUp, elapsed: performance.now(), processor: processorTime() };
  const deadline = seconds === undefined ? undefined : Math.max(0, 1000 * seconds - reportTime(claims, seconds, speed));
  const display = createProgressDisplay(process.stderr, deadline);
  const executor = createJournallingExecutor(createWorkerPool(workers, timeLimit), journal, (thrown) =>
    display.say(saysNoMore(thrown)),
  );
  try {
    const outcome = await withInterrupt(
      (signal) =>
        verifyCatalogue({
          ...request,
          ...(deadline === undefined ? {} : { deadline }),
          executor,
          signal,
          onProgress: display.update,
          onDecided: (id, verdict) => display.say(`${id}: ${verdict}`),
        }),
      () => display.say("stopping; the report will hold what is decided by now (Ctrl-C again to quit without one)"),
    );
    return { ...outcome, use: executor.use() };
  } finally {
    display.end();
    await executor.close();
  }
}

function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function atBudget(claims: readonly CatalogueClaim[], { name }: Budget): readonly CatalogueClaim[] {
  return claims.map(({ claim, module }) => ({ module, claim: claimAtBudget(claim, name) }));
}

// The ladder is part of what a claim checks about itself, so that a changed one is checked again.
function withSizes(claims: readonly CatalogueClaim[], text: string | undefined): readonly CatalogueClaim[] {
  if (text === undefined) return claims;
  const sizes = parseSizes(text);
  return claims.map(({ claim, module }) => ({ module, claim: redefineClaim(claim, { sizes }) }));
}

/** What the points of all kinds say about how far they came. */
type LookedAt = Pick<PointResult, "verdict"> & { readonly sizes: readonly { readonly replicates: number }[] };

/** Says so where the seconds were too few for a first look, which a reader might take for a failure of the claims. */
function noteShortTime({ claims, budget }: RunResult): void {
  const points = claims.flatMap(({ points, controls }): readonly LookedAt[] => [
    ...points,
    ...controls.flatMap((control) => control.points as readonly LookedAt[]),
  ]);
  const unseen = points.filter(
    ({ verdict, sizes }) => verdict === "undecided" && sizes.some(({ replicates }) => replicates === 0),
  ).length;
  if (unseen > 0) note(`${unseen} points had too few replicates for a first look within ${budget}; try --budget quick`);
}

function reproducingCommand(words: readonly string[], options: VerifyCommandOptions): string {
  const chosen = ["--budget", options.budget, "--seed", options.seed, "--alpha", options.alpha];
  const sizes = options.sizes === undefined ? [] : ["--sizes", options.sizes];
  return commandLine(["npx", "asymptopia", "verify", ...words, ...chosen, ...sizes]);
}
