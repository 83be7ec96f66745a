import type { Claim } from "../../claims/claim.ts";
import { toFailure } from "../../foundation/errors.ts";
import type { Parameters } from "../../foundation/json.ts";
import type { Experiment, Problem } from "../../simulation/experiment.ts";
import { replicateStream } from "../../simulation/random/replicate-stream.ts";
import { streamParameters } from "../../simulation/stream-parameters.ts";
import type { Outcome } from "../judge.ts";
import { planClaim } from "../plan/plan-claim.ts";
import type { ClaimResult } from "../results/claim-result.ts";

/** The result of a claim, simulated in this thread point by point: for claims that are decided within seconds. */
export async function verifyHere<Result extends ClaimResult>(
  claim: Claim,
  kind: Result["kind"],
  { seed = "1", alpha = 1e-5, workPerPoint = 16_000 } = {},
): Promise<Result> {
  const budget = { name: "test", workPerPoint };
  const plan = await planClaim(claim, { alpha, runAlpha: 1e-3, budget, module: "file:///claim.js" });
  for (let open = plan.open(); open.length > 0; open = plan.open()) {
    for (const { experiment, point, problems, judge } of open) {
      for (const request of judge.requests()) {
        const problem = problems.get(request.size);
        if (problem === undefined) throw new RangeError(`no problem of size ${request.size}`);
        const outcomes = Array.from({ length: request.to - request.from }, (_, i) =>
          simulate(experiment, point, problem, seed, request.from + i),
        );
        judge.accept(request, outcomes);
      }
    }
  }
  const result = plan.result("no");
  if (result.kind !== kind) throw new TypeError(`the result is one of a ${result.kind}`);
  return result as Result;
}

function simulate(
  experiment: Experiment,
  point: Parameters,
  problem: Problem,
  seed: string,
  replicate: number,
): Outcome {
  const stream = replicateStream({
    seed,
    experiment: experiment.id,
    version: experiment.version,
    streamParameters: streamParameters(experiment, point),
    size: problem.size,
    replicate,
  });
  try {
    return { ok: true, values: experiment.run([problem], stream)[0] };
  } catch (thrown) {
    return { ok: false, failure: toFailure(thrown, "non-finite") };
  }
}
