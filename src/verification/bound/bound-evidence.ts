import type { Tolerance } from "../../claims/tests.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import {
  failureRateEnds,
  logEvidenceAgainstAtLeast,
  logEvidenceAgainstAtMost,
} from "../confidence-sequence/bernoulli.ts";
import { trialsToExclude } from "../confidence-sequence/trials-to-exclude.ts";
import { RunningSample } from "../sample.ts";
import type { Decision, Evidence, Observations, ReadObservable, Unit } from "../sequential/evidence.ts";
import { absoluteTolerance } from "../tolerance.ts";
import type { BoundFinding } from "./bound-result.ts";
import { slackOf, tightestRefuted } from "./slack.ts";

/** A bound at one size in numbers alone. */
export interface BoundProblem {
  readonly observable: string;
  readonly direction: "at-most" | "at-least";
  /** Names of further observables that `bound` reads. */
  readonly observed: readonly string[];
  /**
   * The bound for one replicate, with its numerical error.
   *
   * @throws AsymptopiaError where it has no finite value.
   */
  bound(observations: Observations): Pick<Quantity, "value" | "error">;
  /** δ; 0: the inequality is to hold always. */
  readonly failureRate: number;
  /** The failure rate that support excludes; δ unless that is 0. */
  readonly excludedRate: number;
  /** A violation up to this length, beyond the bound's numerical error, is none. */
  readonly rounding: Tolerance;
  /** Error probability of the verdict. */
  readonly alpha: number;
}

/** What a bound reads of every replicate: each observable once. */
export function boundReads({
  observable,
  observed,
}: Pick<BoundProblem, "observable" | "observed">): readonly ReadObservable[] {
  return [...new Set([observable, ...observed])].map((name) => ({ name, form: "number" }));
}

/**
 * Evidence that an inequality fails with probability at most δ: an e-process for each side. Supported when that against
 * "at least δ" (the excluded rate) reaches 1/α, refuted when that against "at most δ" does; where δ is 0 the first
 * violation refutes. At each true rate only one of the two verdicts is wrong, so each may have all of α. A replicate with a
 * declared fault does not satisfy the inequality and counts as a violation.
 */
export class BoundEvidence implements Evidence<BoundFinding & { readonly bound: number | null }> {
  readonly reads: readonly ReadObservable[];
  readonly #problem: BoundProblem;
  readonly #bounds = new RunningSample();
  /** observed/bound of the replicates whose bound is above 0. */
  readonly #ratios: number[] = [];
  /** The factors at which the bound of such a replicate, rounding and its own error allowed for, is just not violated. */
  readonly #factors: number[] = [];
  #trials = 0;
  #violations = 0;
  #worst: { readonly replicate: number; readonly excess: number } | undefined;

  constructor(problem: BoundProblem) {
    this.#problem = problem;
    this.reads = boundReads(problem);
  }

  add(unit: Unit): void {
    const [[observations]] = unit;
    const { observable, direction, rounding } = this.#problem;
    const { value: bound, error } = this.#problem.bound(observations);
    const observed = observations[observable] as number;
    const excess = direction === "at-most" ? observed - bound : bound - observed;
    this.#trials += 1;
    if (excess > absoluteTolerance(rounding, bound) + error) {
      this.#violations += 1;
      if (!(excess <= (this.#worst?.excess ?? 0))) this.#worst = { replicate: this.#trials - 1, excess };
    }
    this.#bounds.add(bound);
    // A quotient that overflows is no share of the bound.
    const ratio = observed / bound;
    if (bound > 0 && Number.isFinite(ratio)) {
      this.#ratios.push(ratio);
      this.#factors.push(this.#factor(observed, bound, error));
    }
  }

  addFault(): void {
    this.#trials += 1;
    this.#violations += 1;
  }

  decision(): Decision {
    const { excludedRate, alpha } = this.#problem;
    if (this.#refutes(this.#violations)) return "refuted";
    const log = logEvidenceAgainstAtLeast(this.#violations, this.#trials, excludedRate);
    return log >= -Math.log(alpha) ? "supported" : "open";
  }

  finding(): BoundFinding & { readonly bound: number | null } {
    const { direction, failureRate, alpha } = this.#problem;
    // Ratios to bounds of both signs have no order that means anything.
    const whole = this.#ratios.length === this.#bounds.count;
    const faults = this.#trials - this.#bounds.count;
    const { lower, upper } = failureRateEnds(this.#violations, this.#trials, alpha);
    const sorted = whole ? Float64Array.from(this.#ratios).sort() : new Float64Array();
    return {
      bound: this.#bounds.count === 0 ? null : this.#bounds.mean,
      violations: this.#violations,
      worstReplicate: this.#worst?.replicate ?? null,
      failureRate: [lower, upper],
      slack: slackOf(sorted, direction, failureRate),
      refutedFactor: tightestRefuted(
        whole ? Float64Array.from(this.#factors).sort() : new Float64Array(),
        direction,
        (violations) => this.#refutes(faults + violations),
      ),
    };
  }

  expectedUnits(): number {
    const { excludedRate, failureRate, alpha } = this.#problem;
    if (this.#trials === 0) return trialsToExclude(excludedRate, alpha);
    const support = logEvidenceAgainstAtLeast(this.#violations, this.#trials, excludedRate);
    const refutation = failureRate === 0 ? 0 : logEvidenceAgainstAtMost(this.#violations, this.#trials, failureRate);
    // Evidence grows in proportion to the trials, once it grows.
    const log = Math.max(support, refutation);
    return log > 0
      ? Math.max(this.#trials, Math.ceil((this.#trials * -Math.log(alpha)) / log))
      : Number.POSITIVE_INFINITY;
  }

  /** The c at which c·bound is exceeded by just what counts as rounding, with c·error for the error of c·bound. */
  #factor(observed: number, bound: number, error: number): number {
    const { direction, rounding } = this.#problem;
    const sign = direction === "at-most" ? 1 : -1;
    const [fixed, scaling] = "absolute" in rounding ? [rounding.absolute, 0] : [0, rounding.relative * bound];
    return (observed - sign * fixed) / (bound + sign * (scaling + error));
  }

  /** Whether so many violations among the replicates so far refute the bound. */
  #refutes(violations: number): boolean {
    const { failureRate, alpha } = this.#problem;
    // One violation is one too many where there are to be none.
    if (failureRate === 0) return violations > 0;
    return logEvidenceAgainstAtMost(violations, this.#trials, failureRate) >= -Math.log(alpha);
  }
}
