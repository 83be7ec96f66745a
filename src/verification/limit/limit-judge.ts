import type { Failure } from "../../foundation/errors.ts";
import { studentMixtureHalfWidth, tunedRho } from "../confidence-sequence/student-mixture.ts";
import type { Judge, Outcome, ReplicateRequest } from "../judge.ts";
import type { Verdict } from "../result.ts";
import { RunningSample } from "../sample.ts";
import { scalarOutcome } from "../scalar-outcome.ts";
import { extrapolationWeights } from "./extrapolation.ts";

/**
 * Replicates before the first look. A replicate is a mean over many columns and so nearly Gaussian, but at error levels
 * near 1e-5 the mean of a few of them still shows the skewness; from here on the t-statistic does not. A budget below it
 * buys one look, at its end; below 14 replicates, at α of 1e-3 or less, the interval is unbounded and decides nothing.
 */
export const burnIn = 64;

/** Between looks the number of replicates grows by this factor, in whole steps of `lookStep`. */
const lookGrowth = 1.25;
const lookStep = 16;

/** One point of a limit claim in numbers alone. */
export interface LimitProblem {
  readonly observable: string;
  /** Ladder of sizes, ascending. */
  readonly sizes: readonly number[];
  /** The formula at each size's realised problem. */
  readonly theoryAtSizes: readonly number[];
  /** q of the finite-size bias c·size^(−q). */
  readonly finiteSizeExponent: number;
  /** Absolute equivalence margin. */
  readonly margin: number;
  /** Absolute bound on what the extrapolation leaves of the bias, numerical error of theory included. */
  readonly residualBias: number;
  /** This point's share of the familywise error. */
  readonly alpha: number;
  /** Replicates per size after which the point stays undecided. */
  readonly maximumReplicates: number;
}

export interface LimitJudgement {
  readonly verdict: Verdict;
  /** Replicates per size that the judgement rests on. */
  readonly replicates: number;
  /** Mean of the extrapolated difference simulation − theory; null below two replicates. */
  readonly intercept: number | null;
  /** Half-width of its confidence sequence, without the residual bias; Infinity while unbounded. */
  readonly halfWidth: number;
  /** The same from the ladder without its smallest size; null where two sizes leave nothing to extrapolate from. */
  readonly withoutSmallest: { readonly intercept: number | null; readonly halfWidth: number } | null;
  /** Mean and standard error of the observable per size, over the replicates used. */
  readonly sizes: readonly { readonly mean: number; readonly standardError: number }[];
  readonly failure?: Failure;
}

/**
 * Equivalence test of a limit. Replicate r at every size of the ladder makes one intercept
 * Σ_s w_s·(observed_{s,r} − theory_s); these are i.i.d., their mean is the error of the formula in the limit up to the
 * residual bias b, and a confidence sequence runs on them. With I the interval widened by b on both sides:
 * supported when I ⊂ [−margin, margin], refuted when I is disjoint from it. Support also needs stability: the same
 * extrapolation without the smallest size must not contradict it, as it would if the bias vanished more slowly than
 * declared.
 */
export class LimitJudge implements Judge<LimitJudgement> {
  readonly #problem: LimitProblem;
  readonly #weights: readonly number[];
  readonly #rho: number;
  readonly #observed: Map<number, number[]>;
  readonly #intercepts = new RunningSample();
  readonly #reduced: Extrapolation | null;
  #nextLook: number;
  #verdict: "supported" | "refuted" | "undecided" | "failed" | undefined;
  /** The first failure at each size that has one. */
  readonly #failures = new Map<number, Failure>();

