import { denseMatrix, symmetricEigen } from "../../linalg/index.ts";
import { gaussLegendre } from "../quadrature/gauss-legendre.ts";
import { airy, smallestArgument } from "./airy.ts";

/** Eigenvalues of the Airy–Hankel operator B_s and the rates at which they fall with s. */
export interface AirySpectrum {
  /** λ_j, in descending order of |λ_j|: all in (−1, 1), with signs that alternate. */
  readonly eigenvalues: Float64Array;
  /** −dλ_j/ds. */
  readonly rates: Float64Array;
}

/** Smallest s at which `airySpectrum` can be asked for. */
export const leftmost = smallestArgument;
const rule = gaussLegendre(32);

/**
 * The spectrum of (B_s f)(x) = ∫₀^∞ Ai(x + y + s) f(y) dy on L²(0, ∞), s ≥ −3. B_s² is the Airy kernel on (s, ∞), so
 * that det(1 − B_s) = F₁(s) and det(1 − B_s²) = F₂(s).
 *
 * Discretised by Gauss–Legendre quadrature with 32 nodes, which converges exponentially as the kernel is entire: 28 give
 * the same to rounding. On the interval kept, (2/3)(s + length)^{3/2} exceeds its value at max(s, 0) by 20: what is cut
 * off enters by its square, below e⁻⁴⁰ of the norm. Eigenvalues are good to some ε of the largest one.
 *
 * Source: F. Bornemann, Math. Comp. 79 (2010), 871–915; P. L. Ferrari and H. Spohn, J. Phys. A 38 (2005), L557–L561.
 */
export function airySpectrum(s: number): AirySpectrum {
  const length = (30 + Math.max(s, 0) ** 1.5) ** (2 / 3) - s;
  const order = rule.nodes.length;
  const x = rule.nodes.map((node) => (length * (1 + node)) / 2);
  const root = rule.weights.map((weight) => Math.sqrt((length * weight) / 2));
  const kernel = new Float64Array(order * order);
  const slope = new Float64Array(order * order);
  for (let i = 0; i < order; i++) {
    for (let j = 0; j <= i; j++) {
      const { value, slope: derivative } = airy(x[i] + x[j] + s);
      const weight = root[i] * root[j];
      kernel[i * order + j] = kernel[j * order + i] = weight * value;
      slope[i * order + j] = slope[j * order + i] = weight * derivative;
    }
  }
  const { values, vectors } = symmetricEigen(denseMatrix(order, order, kernel));
  const rates = values.map((_, k) => {
    let sum = 0;
    for (let i = 0; i < order; i++) {
      let row = 0;
      for (let j = 0; j < order; j++) row += slope[i * order + j] * vectors.data[j * order + k];
      sum -= row * vectors.data[i * order + k];
    }
    return sum;
  });
  const descending = Array.from(values.keys()).sort((a, b) => Math.abs(values[b]) - Math.abs(values[a]) || a - b);
  return {
    eigenvalues: Float64Array.from(descending, (k) => values[k]),
    rates: Float64Array.from(descending, (k) => rates[k]),
  };
}
