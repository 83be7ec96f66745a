import { join } from "node:path";
import { didYouMean } from "../../foundation/did-you-mean.ts";
import { AsymptopiaError, invalidInput } from "../../foundation/errors.ts";
import { isCalibrated, readResults, renderExhibit, renderReport } from "../../report/index.ts";
import { createWorkerPool } from "../../runner/executor.ts";
import { createJournallingExecutor } from "../../runner/journal/journalling-executor.ts";
import { runExhibit } from "../../runner/run-exhibit.ts";
import { type ExitStatus, exitStatus } from "../exit-status.ts";
import { withInterrupt } from "../interrupt.ts";
import { parseTimeLimit, parseWorkers } from "../option-values.ts";
import { note } from "../output.ts";
import { createProgressDisplay } from "../progress.ts";
import { checkOut, writeOut } from "../report-folder.ts";
import { commandLine } from "../reproducing-command.ts";
import { noteUse, openRunJournal, saysNoMore } from "../run-journal.ts";
import { selectClaims } from "../select-claims.ts";

export interface ReportCommandOptions {
  readonly out: string;
  readonly exhibit?: string;
  readonly seed: string;
  readonly workers?: string;
  readonly timeLimit: string;
  readonly resume?: boolean;
}

/**
 * `asymptopia report [claim files…]`: the pages of a report from its results.json, or with `--exhibit` a figure of a
 * paper, simulated and drawn.
 */
export async function reportCommand(words: readonly string[], options: ReportCommandOptions): Promise<ExitStatus> {
  if (options.exhibit !== undefined) return exhibitCommand(options.exhibit, words, options);
  if (words.length > 0) throw invalidInput("claim files", words[0], "absent without --exhibit");
  if (options.resume === true)
    throw invalidInput("resume", true, "absent without --exhibit, since nothing is simulated");
  const results = await readResults(join(options.out, "results.json"));
  await writeOut(options.out, await renderReport(results, { calibrated: isCalibrated(options.out) }));
  note(`report: ${join(options.out, "README.md")}`);
  return exitStatus.asExpected;
}

async function exhibitCommand(
  id: string,
  words: readonly string[],
  options: ReportCommandOptions,
): Promise<ExitStatus> {
  const { exhibits } = await selectClaims(words);
  const source = exhibits.find(({ exhibit }) => exhibit.id === id);
  if (source === undefined)
    throw unknownExhibit(
      id,
      exhibits.map(({ exhibit }) => exhibit.id),
    );
  const workers = parseWorkers(options.workers);
  const timeLimit = parseTimeLimit(options.timeLimit);
  await checkOut(options.out);
  const resume = options.resume === true;
  const journal = openRunJournal(join(options.out, "exhibits", `${id}.journal`), resume);
  const display = createProgressDisplay(process.stderr);
  const executor = createJournallingExecutor(createWorkerPool(workers, timeLimit), journal, (thrown) =>
    display.say(saysNoMore(thrown)),
  );
  try {
    const command = commandLine(["npx", "asymptopia", "report", ...words, "--exhibit", id, "--seed", options.seed]);
    const result = await withInterrupt(
      (signal) => runExhibit(source, { seed: options.seed, executor, command, signal, onProgress: display.update }),
      () => display.say("stopping; an unfinished exhibit leaves no page"),
    );
    await writeOut(options.out, await renderExhibit(result), { keepOthers: true });
    display.end();
    if (resume) noteUse(executor.use());
    note(`exhibit: ${join(options.out, "exhibits", `${id}.md`)}`);
    return exitStatus.asExpected;
  } finally {
    display.end();
    await executor.close();
  }
}

function unknownExhibit(id: string, ids: readonly string[]): AsymptopiaError {
  const near = didYouMean(id, ids);
  const hint = near.length === 0 ? "" : `; did you mean ${near.join(" or ")}?`;
  return new AsymptopiaError("unknown-name", `there is no exhibit ${id}${hint}`, {
    field: "exhibit",
    value: id,
    accepted: `one of ${ids.join(", ")}`,
  });
}
