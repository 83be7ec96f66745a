import type { Claim } from "../claims/claim.ts";
import type { Executor } from "../runner/executor.ts";
import { verifyCatalogue } from "../runner/verify-catalogue.ts";
import { createStream } from "../simulation/random/create-stream.ts";
import type { Stream } from "../simulation/stream.ts";
import type { ClaimPlan, PlanOptions } from "../verification/plan/claim-plan.ts";
import { planClaim } from "../verification/plan/plan-claim.ts";
import { answerPlan, claimStream } from "./answer-judges.ts";
import type { AgreementRow } from "./result.ts";
import { usualAlpha } from "./rows.ts";
import type { Scenario } from "./scenario.ts";
import { scenario } from "./scenarios.ts";
import { budget } from "./synthetic-experiment.ts";
import { planOptions } from "./tally.ts";

/** Something of every kind, decided and undecided. */
const compared = [
  "identity/edge",
  "limit/gaussian/right",
  "limit/log-normal-mean/off",
  "limit/gaussian/little",
  "rate/gaussian/right",
  "rate/log-normal/little",
  "bound/bernoulli/0.1/right",
  "bound/log-normal/0.1/off",
  "ordering/bounded/uniform/right",
  "ordering/any/log-normal/off",
  "law/projection/gaussian/off",
  "law/coupling/gaussian/right",
].map(scenario);

/** Makes the plan of a claim: the one that verification makes, unless something is to be spoilt. */
export type Planning = (claim: Claim, options: PlanOptions) => Promise<ClaimPlan>;

export interface AgreementOptions {
  readonly seed: string;
  /** Synthetic claims of each scenario. */
  readonly claims: number;
  /** Makes an executor of so many threads; absent: threads are not tried. */
  readonly executor?: (threads: number) => Executor;
  /** For what is compared in this thread. */
  readonly planning?: Planning;
}

/** Compares the whole results of synthetic claims, as JSON, over orders of arrival and numbers of threads. */
export async function measureAgreement({
  seed,
  claims,
  executor,
  planning = planClaim,
}: AgreementOptions): Promise<readonly AgreementRow[]> {
  const numbers = Array.from({ length: claims }, (_, i) => i);
  const [one, three] =
    executor === undefined
      ? [null, null]
      : [await throughThreads(numbers, seed, executor(1)), await throughThreads(numbers, seed, executor(3))];
  const rows: AgreementRow[] = [];
  for (const [i, compare] of compared.entries()) {
    const order = createStream(["calibration", seed, compare.id, "order of arrival"]);
    const inOrder = await inThisThread(compare, numbers, seed, planning);
    rows.push({
      kind: compare.kind,
      law: compare.law,
      what: compare.what,
      claims,
      randomOrder: inOrder === (await inThisThread(compare, numbers, seed, planning, order)),
      threads: one === null ? null : one[i] === three?.[i],
    });
  }
  return rows;
}

async function inThisThread(
  { id, claim: claimOf }: Scenario,
  numbers: readonly number[],
  seed: string,
  planning: Planning,
  order?: Stream,
): Promise<string> {
  const claim = claimOf(numbers);
  const plan = await planning(claim, planOptions(claim, usualAlpha));
  answerPlan(plan, ({ point }, size) => claimStream(seed, id, point.claim as number, size), order);
  return JSON.stringify(plan.result("no"));
}

/** The results of all compared claims, which are verified together, each as JSON. */
async function throughThreads(
  numbers: readonly number[],
  seed: string,
  executor: Executor,
): Promise<readonly string[]> {
  const claims = compared.map(({ claim: claimOf }, i) => {
    const claim = claimOf(numbers);
    return { claim: { ...claim, id: `${claim.id}-${i}` }, module: claim.experiment.module };
  });
  try {
    const { result } = await verifyCatalogue({ claims, seed, alpha: usualAlpha, budget, executor, command: "" });
    return result.claims.map((claim) => JSON.stringify(claim));
  } finally {
    await executor.close();
  }
}