  constructor(problem: LimitProblem) {
    this.#problem = problem;
    this.#weights = extrapolationWeights(problem.sizes, problem.finiteSizeExponent);
    this.#rho = tunedRho(2 * burnIn, problem.alpha);
    this.#reduced = problem.sizes.length < 3 ? null : withoutSmallest(problem);
    this.#observed = new Map(problem.sizes.map((size) => [size, []]));
    this.#nextLook = Math.min(burnIn, problem.maximumReplicates);
    if (this.#nextLook < 2) this.#verdict = "undecided";
  }

  requests(): readonly ReplicateRequest[] {
    if (this.#verdict !== undefined) return [];
    return this.#problem.sizes
      .filter((size) => !this.#isAnswered(size))
      .map((size) => ({ size, from: this.#count(size), to: this.#nextLook }));
  }

  accept(request: ReplicateRequest, outcomes: readonly Outcome[]): void {
    if (this.#verdict !== undefined) return;
    const values = this.#observed.get(request.size);
    if (values === undefined || request.from !== values.length || outcomes.length !== request.to - request.from) {
      throw new RangeError(`no request for ${outcomes.length} replicates from ${request.from} at size ${request.size}`);
    }
    for (const [i, outcome] of outcomes.entries()) {
      const place = ` at size ${request.size}, replicate ${request.from + i}`;
      const value = scalarOutcome(outcome, this.#problem.observable, place);
      if (typeof value === "number") values.push(value);
      else {
        this.#failures.set(request.size, value);
        break;
      }
    }
    if (!this.#problem.sizes.every((size) => this.#isAnswered(size))) return;
    if (this.#failures.size > 0) this.#verdict = "failed";
    else this.#look();
  }

  result(): LimitJudgement {
    const replicates = this.#intercepts.count;
    // Of the smallest size, whichever was answered first.
    const failure = this.#problem.sizes.flatMap((size) => this.#failures.get(size) ?? [])[0];
    return {
      verdict: this.#verdict ?? (failure === undefined ? "incomplete" : "failed"),
      replicates,
      intercept: replicates < 2 ? null : this.#intercepts.mean,
      halfWidth: this.#halfWidth(this.#intercepts),
      withoutSmallest: this.#reduced && {
        intercept: replicates < 2 ? null : this.#reduced.intercepts.mean,
        halfWidth: this.#halfWidth(this.#reduced.intercepts),
      },
      sizes: this.#problem.sizes.map((size) => {
        const sample = new RunningSample();
        for (const value of this.#values(size).slice(0, replicates)) sample.add(value);
        return { mean: sample.mean, standardError: sample.standardError };
      }),
      ...(failure === undefined ? {} : { failure }),
    };
  }

  expectedReplicates(): number {
    const { count } = this.#intercepts;
    if (this.#verdict !== undefined || count < 2) return Math.max(count, this.#nextLook);
    const { margin, residualBias, maximumReplicates } = this.#problem;
    // Widths shrink like 1/√n, and so does the mean's distance from 0 if the formula is right, as most are.
    const reach = this.#halfWidth(this.#intercepts) + Math.abs(this.#intercepts.mean) / 2;
    const needed = margin > residualBias ? count * (reach / (margin - residualBias)) ** 2 : Number.POSITIVE_INFINITY;
    return Math.max(this.#nextLook, Math.min(maximumReplicates, Math.ceil(needed)));
  }

  #look(): void {
    for (let replicate = this.#intercepts.count; replicate < this.#nextLook; replicate += 1) {
      const differences = this.#differences(replicate);
      this.#intercepts.add(weighted(this.#weights, differences));
      this.#reduced?.intercepts.add(weighted(this.#reduced.weights, differences.slice(1)));
    }
    const { margin, residualBias, maximumReplicates } = this.#problem;
    const reach = this.#halfWidth(this.#intercepts) + residualBias;
    const distance = Math.abs(this.#intercepts.mean);
    // Replicates that are all equal say nothing of the variance (a rare event may not have happened yet), so that their
    // interval of width 0 decides nothing.
    const informative = this.#intercepts.sumOfSquares > 0;
    if (informative && distance + reach <= margin && this.#isStable()) this.#verdict = "supported";
    else if (informative && distance - reach > margin) this.#verdict = "refuted";
    else if (this.#nextLook >= maximumReplicates) this.#verdict = "undecided";
    else {
      const grown = Math.ceil((this.#nextLook * lookGrowth) / lookStep) * lookStep;
      this.#nextLook = Math.min(grown, maximumReplicates);
    }
  }

  /**
   * Whether the extrapolation without the smallest size leaves room for the limit within the margin: its interval, at
   * the same level, is not disjoint from theory ± margin. It can only withhold support, so it costs no error.
   */
  #isStable(): boolean {
    if (this.#reduced === null) return true;
    const { intercepts } = this.#reduced;
    const { margin, residualBias } = this.#problem;
    return Math.abs(intercepts.mean) - this.#halfWidth(intercepts) - residualBias <= margin;
  }

  /** Observed − theory per size. */
  #differences(replicate: number): readonly number[] {
    const { sizes, theoryAtSizes } = this.#problem;
    return sizes.map((size, s) => this.#values(size)[replicate] - theoryAtSizes[s]);
  }

  #halfWidth(intercepts: RunningSample): number {
    return studentMixtureHalfWidth(intercepts, this.#problem.alpha, this.#rho);
  }

  #isAnswered(size: number): boolean {
    return this.#count(size) >= this.#nextLook || this.#failures.has(size);
  }

  #values(size: number): number[] {
    return this.#observed.get(size) as number[];
  }

  #count(size: number): number {
    return this.#values(size).length;
  }
}

/** Weights of a ladder and the intercepts that they have given. */
interface Extrapolation {
  readonly weights: readonly number[];
  readonly intercepts: RunningSample;
}

function withoutSmallest({ sizes, finiteSizeExponent }: LimitProblem): Extrapolation {
  return { weights: extrapolationWeights(sizes.slice(1), finiteSizeExponent), intercepts: new RunningSample() };
}

function weighted(weights: readonly number[], values: readonly number[]): number {
  return values.reduce((sum, value, i) => sum + weights[i] * value, 0);
}
