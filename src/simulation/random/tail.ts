import type { Stream } from "../stream.ts";

/**
 * N(0, 1) given that it is above `start` > 0: an exponential of rate `start`, thinned by exp(−excess²/2)
 * (G. Marsaglia, Technometrics 6, 1964). Exact up to rounding, as far as 36/`start` above `start`, where 53 bits end:
 * what is cut off there has less than 2^−52 of the tail's mass.
 */
export function sampleTail(start: number, source: Pick<Stream, "uniform">): number {
  for (;;) {
    // 1 − u is never 0.
    const excess = -Math.log(1 - source.uniform()) / start;
    const limit = -2 * Math.log(1 - source.uniform());
    if (limit > excess * excess) return start + excess;
  }
}
