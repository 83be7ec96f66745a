import { availableParallelism } from "node:os";
import { join } from "node:path";
import { calibrate } from "../../calibration/calibrate.ts";
import { type CalibrationResult, failures } from "../../calibration/result.ts";
import { createRowThreads } from "../../calibration/row-threads.ts";
import { forms } from "../../calibration/rows.ts";
import { invalidInput } from "../../foundation/errors.ts";
import { renderCalibration } from "../../report/index.ts";
import { createWorkerPool } from "../../runner/executor.ts";
import { type ExitStatus, exitStatus } from "../exit-status.ts";
import { withInterrupt } from "../interrupt.ts";
import { note, print, table } from "../output.ts";
import { checkOut, writeOut } from "../report-folder.ts";
import { commandLine } from "../reproducing-command.ts";

export interface CalibrateCommandOptions {
  readonly seed: string;
  readonly out: string;
  readonly quick?: boolean;
}

/** Seconds that a replicate may take in a thread: none takes a thousandth of one. */
const timeLimit = 600;

/** `asymptopia calibrate`: measure how often verdicts err, and write the page about it. */
export async function calibrateCommand({ seed, out, quick = false }: CalibrateCommandOptions): Promise<ExitStatus> {
  if (seed === "") throw invalidInput("seed", seed, "a text that is not empty");
  await checkOut(out);
  const result = await withInterrupt(
    (signal) => measured(seed, quick, signal),
    () => note("stopping; an unfinished measurement leaves no page"),
  );
  if (result === null) return exitStatus.interrupted;
  print(calibrationTable(result));
  await writeOut(out, renderCalibration(result), { keepOthers: true });
  note(`calibration: ${join(out, "calibration.md")}`);
  return failures(result) === 0 ? exitStatus.asExpected : exitStatus.againstExpectation;
}

/** Null if it was stopped. */
async function measured(seed: string, quick: boolean, signal: AbortSignal): Promise<CalibrationResult | null> {
  let shown = 0;
  const threads = createRowThreads(availableParallelism());
  // Rows that are being measured would otherwise go on to their end.
  signal.addEventListener("abort", () => void threads.close());
  try {
    return await calibrate({
      form: quick ? forms.quick : forms.full,
      seed,
      command: commandLine(["npx", "asymptopia", "calibrate", ...(quick ? ["--quick"] : []), "--seed", seed]),
      executor: (workers) => createWorkerPool(workers, timeLimit),
      signal,
      measures: threads,
      onProgress(done, total) {
        const tenth = Math.floor((10 * done) / total);
        if (tenth > shown) note(`${done} of ${total} rows measured`);
        shown = tenth;
      },
    });
  } catch (thrown) {
    if (signal.aborted) return null;
    throw thrown;
  } finally {
    await threads.close();
  }
}

function calibrationTable({ rows, units, peeking, mutants, agreement }: CalibrationResult): string {
  const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
  const verdicts = rows.map((row) => [
    row.kind,
    row.law,
    row.truth,
    row.block === "a look after every unit" ? "every unit" : "usual",
    String(row.alpha),
    String(row.claims),
    percent(row.refuted.share),
    percent(row.supported.share),
    percent(row.undecided),
    row.guarantee,
    row.outcome,
  ]);
  const header = ["kind", "law", "truth", "looks", "α", "claims", "refuted", "supported", "undecided", "guarantee", ""];
  const unitsHeader = ["kind", "units", "skewness", "first look", "sequences", "errors/α", "guarantee", ""];
  const unitsRows = units.map((row) => [
    row.kind,
    row.law,
    row.skewness.toFixed(2),
    String(row.burnIn),
    String(row.sequences),
    (row.missed.share / row.alpha).toFixed(2),
    row.guarantee,
    row.outcome,
  ]);
  const same = agreement.every(({ randomOrder, threads }) => randomOrder && threads !== false);
  return [
    table([header, ...verdicts]),
    table([unitsHeader, ...unitsRows]),
    `textbook interval after every unit: ${percent(peeking.refuted.share)} of just true claims refuted`,
    `mutants: ${percent(mutants.falseDiscoveryRate)} of the refuted ones true within the margin, ${mutants.outcome}`,
    `order of arrival and threads: ${same ? "same bytes" : "results differ"}`,
  ].join("\n");
}
