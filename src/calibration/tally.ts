import type { Claim } from "../claims/claim.ts";
import type { Parameters } from "../foundation/json.ts";
import type { Stream } from "../simulation/stream.ts";
import type { Assignment } from "../verification/assignment.ts";
import { verdictOverPoints } from "../verification/combine-verdicts.ts";
import type { PlanOptions } from "../verification/plan/claim-plan.ts";
import { planClaim } from "../verification/plan/plan-claim.ts";
import type { Verdict } from "../verification/results/verdict.ts";
import type { Looks } from "../verification/sequential/looks.ts";
import type { SequentialJudge } from "../verification/sequential/sequential-judge.ts";
import { answerJudge, claimStream } from "./answer-judges.ts";
import type { Scenario } from "./scenario.ts";
import { budget } from "./synthetic-experiment.ts";

/** Verdicts on synthetic claims. */
export interface Tally {
  readonly claims: number;
  readonly supported: number;
  readonly refuted: number;
  readonly undecided: number;
  /** Replicates of all sizes that were simulated, over all claims. */
  readonly replicates: number;
}

/** Makes the judges of a claim's points: the plan that verification makes, unless something is to be spoilt. */
export type Judging = (claim: Claim, options: PlanOptions) => Promise<readonly Assignment[]>;

export const judgingOfPlan: Judging = async (claim, options) => (await planClaim(claim, options)).assignments;

export interface TallyOptions {
  readonly seed: string;
  readonly alpha: number;
  readonly claims: number;
  /** When the judges look, if not when their kind does. */
  readonly looks?: Looks;
  readonly judging?: Judging;
}

/** Points that are planned together, so that few judges are in memory at once. */
const batch = 50;

/** The verdicts on the synthetic claims 0, 1, 2, … of a scenario, each at error probability α. */
export async function tally(scenario: Scenario, options: TallyOptions): Promise<Tally> {
  const counts = { supported: 0, refuted: 0, undecided: 0, replicates: 0 };
  for (let first = 0; first < options.claims; first += batch) {
    const length = Math.min(batch, options.claims - first);
    const numbers = Array.from({ length }, (_, i) => first + i);
    for (const { verdict, replicates } of await judged(scenario, numbers, options)) {
      if (verdict !== "supported" && verdict !== "refuted" && verdict !== "undecided") {
        throw new RangeError(`a synthetic claim of ${scenario.id} came out as ${verdict}`);
      }
      counts[verdict] += 1;
      counts.replicates += replicates;
    }
  }
  return { claims: options.claims, ...counts };
}

async function judged(
  scenario: Scenario,
  numbers: readonly number[],
  { seed, alpha, looks, judging = judgingOfPlan }: TallyOptions,
): Promise<readonly { readonly verdict: Verdict; readonly replicates: number }[]> {
  const claim = scenario.claim(numbers);
  const assignments = await judging(claim, planOptions(claim, alpha, looks));
  return [...byPoint(assignments).entries()].map(([point, parts]) => {
    const streamOf = (size: number): Stream => claimStream(seed, scenario.id, point.claim as number, size);
    const replicates = parts.reduce((sum, part) => sum + answerJudge(part, streamOf), 0);
    // Not `result`, which would find intervals that nobody reads here.
    const verdicts = parts.map(({ judge }) => (judge as SequentialJudge<unknown>).verdict());
    return { verdict: verdictOverPoints(verdicts), replicates };
  });
}

/** The options under which verification would plan this claim. */
export function planOptions(claim: Claim, alpha: number, looks?: Looks): PlanOptions {
  const options = { alpha, runAlpha: alpha, budget, module: claim.experiment.module };
  return looks === undefined ? options : { ...options, looks };
}

function byPoint(assignments: readonly Assignment[]): ReadonlyMap<Parameters, readonly Assignment[]> {
  const points = new Map<Parameters, Assignment[]>();
  for (const assignment of assignments) {
    const others = points.get(assignment.point);
    if (others === undefined) points.set(assignment.point, [assignment]);
    else others.push(assignment);
  }
  return points;
}
