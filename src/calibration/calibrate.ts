import { packageName, packageVersion } from "../foundation/package.ts";
import type { Executor } from "../runner/executor.ts";
import { measureAgreement } from "./agreement.ts";
import { assessRow, assessUnits, measuredShare } from "./assess.ts";
import { measureMutants } from "./mutants.ts";
import { peeking } from "./peeking.ts";
import type { CalibrationResult, CalibrationRow, PeekingRow, UnitsRow } from "./result.ts";
import type { RowMeasures } from "./row-threads.ts";
import { everyUnit, type Form, rowsOf, usualAlpha } from "./rows.ts";
import { scenario } from "./scenarios.ts";
import { unitsRowsOf } from "./skewed-units.ts";
import { tally } from "./tally.ts";

export interface CalibrateOptions {
  readonly form: Form;
  readonly seed: string;
  /** The command that reproduces the measurement, for its page. */
  readonly command: string;
  /** Makes an executor of so many threads; absent: threads are not tried. */
  readonly executor?: (threads: number) => Executor;
  /** Told after every row. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Stops the measurement, which then has no result. */
  readonly signal?: AbortSignal;
  /** Measures rows, several at a time. */
  readonly measures: RowMeasures;
}

/**
 * Measures how often verdicts err, on synthetic claims of which everything is known. A function of form and seed.
 *
 * @throws the reason of `signal` if that aborts.
 */
export async function calibrate(options: CalibrateOptions): Promise<CalibrationResult> {
  const { form, seed, command, executor, onProgress, signal, measures } = options;
  const plans = rowsOf(form);
  const unitsPlans = unitsRowsOf(form.sequences);
  const total = plans.length + unitsPlans.length + 3;
  let done = 0;
  const finish = <T>(part: T): T => {
    done += 1;
    onProgress?.(done, total);
    return part;
  };
  const measured = async (row: number): Promise<CalibrationRow> => {
    await aTurn(signal);
    return finish(assessRow(plans[row], await measures.verdicts({ form: form.name, seed, row })));
  };
  const unitsMeasured = async (row: number): Promise<UnitsRow> => {
    await aTurn(signal);
    return finish(assessUnits(unitsPlans[row], await measures.misses({ form: form.name, seed, row })));
  };
  const [rows, units] = [await all(plans.length, measured), await all(unitsPlans.length, unitsMeasured)];
  await aTurn(signal);
  const contrast = finish(await measurePeeking(seed, form.claims));
  await aTurn(signal);
  const mutants = finish(await measureMutants(seed, usualAlpha, form.claimsWithMutants));
  await aTurn(signal);
  const agreement = finish(
    await measureAgreement({ seed, claims: form.claimsInThreads, ...(executor && { executor }) }),
  );
  return {
    schema: "asymptopia-calibration/2",
    package: { name: packageName, version: packageVersion },
    seed,
    form: form.name,
    command,
    rows,
    units,
    peeking: contrast,
    mutants,
    agreement,
  };
}

async function measurePeeking(seed: string, claims: number): Promise<PeekingRow> {
  const alpha = usualAlpha;
  const compared = scenario("limit/gaussian/edge-below");
  const naive = await tally(compared, { seed, alpha, claims, judging: peeking });
  const sequence = await tally(compared, { seed, alpha, claims, looks: everyUnit });
  return {
    what: compared.what,
    alpha,
    claims,
    refuted: measuredShare(naive.refuted, claims),
    sequence: measuredShare(sequence.refuted, claims),
  };
}

function all<T>(length: number, act: (index: number) => Promise<T>): Promise<readonly T[]> {
  return Promise.all(Array.from({ length }, (_, index) => act(index)));
}

/** Lets signals and timers have their turn between rows, which compute without a pause. */
async function aTurn(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal?.throwIfAborted();
}
