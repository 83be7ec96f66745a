import type { CatalogueClaim } from "../claims/catalogue.ts";
import { claimAtBudget } from "../claims/claim-at-budget.ts";
import { countPoints } from "../claims/count-points.ts";
import { invalidInput } from "../foundation/errors.ts";
import { packageName, packageVersion } from "../foundation/package.ts";
import type { Assignment } from "../verification/assignment.ts";
import type { Budget } from "../verification/budget.ts";
import type { ClaimPlan, Stopped } from "../verification/plan/claim-plan.ts";
import { planClaim } from "../verification/plan/plan-claim.ts";
import type { RunResult } from "../verification/results/run-result.ts";
import type { Executor } from "./executor.ts";
import { type Progress, runAssignments } from "./run-assignments.ts";

export interface VerifyOptions {
  readonly claims: readonly CatalogueClaim[];
  readonly seed: string;
  /** Familywise chance of refuting anything true, in (0, 1). */
  readonly alpha: number;
  readonly budget: Budget;
  /**
   * When a budget in seconds ends the simulation, on the clock of `performance.now()`; by default the seconds count from
   * the call.
   */
  readonly deadline?: number;
  /** Closed here if the run is stopped, so that what is in work takes no time from the report. */
  readonly executor: Executor;
  /** The command that reproduces the run, for its report. */
  readonly command: string;
  /** Stops the run; what is decided by then stays decided. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /**
   * Told once about every claim that needs no more replicates, after the round in which that happens, in the order of
   * the claims.
   */
  readonly onDecided?: (id: string, verdict: string) => void;
}

export interface VerifyOutcome {
  readonly result: RunResult;
  readonly stopped: Stopped;
}

/**
 * Verifies claims together, each with the points and sizes that it has at the budget: they share the error budget, each point of each claim and control having α divided by the
 * number of points, and they share every draw of data that serves more than one.
 *
 * @throws AsymptopiaError `invalid-input` for α outside (0, 1) or no claims; `invalid-claim` for a formula that is none.
 */
export async function verifyCatalogue(options: VerifyOptions): Promise<VerifyOutcome> {
  const { alpha, budget } = options;
  if (!(alpha > 0 && alpha < 1)) throw invalidInput("alpha", alpha, "a number strictly between 0 and 1");
  if (options.claims.length === 0) throw invalidInput("claims", [], "at least one claim");
  const claims = options.claims.map(({ claim, module }) => ({ claim: claimAtBudget(claim, budget.name), module }));
  const points = claims.reduce((sum, { claim }) => sum + countPoints(claim), 0);
  const start = performance.now();
  const plans: ClaimPlan[] = [];
  for (const { claim, module } of claims) {
    plans.push(await planClaim(claim, { alpha: alpha / points, runAlpha: alpha, budget, module }));
  }
  const end = budget.seconds === undefined ? undefined : (options.deadline ?? start + 1000 * budget.seconds);
  const stopped = await runPlans(plans, options, end);
  return {
    stopped,
    result: {
      schema: "asymptopia-results/2",
      package: { name: packageName, version: packageVersion },
      seed: options.seed,
      budget: budget.name,
      alpha,
      points,
      command: options.command,
      claims: plans.map((plan) => plan.result(stopped)),
    },
  };
}

async function runPlans(
  plans: readonly ClaimPlan[],
  options: VerifyOptions,
  end: number | undefined,
): Promise<Stopped> {
  const deadline = new AbortController();
  // Theory's share of the time counts as well, and may have taken all of it.
  const left = end === undefined ? undefined : Math.max(0, end - performance.now());
  if (left === 0) deadline.abort();
  const timer = left === undefined ? undefined : setTimeout(() => deadline.abort(), left);
  const signals = options.signal === undefined ? [deadline.signal] : [options.signal, deadline.signal];
  const signal = AbortSignal.any(signals);
  const announce = announcer(options.onDecided);
  const open = (): readonly Assignment[] =>
    plans.flatMap((plan) => {
      const assignments = plan.open();
      if (assignments.length === 0) announce(plan);
      return assignments;
    });
  try {
    await runAssignments(
      open,
      plans.flatMap(({ assignments }) => assignments),
      {
        seed: options.seed,
        executor: options.executor,
        signal,
        order: end === undefined ? "longest first" : "cheapest cell first",
        ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
      },
    );
  } finally {
    clearTimeout(timer);
  }
  if (signal.aborted) await options.executor.close();
  if (options.signal?.aborted) return "interrupted";
  return deadline.signal.aborted ? "out of time" : "no";
}

function announcer(onDecided: VerifyOptions["onDecided"]): (plan: ClaimPlan) => void {
  const announced = new Set<ClaimPlan>();
  return (plan) => {
    if (announced.has(plan)) return;
    announced.add(plan);
    onDecided?.(plan.claim.id, plan.verdict());
  };
}
