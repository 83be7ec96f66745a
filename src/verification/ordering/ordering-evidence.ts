import { AsymptoticSequence } from "../confidence-sequence/asymptotic-sequence.ts";
import { BoundedSequence } from "../confidence-sequence/bounded-sequence.ts";
import type { MeanSequence } from "../confidence-sequence/mean-sequence.ts";
import { StudentSequence } from "../confidence-sequence/student-sequence.ts";
import { LadderEvidence } from "../ladder/ladder-evidence.ts";
import { RunningSample } from "../sample.ts";
import type { Decision, Evidence, Observations, ReadObservable, Unit } from "../sequential/evidence.ts";
import type { OrderingFinding } from "./ordering-result.ts";

/** Replicates before the first look where differences are said to be nearly Gaussian: as many as for limits. */
export const gaussianBurnIn = 64;

/** What is known of the differences, and so the sequence that is valid for them. */
export type Differences =
  | { readonly kind: "bounded"; readonly range: readonly [number, number] }
  | { readonly kind: "nearly-gaussian" }
  | { readonly kind: "any" };

/** An ordering at one size in numbers alone. */
export interface OrderingProblem {
  readonly better: string;
  readonly worse: string;
  readonly criterion: "smaller" | "larger";
  readonly by: number;
  readonly differences: Differences;
  readonly alpha: number;
}

/** What an ordering reads of every replicate. */
export function orderingReads({ better, worse }: Pick<OrderingProblem, "better" | "worse">): readonly ReadObservable[] {
  return [
    { name: better, form: "number" },
    { name: worse, form: "number" },
  ];
}

/**
 * Evidence that one observable is better than another by at least `by` on average: a confidence sequence for the mean of
 * the paired differences. Supported when it lies above `by`, refuted when it lies below.
 */
export class OrderingEvidence implements Evidence<OrderingFinding> {
  readonly reads: readonly ReadObservable[];
  readonly #problem: OrderingProblem;
  readonly #differences: LadderEvidence;
  readonly #better = new RunningSample();
  readonly #worse = new RunningSample();

  constructor(problem: OrderingProblem) {
    const { better, worse, criterion, by } = problem;
    this.#problem = problem;
    this.reads = orderingReads(problem);
    const sign = criterion === "smaller" ? -1 : 1;
    this.#differences = new LadderEvidence({
      reads: this.reads,
      value: (observations: Observations) =>
        sign * ((observations[better] as number) - (observations[worse] as number)),
      weights: [1],
      weightsWithoutSmallest: null,
      accepted: [by, Number.POSITIVE_INFINITY],
      residualBias: 0,
      sequence: () => sequenceFor(problem),
    });
  }

  add(unit: Unit): void {
    const [[observations]] = unit;
    this.#better.add(observations[this.#problem.better] as number);
    this.#worse.add(observations[this.#problem.worse] as number);
    this.#differences.add(unit);
  }

  decision(): Decision {
    return this.#differences.decision();
  }

  finding(): OrderingFinding {
    const { mean, interval, units } = this.#differences.finding();
    return {
      advantage: mean,
      standardError: units < 2 ? null : this.#differences.whole.standardError,
      skewness: this.#differences.whole.skewness,
      interval: interval.every(Number.isFinite) ? interval : null,
      means: units === 0 ? null : { better: this.#better.mean, worse: this.#worse.mean },
    };
  }

  expectedUnits(): number {
    return this.#differences.expectedUnits();
  }
}

function sequenceFor({ differences, alpha }: OrderingProblem): MeanSequence {
  switch (differences.kind) {
    case "bounded":
      return new BoundedSequence(...differences.range, alpha);
    case "nearly-gaussian":
      return new StudentSequence(alpha, gaussianBurnIn);
    case "any":
      return new AsymptoticSequence(alpha);
  }
}
