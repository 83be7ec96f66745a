import type { Failure } from "../foundation/errors.ts";
import type { Json, Parameters } from "../foundation/json.ts";
import type { Outcome } from "../verification/judge.ts";

/**
 * Work for one thread: replicates `from` ≤ r < `to` of one cell at one size, for several points at once. Plain data, so
 * that it can cross threads: code is named by module, never sent.
 */
export interface Job {
  readonly seed: string;
  readonly experiment: ExperimentName;
  /** Claim files to load first, since they may register activations that the points name. */
  readonly modules: readonly string[];
  readonly points: readonly Parameters[];
  readonly size: number;
  readonly from: number;
  readonly to: number;
}

/** `[point][replicate − from]`. */
export type JobResult = readonly (readonly Outcome[])[];

/** What a thread answers. A failure of the job as a whole is data too: errors lose their code between threads. */
export type JobAnswer = { readonly result: JobResult } | { readonly failure: Failure };

/** What a thread answers about a job of one replicate of one point. */
export interface ReplayAnswer {
  readonly outcome: Outcome;
  /** What the replicate showed, as JSON, also where it is none that verification takes; absent if it showed nothing. */
  readonly observations?: Readonly<Record<string, Json>>;
  /** Of what was thrown, if anything was. */
  readonly stack?: string;
}

export interface ExperimentName {
  readonly id: string;
  readonly version: number;
  readonly module: string;
}
