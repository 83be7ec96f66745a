import type { Turns } from "./in-turns.ts";

/** How much of everything a run measures. */
export interface Form {
  readonly name: "full" | "quick";
  readonly kernels: Turns;
  /** Several in a row where they are quick, as in a run: the first after other work finds cold caches. */
  readonly replicates: Turns;
  /** Replicates for the variances of one column, of 64 columns, and of SGD alone. */
  readonly variances: { readonly one: number; readonly many: number; readonly sgd: number };
  /** Sizes of the scaling, with the rounds and the replicates for variances that each has. */
  readonly scaling: readonly { readonly size: number; readonly turns: Turns; readonly variance: number }[];
  readonly workers: Turns;
}

const turns = (rounds: number, seconds = 0, warmUp = true): Turns => ({ rounds, seconds, warmUp });

/** Some five minutes; a single round of the largest size takes half a minute. */
const full: Form = {
  name: "full",
  kernels: turns(9, 0.02),
  replicates: turns(9, 0.2),
  variances: { one: 600, many: 100, sgd: 5000 },
  scaling: [
    { size: 250, turns: turns(7, 0.1), variance: 600 },
    { size: 500, turns: turns(7, 0.1), variance: 600 },
    { size: 1000, turns: turns(5, 0.1), variance: 400 },
    { size: 2000, turns: turns(3), variance: 100 },
    { size: 4000, turns: turns(2, 0, false), variance: 40 },
  ],
  workers: turns(7),
};

/** For development: few rounds of the same things, and no large sizes. */
const quick: Form = {
  name: "quick",
  kernels: turns(3, 0.005),
  replicates: turns(3, 0.2),
  variances: { one: 60, many: 10, sgd: 500 },
  scaling: [
    { size: 250, turns: turns(3, 0.1), variance: 60 },
    { size: 500, turns: turns(3, 0.1), variance: 30 },
    { size: 1000, turns: turns(2), variance: 20 },
  ],
  workers: turns(3),
};

export const forms = { full, quick };
