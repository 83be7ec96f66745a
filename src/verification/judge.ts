import type { Failure } from "../foundation/errors.ts";
import type { Observation } from "../simulation/experiment.ts";

/** What one replicate of one problem came to. */
export type Outcome =
  | { readonly ok: true; readonly values: Readonly<Record<string, Observation>> }
  | { readonly ok: false; readonly failure: Failure };

/** The replicates with indices `from` ≤ r < `to` at one size. */
export interface ReplicateRequest {
  readonly size: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Decides one statement about one point from replicates that it asks for. Pure: no input or output, no clock, and no
 * knowledge of other judges, so that its result is a function of the replicates alone.
 *
 * `requests` names what is needed before the next look, and nothing once the judge has decided or spent its budget;
 * each request is answered once, in any order, by as many outcomes as it names.
 */
export interface Judge<Result> {
  requests(): readonly ReplicateRequest[];
  accept(request: ReplicateRequest, outcomes: readonly Outcome[]): void;
  result(): Result;
  /** How many replicates of a size the judge expects to need in all, as far as it can tell by now: for progress. */
  expectedReplicates(size: number): number;
}
