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

/** A trajectory over the replicates, entry by entry. */
export interface TrajectorySpread {
  readonly mean: readonly number[];
  /** The smallest and the largest replicate's entry: a band over seeds, no statement about others. */
  readonly smallest: readonly number[];
  readonly largest: readonly number[];
  readonly replicates: number;
}

export interface Means {
  /** By observable. */
  readonly estimates: ReadonlyMap<string, MeanEstimate>;
  /** By observable that is a trajectory. */
  readonly trajectories: ReadonlyMap<string, TrajectorySpread>;
  /** The first failure of a replicate, or the first number that is none; the estimates leave them out. */
  readonly failure?: Failure;
}

/** Asks for a fixed number of replicates at one size and averages every observable: for exhibits. */
export class MeanJudge implements Judge<Means> {
  readonly #request: ReplicateRequest;
  readonly #samples = new Map<string, RunningSample>();
  readonly #trajectories = new Map<string, RunningTrajectory>();
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
        const read = readOutcome(outcome, [{ name, form: typeof observed === "number" ? "number" : "trajectory" }]);
        if (!("observations" in read)) this.#failure ??= read.failure;
        else if (typeof observed === "number") this.#sample(name).add(observed);
        else this.#addTrajectory(name, observed);
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
    const trajectories = new Map([...this.#trajectories].map(([name, running]) => [name, running.spread()] as const));
    return { estimates, trajectories, ...(this.#failure === undefined ? {} : { failure: this.#failure }) };
  }

  expectedReplicates(): number {
    return this.#request.to;
  }

  #addTrajectory(name: string, trajectory: Float64Array): void {
    const known = this.#trajectories.get(name);
    if (known === undefined) this.#trajectories.set(name, new RunningTrajectory(trajectory));
    else if (known.length === trajectory.length) known.add(trajectory);
    else {
      this.#failure ??= {
        code: "invalid-claim",
        message: `${name} is a trajectory of ${trajectory.length} numbers, and one of ${known.length} in another replicate`,
        field: name,
        accepted: "trajectories of one length",
      };
    }
  }

  #sample(name: string): RunningSample {
    const known = this.#samples.get(name);
    if (known !== undefined) return known;
    const sample = new RunningSample();
    this.#samples.set(name, sample);
    return sample;
  }
}

class RunningTrajectory {
  readonly #sums: Float64Array;
  readonly #smallest: Float64Array;
  readonly #largest: Float64Array;
  #count = 1;

  constructor(first: Float64Array) {
    this.#sums = first.slice();
    this.#smallest = first.slice();
    this.#largest = first.slice();
  }

  get length(): number {
    return this.#sums.length;
  }

  add(trajectory: Float64Array): void {
    this.#count += 1;
    for (const [i, value] of trajectory.entries()) {
      this.#sums[i] += value;
      this.#smallest[i] = Math.min(this.#smallest[i], value);
      this.#largest[i] = Math.max(this.#largest[i], value);
    }
  }

  spread(): TrajectorySpread {
    return {
      mean: Array.from(this.#sums, (sum) => sum / this.#count),
      smallest: Array.from(this.#smallest),
      largest: Array.from(this.#largest),
      replicates: this.#count,
    };
  }
}
