import type { Timer } from "./timer.ts";

export interface Turns {
  /** At least 1. */
  readonly rounds: number;
  /** Seconds at least for each alternative in each round. */
  readonly seconds: number;
  /** Whether each alternative has a turn first that does not count. */
  readonly warmUp: boolean;
}

/**
 * Measures the alternatives in turns: what slows the machine down for a while slows all of them. Each round begins with
 * another one.
 *
 * @returns seconds for each call, `[alternative][round]`.
 */
export async function inTurns(timers: readonly Timer[], { rounds, seconds, warmUp }: Turns): Promise<number[][]> {
  const samples = timers.map((): number[] => []);
  if (warmUp) for (const timer of timers) await timer.sample(seconds);
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < timers.length; turn++) {
      const index = (round + turn) % timers.length;
      samples[index].push(await timers[index].sample(seconds));
    }
  }
  return samples;
}
