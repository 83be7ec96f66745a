import type { ContinuousPopulation } from "../../model/population.ts";
import { logLength } from "../../model/populations/log-length.ts";
import type { Piece } from "./pieces.ts";

/**
 * The part of a population on [low, high], 0 < low < high, in the coordinate log(τ/low)/log(high/low); s is in log τ.
 * Its stretch of pieces goes from `bottom` to the population's upper end.
 */
export function logarithmicPiece(population: ContinuousPopulation, low: number, high: number, bottom: number): Piece {
  const length = logLength(low, high);
  const within = (tau: number): number => Math.min(high, Math.max(low, tau));
  const massAt = (tau: number): number => tau * population.density(tau);
  const tau = (xi: number): number => within(low * Math.exp(length * xi));
  return {
    tau,
    mass: (xi) => length * massAt(tau(xi)),
    from(re) {
      const nearest = Math.min(population.high, Math.max(bottom, re));
      const gap = nearest - re;
      return {
        start: logRatio(low, nearest),
        end: logRatio(high, nearest),
        offset: (s) => gap + nearest * Math.expm1(s),
        mass: (s) => massAt(within(nearest * Math.exp(s))),
        pole(im) {
          // log((re + i·im)/nearest)
          const u = -gap / nearest;
          const w = im / nearest;
          return { re: Math.log1p(u * (2 + u) + w * w) / 2, im: Math.atan2(w, 1 + u) };
        },
      };
    },
  };
}

function logRatio(tau: number, reference: number): number {
  return tau >= reference ? logLength(reference, tau) : -logLength(tau, reference);
}
