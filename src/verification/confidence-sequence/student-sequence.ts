import { SampledSequence } from "./sampled-sequence.ts";
import { type SampleSummary, studentMixtureHalfWidth, tunedRho } from "./student-mixture.ts";

/**
 * The t-mixture sequence of `student-mixture.ts`, with nothing excluded before `burnIn` observations: replicates are only
 * nearly Gaussian, and the mean of a few of them still shows it at small error probabilities.
 */
export class StudentSequence extends SampledSequence {
  readonly guarantee = "exact for Gaussian replicates, else asymptotic";
  readonly rho: number;
  readonly #alpha: number;
  readonly #burnIn: number;

  /** @param narrowAt The number of observations at which the interval is to be narrow, at least 2. */
  constructor(alpha: number, burnIn: number, narrowAt = 2 * Math.max(2, burnIn)) {
    super();
    this.#alpha = alpha;
    this.#burnIn = burnIn;
    this.rho = tunedRho(narrowAt, alpha);
  }

  get summary(): SampleSummary {
    const { count, mean, sumOfSquares } = this.sample;
    return { count, mean, sumOfSquares };
  }

  interval(): readonly [number, number] {
    const { count, mean, sumOfSquares } = this.sample;
    // Observations that are all equal say nothing of the variance: a rare event may not have happened yet.
    const silent = count < this.#burnIn || sumOfSquares === 0;
    const reach = silent ? Number.POSITIVE_INFINITY : studentMixtureHalfWidth(this.sample, this.#alpha, this.rho);
    return [mean - reach, mean + reach];
  }
}
