import { createStream } from "../simulation/random/create-stream.ts";
import type { Stream } from "../simulation/stream.ts";
import type { Assignment } from "../verification/assignment.ts";
import type { Outcome, ReplicateRequest } from "../verification/judge.ts";

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
 * The same for many judges at once, whose requests are answered in random order, those of different judges and of
 * different sizes mixed.
 */
export function answerInRandomOrder(
  assignments: readonly Assignment[],
  streamOf: (assignment: number, size: number) => Stream,
  order: Stream,
): void {
  const answers = assignments.map((assignment, i) => simulator(assignment, (size) => streamOf(i, size)));
  const open = assignments.map(({ judge }) => [...judge.requests()]);
  const asking = [...assignments.keys()].filter((i) => open[i].length > 0);
  while (asking.length > 0) {
    const at = Math.floor(order.uniform() * asking.length);
    const i = asking[at];
    const [request] = open[i].splice(Math.floor(order.uniform() * open[i].length), 1);
    const { judge } = assignments[i];
    judge.accept(request, answers[i](request));
    if (open[i].length === 0) open[i].push(...judge.requests());
    if (open[i].length === 0) asking.splice(at, 1);
  }
}

/** The stream of one synthetic claim at one size. */
export function claimStream(seed: string, scenario: string, claim: number, size: number): Stream {
  return createStream(["calibration", seed, scenario, claim, size]);
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
