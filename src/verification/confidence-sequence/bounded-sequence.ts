import { BoundedMean } from "./bounded-mean.ts";
import { SampledSequence } from "./sampled-sequence.ts";

/** The betting sequence of `bounded-mean.ts` at one error probability. */
export class BoundedSequence extends SampledSequence {
  readonly guarantee = "exact for bounded replicates";
  readonly #alpha: number;
  readonly #bets: BoundedMean;
  /** The interval at the number of observations that it was last asked for: it costs a pass over all of them. */
  #known: { readonly count: number; readonly interval: readonly [number, number] } | undefined;

  constructor(low: number, high: number, alpha: number) {
    super();
    this.#bets = new BoundedMean(low, high);
    this.#alpha = alpha;
  }

  override add(value: number): void {
    this.#bets.add(value);
    super.add(value);
  }

  interval(): readonly [number, number] {
    if (this.#known?.count !== this.count) {
      this.#known = { count: this.count, interval: this.#bets.interval(this.#alpha) };
    }
    return this.#known.interval;
  }
}
