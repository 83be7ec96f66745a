import { AsymptopiaError } from "../../foundation/errors.ts";

/** An eigenvalue of a rank-one update, and what its eigenvector has of the update's direction. */
export interface SecularRoot {
  readonly root: number;
  /** 1/(root·strength·Σ weightᵢ/(poleᵢ − root)²): the squared overlap of the eigenvector of XᵀX/n with the spike's. */
  readonly overlap: number;
}

const mostIterations = 300;

/**
 * The root x of f(x) = 1 + strength·Σᵢ weightᵢ/(poleᵢ − x) between the poles index−1 and index, beyond the last one for
 * index = length. There f rises from −∞ to ∞ (to 1), so that there is one root. Newton steps that leave the bracket are
 * replaced by bisection; the root is accurate to a few units in the last place of itself and its conditioning,
 * Σ weight/|pole − x| over Σ weight/(pole − x)².
 *
 * @param poles Ascending, from 0; those next to the root differ.
 * @param weights At least 0, the poles' own.
 * @param strength Above 0.
 * @param index From 1 to the number of poles.
 * @throws AsymptopiaError `not-converged`, for poles next to the root that do not differ.
 */
export function solveSecular(poles: Float64Array, weights: Float64Array, strength: number, index: number): SecularRoot {
  let low = poles[index - 1];
  // Beyond the last pole f(x) ≥ 1 − strength·Σ weight/(x − last pole).
  let high = index < poles.length ? poles[index] : low + strength * weights.reduce((sum, weight) => sum + weight, 0);
  if (!(high > low)) throw noRoot(poles, index);
  let x = (low + high) / 2;
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    let sum = 0;
    let slope = 0;
    for (let i = 0; i < poles.length; i++) {
      const inverse = 1 / (poles[i] - x);
      sum += weights[i] * inverse;
      slope += weights[i] * inverse * inverse;
    }
    const value = 1 + strength * sum;
    if (value > 0) high = x;
    else low = x;
    const newton = x - value / (strength * slope);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - x) <= 2 * Number.EPSILON * x) return { root: x, overlap: 1 / (x * strength * slope) };
    x = next;
  }
  throw noRoot(poles, index);
}

function noRoot(poles: Float64Array, index: number): AsymptopiaError {
  return new AsymptopiaError("not-converged", `no root between the poles ${index - 1} and ${index}`, {
    field: "poles",
    value: poles[index - 1],
    accepted: "poles that differ next to the root",
  });
}
