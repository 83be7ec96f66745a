import { quantile } from "./quantile.ts";

/** A distribution over rounds, by its median and its quartiles. */
export interface Spread {
  readonly median: number;
  readonly quartiles: readonly [number, number];
}

/** Seconds for each call of one alternative. */
export interface Timing extends Spread {
  readonly name: string;
}

/** How many times as long as ours another alternative takes. */
export interface Ratio extends Spread {
  readonly name: string;
}

/** All alternatives for one thing, measured in turns. */
export interface Contest {
  readonly id: string;
  readonly title: string;
  readonly rounds: number;
  /** Ours first. */
  readonly timings: readonly Timing[];
  /** The others'. Each round gives a ratio, so that a machine that slows down for all does not enter. */
  readonly ratios: readonly Ratio[];
}

/** Median and quartiles of at least one value. */
export function spreadOf(values: readonly number[]): Spread {
  return { median: quantile(values, 0.5), quartiles: [quantile(values, 0.25), quantile(values, 0.75)] };
}

/**
 * The contest of alternatives from their seconds per call in each round.
 *
 * @param samples `[alternative][round]`, ours first; all of the same length, at least 1.
 */
export function contestOf(
  id: string,
  title: string,
  names: readonly string[],
  samples: readonly (readonly number[])[],
): Contest {
  const [ours] = samples;
  const named = (name: string, values: readonly number[]): Timing => ({ name, ...spreadOf(values) });
  return {
    id,
    title,
    rounds: ours.length,
    timings: names.map((name, i) => named(name, samples[i])),
    ratios: names.slice(1).map((name, i) => {
      const theirs = samples[i + 1];
      return named(
        name,
        theirs.map((seconds, round) => seconds / ours[round]),
      );
    }),
  };
}
