import { type MomentEstimates, rounded } from "./moment-estimates.ts";

/** σ(z) = max(z, slope·z), slope in [0, 1]: E z⁺ = √(v/2π), E (z⁺)² = v/2. Slope 0 is ReLU, slope 1 the identity. */
export function rectifierMoments(slope: number, variance: number): MomentEstimates {
  return {
    mean: rounded((1 - slope) * Math.sqrt(variance / (2 * Math.PI))),
    secondMoment: rounded((1 + slope * slope) * (variance / 2)),
    derivativeMean: rounded((1 + slope) / 2),
    stein: rounded((1 + slope) * (variance / 2)),
  };
}

/**
 * σ = erf: E erf(z)² = (2/π) arcsin(2v/(1+2v)), here as an arctangent, which keeps its digits where the sine nears 1.
 *
 * Source: C. K. I. Williams, Neural Computation 10 (1998), 1203–1216, for two equal arguments.
 */
export function errorFunctionMoments(variance: number): MomentEstimates {
  const slope = 2 / Math.sqrt(Math.PI * (1 + 2 * variance));
  return {
    mean: rounded(0),
    secondMoment: rounded((2 / Math.PI) * Math.atan2(2 * variance, Math.sqrt(1 + 4 * variance))),
    derivativeMean: rounded(slope),
    stein: rounded(variance * slope),
  };
}

/** σ = sin: E cos(z) = e^{−v/2}, E sin²(z) = (1 − e^{−2v})/2. */
export function sineMoments(variance: number): MomentEstimates {
  const slope = Math.exp(-variance / 2);
  return {
    mean: rounded(0),
    secondMoment: rounded(-Math.expm1(-2 * variance) / 2),
    derivativeMean: rounded(slope),
    stein: rounded(variance * slope),
  };
}

/**
 * σ = He_n, n ≤ 20. In the Hermite polynomials of t = z/√v,
 * He_n(z) = Σ_k c_k v^{n/2−k} (v−1)^k He_{n−2k}(t) with c_k = n!/(2^k k! (n−2k)!), an integer below 2⁵³, and
 * E He_j(t)² = j!. Every sum has terms of one sign only, so nothing cancels, near v = 1 either.
 */
export function hermiteMoments(degree: number, variance: number): MomentEstimates {
  const excess = variance - 1;
  let secondMoment = 0;
  for (let k = 0; 2 * k <= degree; k++) {
    const rest = degree - 2 * k;
    secondMoment += pairings(degree, k) ** 2 * factorial(rest) * variance ** rest * excess ** (2 * k);
  }
  const slope = degree === 0 ? 0 : degree * hermiteMean(degree - 1, excess);
  return {
    mean: rounded(hermiteMean(degree, excess), 64),
    secondMoment: rounded(secondMoment, 128),
    derivativeMean: rounded(slope, 64),
    stein: rounded(variance * slope, 64),
  };
}

/** E He_n(z) = (n−1)!!·(v−1)^{n/2} for even n, 0 for odd n. */
function hermiteMean(degree: number, excess: number): number {
  return degree % 2 === 1 ? 0 : pairings(degree, degree / 2) * excess ** (degree / 2);
}

/** n!/(2^k k! (n−2k)!): the ways to draw k disjoint pairs from n. */
function pairings(n: number, k: number): number {
  let count = 1;
  for (let i = 0; i < k; i++) count = (count * ((n - 2 * i) * (n - 2 * i - 1))) / (2 * (i + 1));
  return count;
}

function factorial(n: number): number {
  let product = 1;
  for (let i = 2; i <= n; i++) product *= i;
  return product;
}
