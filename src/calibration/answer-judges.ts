import { createStream } from "../simulation/random/create-stream.ts";
import type { Stream } from "../simulation/stream.ts";
import type { Assignment } from "../verification/assignment.ts";
import type { Outcome, ReplicateRequest } from "../verification/judge.ts";
import type { ClaimPlan } from "../verification/plan/claim-plan.ts";

/**
 * Simulates in this thread what a judge asks for until it asks no more. Each size has a stream, from which its replicates
 * draw one after the other.
 *
 * @returns The number of replicates.
 */
export function answerJudge({ experiment, problems, judge }: Assignment, streamOf: (size: number) => Stream): number {
  let replicates = 0;
  const answer = simulator({ experiment, problems }, streamOf);
  for (let requests = judge.requests(); requests.length > 0; requests = judge.requests()) {
    for (const request of requests) {
      judge.accept(request, answer(request));
      replicates += request.to - request.from;
    }
  }
  return replicates;
}

/**
 * Simulates in this thread what a plan leaves open, in rounds as a run does: what is open is asked when every request of
 * the round before has been answered.
 *
 * @param order Draws the order in which the requests of a round are answered, those of different judges and of different
 *   sizes mixed; absent: as they come.
 */
export function answerPlan(
  plan: Pick<ClaimPlan, "open">,
  streamOf: (assignment: Assignment, size: number) => Stream,
  order?: Stream,
): void {
  const answers = new Map<Assignment, ReturnType<typeof simulator>>();
  for (let open = plan.open(); open.length > 0; open = plan.open()) {
    const requests = open.flatMap((assignment) => {
      const answer = answers.get(assignment) ?? simulator(assignment, (size) => streamOf(assignment, size));
      answers.set(assignment, answer);
      const { judge } = assignment;
      return judge.requests().map((request) => ({ judge, request, answer }));
    });
    if (order !== undefined) shuffle(requests, order);
    for (const { judge, request, answer } of requests) judge.accept(request, answer(request));
  }
}

/** The stream of one synthetic claim at one size. */
export function claimStream(seed: string, scenario: string, claim: number, size: number): Stream {
  return createStream(["calibration", seed, scenario, claim, size]);
}

/** Puts the items in an order of which all are equally likely. */
function shuffle(items: unknown[], stream: Stream): void {
  for (let last = items.length - 1; last > 0; last -= 1) {
    const other = Math.floor((last + 1) * stream.uniform());
    [items[last], items[other]] = [items[other], items[last]];
  }
}

function simulator(
  { experiment, problems }: Pick<Assignment, "experiment" | "problems">,
  streamOf: (size: number) => Stream,
): (request: ReplicateRequest) => readonly Outcome[] {
  const streams = new Map([...problems.keys()].map((size) => [size, streamOf(size)]));
  return ({ size, from, to }) => {
    const [problem, stream] = [problems.get(size), streams.get(size)];
    if (problem === undefined || stream === undefined) throw new RangeError(`no problem of size ${size}`);
    return Array.from({ length: to - from }, (): Outcome => {
      const [values] = experiment.run([problem], stream);
      return { ok: true, values };
    });
  };
}
