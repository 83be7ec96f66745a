import type { CatalogueClaim } from "../claims/catalogue.ts";
import { countPoints } from "../claims/count-points.ts";
import { invalidInput } from "../foundation/errors.ts";
import { packageName, packageVersion } from "../foundation/package.ts";
import type { Budget } from "../verification/budget.ts";
import { type ClaimPlan, planLimitClaim } from "../verification/limit/limit-plan.ts";
import type { RunResult } from "../verification/result.ts";
import type { Executor } from "./executor.ts";
import { type Progress, runAssignments } from "./run-assignments.ts";

export interface VerifyOptions {
  readonly claims: readonly CatalogueClaim[];
  readonly seed: string;
  /** Familywise chance of refuting anything true, in (0, 1). */
  readonly alpha: number;
  readonly budget: Budget;
  readonly executor: Executor;
  /** The command that reproduces the run, for its report. */
  readonly command: string;
  /** Stops the run; what is decided by then stays decided. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Told once about every claim that needs no more replicates, in the order in which that happens. */
  readonly onDecided?: (id: string, verdict: string) => void;
}

export interface VerifyOutcome {
  readonly result: RunResult;
  readonly stopped: "no" | "interrupted" | "out of time";
}

/**
 * Verifies claims together: they share the error budget, each point of each claim and control having α divided by the
 * number of points, and they share every draw of data that serves more than one.
 *
 * @throws AsymptopiaError `invalid-input` for α outside (0, 1) or no claims; `invalid-claim` for a formula that is none.
 */
export async function verifyCatalogue(options: VerifyOptions): Promise<VerifyOutcome> {
  const { claims, alpha, budget } = options;
  if (!(alpha > 0 && alpha < 1)) throw invalidInput("alpha", alpha, "a number strictly between 0 and 1");
  if (claims.length === 0) throw invalidInput("claims", [], "at least one claim");
  const points = claims.reduce((sum, { claim }) => sum + countPoints(claim), 0);
  // Theory's share of the time counts as well.
  const start = performance.now();
  const plans: ClaimPlan[] = [];
  for (const { claim, module } of claims) {
    plans.push(await planLimitClaim(claim, { alpha: alpha / points, budget, module }));
  }
  const stopped = await runPlans(plans, options, start);
  return {
    stopped,
    result: {
      schema: "asymptopia-results/1",
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
  start: number,
): Promise<VerifyOutcome["stopped"]> {
  const deadline = new AbortController();
  const { seconds } = options.budget;
  const left = seconds === undefined ? undefined : Math.max(0, seconds * 1000 - (performance.now() - start));
  const timer = left === undefined ? undefined : setTimeout(() => deadline.abort(), left);
  const signals = options.signal === undefined ? [deadline.signal] : [options.signal, deadline.signal];
  const announce = announcer(plans, options.onDecided);
  try {
    await runAssignments(
      plans.flatMap(({ assignments }) => assignments),
      {
        seed: options.seed,
        executor: options.executor,
        signal: AbortSignal.any(signals),
        onProgress: (progress) => {
          announce();
          options.onProgress?.(progress);
        },
      },
    );
  } finally {
    clearTimeout(timer);
  }
  announce();
  if (options.signal?.aborted) return "interrupted";
  return deadline.signal.aborted ? "out of time" : "no";
}

function announcer(plans: readonly ClaimPlan[], onDecided: VerifyOptions["onDecided"]): () => void {
  const open = new Set(plans);
  return () => {
    for (const plan of open) {
      if (plan.assignments.some(({ judge }) => judge.requests().length > 0)) continue;
      open.delete(plan);
      onDecided?.(plan.claim.id, plan.verdict());
    }
  };
}
