import type { Failure } from "../foundation/errors.ts";
import { studentMixtureHalfWidth, tunedRho } from "./confidence-sequence/student-mixture.ts";
import type { Judge, Outcome, ReplicateRequest } from "./judge.ts";
import { RunningSample } from "./sample.ts";
import { readOutcome } from "./sequential/read-outcome.ts";

/** Error probability of an exhibit's interval, each one by itself. */
export const exhibitAlpha = 0.01;

export interface MeanEstimate {
  readonly mean: number;
  /** Interval for the mean at level 1 − `exhibitAlpha`; null while the replicates are too few for one. */
  readonly interval: readonly [number, number] | null;
  readonly replicates: number;
}

export interface Means {
  /** By observable. */
  readonly estimates: ReadonlyMap<string, MeanEstimate>;
  /** The first failure of a replicate, or the first number that is none; the estimates leave them out. */
  readonly failure?: Failure;
}

/** Asks for a fixed number of replicates at one size and averages every scalar observable: for exhibits. */
export class MeanJudge implements Judge<Means> {
  readonly #request: ReplicateRequest;
  readonly #samples = new Map<string, RunningSample>();
  #done = false;
  #failure: Failure | undefined;

  constructor(size: number, replicates: number) {
    this.#request = { size, from: 0, to: replicates };
  }

  requests(): readonly ReplicateRequest[] {
    return this.#done ? [] : [this.#request];
  }

  accept(_request: ReplicateRequest, outcomes: readonly Outcome[]): void {
    this.#done = true;
    for (const outcome of outcomes) {
      if (!outcome.ok) {
        this.#failure ??= outcome.failure;
        continue;
      }
      for (const [name, observed] of Object.entries(outcome.values)) {
        if (typeof observed !== "number") continue;
        const read = readOutcome(outcome, [{ name, form: "number" }]);
        if ("observations" in read) this.#sample(name).add(observed);
        else this.#failure ??= read.failure;
      }
    }
  }

  result(): Means {
    const rho = tunedRho(Math.max(2, this.#request.to), exhibitAlpha);
    const estimates = new Map<string, MeanEstimate>();
    for (const [name, sample] of this.#samples) {
      const reach = studentMixtureHalfWidth(sample, exhibitAlpha, rho);
      estimates.set(name, {
        mean: sample.mean,
        interval: Number.isFinite(reach) ? [sample.mean - reach, sample.mean + reach] : null,
        replicates: sample.count,
      });
    }
    return { estimates, ...(this.#failure === undefined ? {} : { failure: this.#failure }) };
  }

  expectedReplicates(): number {
    return this.#request.to;
  }

  #sample(name: string): RunningSample {
    const known = this.#samples.get(name);
    if (known !== undefined) return known;
    const sample = new RunningSample();
    this.#samples.set(name, sample);
    return sample;
  }
}
