import type { Assignment } from "../verification/assignment.ts";
import type { Outcome, ReplicateRequest } from "../verification/judge.ts";

/** A request on its way to be answered, in parts that arrive in any order. */
export interface PendingRequest extends ReplicateRequest {
  readonly assignment: Assignment;
  /** Puts in its place what the replicates from `from` on came to. */
  fill(from: number, outcomes: readonly Outcome[]): void;
}

/**
 * What a judge asks for at this moment. When the last part of it has arrived, the judge is given all of it, in the order
 * in which it asked.
 */
export function pendingRequests(assignment: Assignment): readonly PendingRequest[] {
  const { judge } = assignment;
  const requests = judge.requests();
  const answers = requests.map(({ from, to }) => new Array<Outcome>(to - from));
  let missing = answers.reduce((sum, { length }) => sum + length, 0);
  return requests.map((request, i) => ({
    ...request,
    assignment,
    fill(from, outcomes) {
      outcomes.forEach((outcome, offset) => {
        answers[i][from - request.from + offset] = outcome;
      });
      missing -= outcomes.length;
      if (missing > 0) return;
      requests.forEach((answered, at) => {
        judge.accept(answered, answers[at]);
      });
    },
  }));
}
