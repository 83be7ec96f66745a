import { packageName, packageVersion } from "../foundation/package.ts";
import type { Executor } from "../runner/executor.ts";
import { measureAgreement } from "./agreement.ts";
import { assessRow, measuredShare } from "./assess.ts";
import { measureMutants } from "./mutants.ts";
import { peeking } from "./peeking.ts";
import type { CalibrationResult, CalibrationRow, PeekingRow } from "./result.ts";
import { everyUnit, type Form, rowsOf, usualAlpha } from "./rows.ts";
import { scenario } from "./scenarios.ts";
import { type Judging, tally } from "./tally.ts";

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
  /** Other judges than those of verification, to see that rows fail where they should. */
  readonly judging?: Judging;
}

/**
 * Measures how often verdicts err, on synthetic claims of which everything is known. A function of form and seed.
 *
 * @throws the reason of `signal` if that aborts.
 */
export async function calibrate(options: CalibrateOptions): Promise<CalibrationResult> {
  const { form, seed, command, executor, onProgress, signal, judging } = options;
  const plans = rowsOf(form);
  const total = plans.length + 3;
  let done = 0;
  const finish = <T>(part: T): T => {
    done += 1;
    onProgress?.(done, total);
    return part;
  };
  const rows: CalibrationRow[] = [];
  for (const plan of plans) {
    await aTurn(signal);
    const { scenario: one, alpha, claims, looks } = plan;
    const options = { seed, alpha, claims, ...(looks && { looks }), ...(judging && { judging }) };
    rows.push(finish(assessRow(plan, await tally(one, options))));
  }
  await aTurn(signal);
  const contrast = finish(await measurePeeking(seed, form.claims));
  await aTurn(signal);
  const mutants = finish(await measureMutants(seed, usualAlpha, form.claimsWithMutants));
  await aTurn(signal);
  const agreement = finish(
    await measureAgreement({ seed, claims: form.claimsInThreads, ...(executor && { executor }) }),
  );
  return {
    schema: "asymptopia-calibration/1",
    package: { name: packageName, version: packageVersion },
    seed,
    form: form.name,
    command,
    rows,
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

/** Lets signals and timers have their turn between rows, which compute without a pause. */
async function aTurn(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal?.throwIfAborted();
}
