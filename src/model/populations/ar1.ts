import type { Population } from "../population.ts";
import { atomicPopulation } from "./atomic.ts";
import { requireProbability } from "./probability.ts";

/**
 * The spectrum of the stationary covariance rho^|i−j| as the dimension grows: τ = (1−ρ²)/(1+ρ²−2ρ cos θ) with θ
 * uniform on (0, π), |ρ| < 1 (Szegő's theorem). It depends on |ρ| alone, has mean 1, and lies on [r, 1/r] with
 * r = (1−|ρ|)/(1+|ρ|). Where r rounds to 1 it is the atom at 1.
 */
export function ar1Population(rho: number): Population {
  const specification = { kind: "ar1", rho } as const;
  const magnitude = Math.abs(rho);
  const low = (1 - magnitude) / (1 + magnitude);
  const high = (1 + magnitude) / (1 - magnitude);
  if (!(low < high)) return atomicPopulation(specification, [1], [1], "population");
  return {
    type: "continuous",
    specification,
    low,
    high,
    density: (tau) => (tau >= low && tau <= high ? 1 / (Math.PI * tau * Math.sqrt((tau - low) * (high - tau))) : 0),
    quantile(u) {
      requireProbability(u);
      if (u === 0) return low;
      if (u === 1) return high;
      // cos θ = 1 − 2 sin²(θ/2) at θ = π(1−u); the smaller of sine and cosine comes from the smaller angle.
      const squared = u > 0.5 ? Math.sin((Math.PI / 2) * (1 - u)) ** 2 : Math.cos((Math.PI / 2) * u) ** 2;
      const tau = ((1 - magnitude) * (1 + magnitude)) / ((1 - magnitude) ** 2 + 4 * magnitude * squared);
      return Math.min(high, Math.max(low, tau));
    },
  };
}
