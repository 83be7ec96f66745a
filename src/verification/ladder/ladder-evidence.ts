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

export interface LadderFinding extends LadderMean {
  /** Units that it rests on. */
  readonly units: number;
  readonly withoutSmallest: LadderMean | null;
  /** Per size, of what its replicates contribute. */
  readonly sizes: readonly { readonly mean: number; readonly standardError: number; readonly replicates: number }[];
}

/**
 * Equivalence test of a limit, or of any other number that the sizes of a ladder give together. A unit holds replicates of
 * every size and makes one combination Σ_s w_s·(mean of its replicates' values); these are i.i.d., and a confidence
 * sequence runs on their mean. With I its interval widened by the residual bias on both sides: supported when I lies
 * within the accepted interval, refuted when it is disjoint from it. Support also needs stability: the combination
 * without the smallest size must not contradict it, as it would if the bias vanished more slowly than declared.
 */
export class LadderEvidence<S extends MeanSequence = MeanSequence> implements Evidence<LadderFinding> {
  readonly reads: readonly ReadObservable[];
  readonly #problem: LadderProblem<S>;
  readonly #sizes: readonly RunningSample[];
  readonly #reduced: MeanSequence | null;
  /** The confidence sequence of the combination over the whole ladder. */
  readonly whole: S;

  constructor(problem: LadderProblem<S>) {
    this.#problem = problem;
    this.reads = problem.reads;
    this.whole = problem.sequence();
    this.#reduced = problem.weightsWithoutSmallest === null ? null : problem.sequence();
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
    this.whole.add(weighted(this.#problem.weights, values));
    const { weightsWithoutSmallest } = this.#problem;
    if (weightsWithoutSmallest !== null) this.#reduced?.add(weighted(weightsWithoutSmallest, values.slice(1)));
  }

  decision(): Decision {
    // A range that is known beforehand may lie on one side already, but no data have said so.
    if (this.whole.count === 0) return "open";
    const [low, high] = this.#widened(this.whole);
    const [least, most] = this.#problem.accepted;
    if (low > most || high < least) return "refuted";
    return low >= least && high <= most && this.#isStable() ? "supported" : "open";
  }

  finding(): LadderFinding {
    return {
      ...ladderMean(this.whole),
      units: this.whole.count,
      withoutSmallest: this.#reduced && ladderMean(this.#reduced),
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

  /**
   * Whether the combination without the smallest size leaves room for the statement: its interval, at the same level, is
   * not disjoint from the accepted one. It can only withhold support, so it costs no error.
   */
  #isStable(): boolean {
    if (this.#reduced === null) return true;
    const [low, high] = this.#widened(this.#reduced);
    const [least, most] = this.#problem.accepted;
    return low <= most && high >= least;
  }

  #widened(sequence: MeanSequence): readonly [number, number] {
    const [low, high] = sequence.interval();
    return [low - this.#problem.residualBias, high + this.#problem.residualBias];
  }
}

function ladderMean(sequence: MeanSequence): LadderMean {
  return { mean: sequence.count < 2 ? null : sequence.mean, interval: sequence.interval() };
}

function weighted(weights: readonly number[], values: readonly number[]): number {
  return values.reduce((sum, value, i) => sum + weights[i] * value, 0);
}
