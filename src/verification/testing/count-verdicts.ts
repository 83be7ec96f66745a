import type { Observation } from "../../simulation/experiment.ts";
import type { Verdict } from "../results/verdict.ts";
import type { Evidence } from "../sequential/evidence.ts";
import { SequentialJudge, type SequentialPlan } from "../sequential/sequential-judge.ts";

export interface VerdictCounts {
  supported: number;
  refuted: number;
  undecided: number;
}

/**
 * The verdicts of as many independent statements, each with evidence and replicates of its own.
 *
 * @param observe The observations of the next replicate at a size.
 */
export function countVerdicts(
  statements: number,
  plan: Pick<SequentialPlan, "looks" | "mostUnits"> & Partial<SequentialPlan>,
  evidence: () => Evidence<unknown>,
  observe: (size: number) => Readonly<Record<string, Observation>>,
): VerdictCounts {
  const counts = { supported: 0, refuted: 0, undecided: 0 };
  const whole: SequentialPlan = { sizes: [1], perUnit: [1], declaredFaults: [], ...plan };
  for (let statement = 0; statement < statements; statement += 1) {
    const verdict = verdictOf(new SequentialJudge(whole, evidence()), observe);
    if (!(verdict in counts)) throw new RangeError(`a statement is ${verdict}`);
    counts[verdict as keyof VerdictCounts] += 1;
  }
  return counts;
}

/** The verdict alone: findings cost more than all the rest. */
function verdictOf(
  judge: SequentialJudge<unknown>,
  observe: (size: number) => Readonly<Record<string, Observation>>,
): Verdict {
  for (let requests = judge.requests(); requests.length > 0; requests = judge.requests()) {
    for (const request of requests) {
      const length = request.to - request.from;
      judge.accept(
        request,
        Array.from({ length }, () => ({ ok: true, values: observe(request.size) })),
      );
    }
  }
  return judge.verdict();
}
