import { leftTailCoefficients } from "./left-tail-coefficients.ts";

/** log F₁ and log F₂ with their derivatives. */
export interface LogLaws {
  readonly first: number;
  readonly second: number;
  readonly firstSlope: number;
  readonly secondSlope: number;
}

/** Largest s that `leftTail` takes. */
export const rightEnd = -3;

/**
 * log F₁(s) and log F₂(s) for s ≤ −3, to an absolute error of 4ε·max(1, |log F|); slopes to a relative 8ε.
 *
 * With t = |s|, log F₂ = −t³/12 − ⅛ log t + g₂ and log F₁ = −t³/24 − t^{3/2}/(3√2) − (1/16) log t + g₁, where g₁ and g₂
 * are smooth functions of t^{−3/2}, the limit −∞ included: tabulated, as determinants would cancel here.
 *
 * Source: J. Baik, R. Buckingham, J. DiFranco, Comm. Math. Phys. 280 (2008), 463–497, for the form.
 */
export function leftTail(s: number): LogLaws {
  const t = -s;
  const w = (3 / t) * Math.sqrt(3 / t);
  const one = chebyshev(leftTailCoefficients.first, 2 * w - 1);
  const two = chebyshev(leftTailCoefficients.second, 2 * w - 1);
  // d/ds = −d/dt and dw/dt = −3w/(2t).
  const chain = (3 * w) / t;
  const cube = t * t * t;
  const power = t * Math.sqrt(t);
  return {
    first: one.value - Math.log(t) / 16 - power / (3 * Math.SQRT2) - cube / 24,
    second: two.value - Math.log(t) / 8 - cube / 12,
    firstSlope: (t * t) / 8 + Math.sqrt(t / 8) + 1 / (16 * t) + chain * one.slope,
    secondSlope: (t * t) / 4 + 1 / (8 * t) + chain * two.slope,
  };
}

/** Σ c_k T_k(x) and its derivative in x, by Clenshaw's recurrence. */
function chebyshev(coefficients: readonly number[], x: number): { value: number; slope: number } {
  let [b1, b2, d1, d2] = [0, 0, 0, 0];
  for (let k = coefficients.length - 1; k > 0; k--) {
    [d1, d2] = [2 * x * d1 - d2 + 2 * b1, d1];
    [b1, b2] = [2 * x * b1 - b2 + coefficients[k], b1];
  }
  return { value: x * b1 - b2 + coefficients[0], slope: x * d1 - d2 + b1 };
}
