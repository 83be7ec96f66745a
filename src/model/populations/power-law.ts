import type { ContinuousPopulation, PopulationSpecification } from "../population.ts";
import { logLength, meanDecay } from "./log-length.ts";
import { requireProbability } from "./probability.ts";

/**
 * Density proportional to τ^(−exponent) on [low, high], 0 < low < high; log τ is uniform where the exponent is 1.
 *
 * With s = 1 − exponent and L = log(high/low), the mass is e^{s·t} in t = log τ. Everything is written relative to the
 * end where that is largest, so that neither s near 0 nor a steep law or a long range costs digits or overflows.
 */
export function powerLawPopulation(
  specification: PopulationSpecification,
  exponent: number,
  low: number,
  high: number,
): ContinuousPopulation {
  const s = 1 - exponent;
  const length = logLength(low, high);
  const heavyEnd = s > 0 ? high : low;
  const peak = 1 / (heavyEnd * length * meanDecay(Math.abs(s) * length));
  const fromLow = (t: number): number => Math.min(high, Math.max(low, low * Math.exp(t)));
  const fromHigh = (t: number): number => Math.min(high, Math.max(low, high * Math.exp(t)));
  return {
    type: "continuous",
    specification,
    low,
    high,
    density: (tau) => (tau >= low && tau <= high ? peak * (tau / heavyEnd) ** -exponent : 0),
    quantile(u) {
      requireProbability(u);
      if (u === 0) return low;
      if (u === 1) return high;
      if (s === 0) return u < 0.5 ? fromLow(u * length) : fromHigh((u - 1) * length);
      // Distance from the heavy end, on the logarithmic axis.
      const distance = -logMixture(s > 0 ? u : 1 - u, Math.abs(s) * length) / Math.abs(s);
      const near = distance <= length / 2;
      if (s > 0) return near ? fromHigh(-distance) : fromLow(length - distance);
      return near ? fromLow(distance) : fromHigh(distance - length);
    },
  };
}

/** log(p + (1−p)e^{−x}) for p in (0, 1) and x ≥ 0, without cancellation where the argument is near 1. */
function logMixture(p: number, x: number): number {
  const below = (1 - p) * Math.expm1(-x);
  return below > -0.5 ? Math.log1p(below) : Math.log(p + (1 - p) * Math.exp(-x));
}
