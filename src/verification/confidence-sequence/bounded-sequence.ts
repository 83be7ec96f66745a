import { RunningSample } from "../sample.ts";
import { BoundedMean } from "./bounded-mean.ts";
import type { MeanSequence } from "./mean-sequence.ts";

/** The betting sequence of `bounded-mean.ts` at one error probability. */
export class BoundedSequence implements MeanSequence {
  readonly guarantee = "exact for bounded replicates";
  readonly #alpha: number;
  readonly #bets: BoundedMean;
  readonly #sample = new RunningSample();
  /** The interval at the number of observations that it was last asked for: it costs a pass over all of them. */
  #known: { readonly count: number; readonly interval: readonly [number, number] } | undefined;

  constructor(low: number, high: number, alpha: number) {
    this.#bets = new BoundedMean(low, high);
    this.#alpha = alpha;
  }

  get count(): number {
    return this.#sample.count;
  }

  get mean(): number {
    return this.#sample.mean;
  }

  get standardError(): number {
    return this.#sample.standardError;
  }

  add(value: number): void {
    this.#bets.add(value);
    this.#sample.add(value);
  }

  interval(): readonly [number, number] {
    if (this.#known?.count !== this.count) {
      this.#known = { count: this.count, interval: this.#bets.interval(this.#alpha) };
    }
    return this.#known.interval;
  }
}
