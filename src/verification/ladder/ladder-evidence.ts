import type { MeanSequence } from "../confidence-sequence/mean-sequence.ts";
import { RunningSample } from "../sample.ts";
import type { Decision, Evidence, Observations, ReadObservable, Unit } from "../sequential/evidence.ts";

/** A linear combination over the sizes of a ladder, whose mean is to lie in an interval. */
export interface LadderProblem<S extends MeanSequence = MeanSequence> {
  readonly reads: readonly ReadObservable[];
  /** What one replicate of the s-th size contributes. */
  value(observations: Observations, s: number): number;
  /** Weights of the sizes. */
  readonly weights: readonly number[];
  /** Weights of the sizes but the smallest that estimate the same; null where they cannot. */
  readonly weightsWithoutSmallest: readonly number[] | null;
  /** The interval of the mean in which the statement counts as true; an end may be infinite. */
  readonly accepted: readonly [number, number];
  /** Bound on |mean − what it stands for in the limit|. */
  readonly residualBias: number;
  /** A confidence sequence of this point's error probability, anew. */
  sequence(): S;
}

/** The mean and its confidence sequence, without the residual bias. */
export interface LadderMean {
  /** Null below two units. */
  readonly mean: number | null;
  readonly interval: readonly [number, number];
}

/** The combination without the smallest size, and by how much the whole one differs from it. */
export interface ReducedLadder extends LadderMean {
  /** Whole less reduced, unit by unit. */
  readonly change: LadderMean;
}

export interface LadderFinding extends LadderMean {
  /** Units that it rests on. */
  readonly units: number;
  /** Sample skewness of the units; null where they do not vary. */
  readonly skewness: number | null;
  readonly withoutSmallest: ReducedLadder | null;
  /** Per size, of what its replicates contribute. */
  readonly sizes: readonly { readonly mean: number; readonly standardError: number; readonly replicates: number }[];
}

/**
 * Equivalence test of a limit, or of any other number that the sizes of a ladder give together. A unit holds replicates of
 * every size and makes one combination Σ_s w_s·(mean of its replicates' values); these are i.i.d., and a confidence
 * sequence runs on their mean. With I its interval widened by the residual bias on both sides: supported when I lies
 * within the accepted interval, refuted when it is disjoint from it.
 *
 * Support also needs stability. A bias of a single power of the size that the weights do not remove leaves less in the
 * combination without the smallest size, and of the same sign; so where at most the residual bias is left, dropping the
 * smallest size changes the combination by no more than that. Support is withheld while the confidence sequence of that
 * change, unit by unit, is disjoint from ± the residual bias; it costs no error, since it can only withhold.
 */
export class LadderEvidence<S extends MeanSequence = MeanSequence> implements Evidence<LadderFinding> {
  readonly reads: readonly ReadObservable[];
  readonly #problem: LadderProblem<S>;
  readonly #sizes: readonly RunningSample[];
  readonly #reduced: { readonly mean: MeanSequence; readonly change: MeanSequence } | null;
  /** The confidence sequence of the combination over the whole ladder. */
  readonly whole: S;

  constructor(problem: LadderProblem<S>) {
    this.#problem = problem;
    this.reads = problem.reads;
    this.whole = problem.sequence();
    this.#reduced =
      problem.weightsWithoutSmallest === null ? null : { mean: problem.sequence(), change: problem.sequence() };
    this.#sizes = problem.weights.map(() => new RunningSample());
  }

  add(unit: Unit): void {
    const values = unit.map((replicates, s) => {
      let sum = 0;
      for (const observations of replicates) {
        const value = this.#problem.value(observations, s);
        this.#sizes[s].add(value);
        sum += value;
      }
      return sum / replicates.length;
    });
    const whole = weighted(this.#problem.weights, values);
    this.whole.add(whole);
    const { weightsWithoutSmallest } = this.#problem;
    if (this.#reduced === null || weightsWithoutSmallest === null) return;
    const reduced = weighted(weightsWithoutSmallest, values.slice(1));
    this.#reduced.mean.add(reduced);
    this.#reduced.change.add(whole - reduced);
  }

  decision(): Decision {
    // A range that is known beforehand may lie on one side already, but no data have said so.
    if (this.whole.count === 0) return "open";
    const { residualBias, accepted } = this.#problem;
    const [lower, upper] = this.whole.interval();
    const [low, high] = [lower - residualBias, upper + residualBias];
    const [least, most] = accepted;
    if (low > most || high < least) return "refuted";
    return low >= least && high <= most && this.#isStable() ? "supported" : "open";
  }

  finding(): LadderFinding {
    return {
      ...ladderMean(this.whole),
      units: this.whole.count,
      skewness: this.whole.skewness,
      withoutSmallest: this.#reduced && {
        ...ladderMean(this.#reduced.mean),
        change: ladderMean(this.#reduced.change),
      },
      sizes: this.#sizes.map(({ mean, standardError, count }) => ({ mean, standardError, replicates: count })),
    };
  }

  expectedUnits(): number {
    const { count, mean } = this.whole;
    const [low, high] = this.whole.interval();
    const halfWidth = (high - low) / 2;
    if (count < 2 || !Number.isFinite(halfWidth)) return count;
    const [least, most] = this.#problem.accepted;
    // Widths shrink like 1/√n. The mean nears what the statement says, where that is one number: half of its distance from
    // there is a guess at what will be left of it.
    const centre = Number.isFinite(most - least) ? (least + most) / 2 : mean;
    const guess = (mean + centre) / 2;
    const left = Math.abs(Math.min(guess - least, most - guess)) - this.#problem.residualBias;
    return left > 0 ? Math.max(count, Math.ceil(count * (halfWidth / left) ** 2)) : Number.POSITIVE_INFINITY;
  }

  #isStable(): boolean {
    if (this.#reduced === null) return true;
    const [low, high] = this.#reduced.change.interval();
    const { residualBias, accepted } = this.#problem;
    const [least, most] = accepted;
    // Where only one end is claimed, a smallest size that pulls towards it takes nothing away.
    return (
      (least === Number.NEGATIVE_INFINITY || low <= residualBias) &&
      (most === Number.POSITIVE_INFINITY || high >= -residualBias)
    );
  }
}

function ladderMean(sequence: MeanSequence): LadderMean {
  return { mean: sequence.count < 2 ? null : sequence.mean, interval: sequence.interval() };
}

function weighted(weights: readonly number[], values: readonly number[]): number {
  return values.reduce((sum, value, i) => sum + weights[i] * value, 0);
}
