import type { Tolerance } from "../../claims/tests.ts";
import { AsymptopiaError } from "../../foundation/errors.ts";
import {
  failureRateInterval,
  logEvidenceAgainstAtLeast,
  logEvidenceAgainstAtMost,
} from "../confidence-sequence/bernoulli.ts";
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
  /** The bound for one replicate. */
  bound(observations: Observations): number;
  /** δ; 0: the inequality is to hold always. */
  readonly failureRate: number;
  /** The failure rate that support excludes; δ unless that is 0. */
  readonly excludedRate: number;
  readonly rounding: Tolerance;
  readonly alpha: number;
}

/**
 * Evidence that an inequality fails with probability at most δ: an e-process for each side. Supported when that of "at
 * least δ" (the excluded rate) reaches 1/α, refuted when that of "at most δ" does; where δ is 0 the first violation
 * refutes. A replicate with a declared fault does not satisfy the inequality and counts as a violation.
 */
export class BoundEvidence implements Evidence<BoundFinding & { readonly bound: number | null }> {
  readonly reads: readonly ReadObservable[];
  readonly #problem: BoundProblem;
  readonly #bounds = new RunningSample();
  /** observed/bound, where the bound is above 0. */
  readonly #ratios: number[] = [];
  #trials = 0;
  #violations = 0;

  constructor(problem: BoundProblem) {
    this.#problem = problem;
    const names = new Set([problem.observable, ...problem.observed]);
    this.reads = [...names].map((name) => ({ name, form: "number" }));
  }

  add(unit: Unit): void {
    const [[observations]] = unit;
    const { observable, direction, rounding } = this.#problem;
    const bound = this.#problem.bound(observations);
    if (!Number.isFinite(bound)) {
      throw new AsymptopiaError(
        "non-finite",
        `the bound is ${bound} where ${observable} is ${observations[observable]}`,
        {
          field: "test.bound",
          value: bound,
          accepted: "a finite number",
        },
      );
    }
    const observed = observations[observable] as number;
    const excess = direction === "at-most" ? observed - bound : bound - observed;
    this.#trials += 1;
    if (excess > absoluteTolerance(rounding, bound)) this.#violations += 1;
    this.#bounds.add(bound);
    if (bound > 0) this.#ratios.push(observed / bound);
  }

  addFault(): void {
    this.#trials += 1;
    this.#violations += 1;
  }

  decision(): Decision {
    const { excludedRate, alpha } = this.#problem;
    if (this.#refutes(this.#violations, this.#trials)) return "refuted";
    const log = logEvidenceAgainstAtLeast(this.#violations, this.#trials, excludedRate);
    return log >= -Math.log(alpha) ? "supported" : "open";
  }

  finding(): BoundFinding & { readonly bound: number | null } {
    const { direction, failureRate, alpha } = this.#problem;
    // Ratios to bounds of both signs have no order that means anything.
    const whole = this.#ratios.length === this.#bounds.count;
    const { lower, upper } = failureRateInterval(this.#violations, this.#trials, alpha);
    const sorted = whole ? Float64Array.from(this.#ratios).sort() : new Float64Array();
    return {
      bound: this.#bounds.count === 0 ? null : this.#bounds.mean,
      violations: this.#violations,
      failureRate: [lower, upper],
      slack: slackOf(sorted, direction, failureRate),
      refutedFactor: tightestRefuted(sorted, direction, (violations) => this.#refutes(violations, sorted.length)),
    };
  }

  expectedUnits(): number {
    return this.#trials;
  }

  /** Whether so many violations among so many replicates refute the bound. */
  #refutes(violations: number, trials: number): boolean {
    const { failureRate, alpha } = this.#problem;
    // One violation is one too many where there are to be none.
    if (failureRate === 0) return violations > 0;
    return trials > 0 && logEvidenceAgainstAtMost(violations, trials, failureRate) >= -Math.log(alpha);
  }
}
