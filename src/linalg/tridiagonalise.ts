import type { MatrixKernels } from "./kernels/matrix-kernels.ts";
import { reflector } from "./reflector.ts";

/** A symmetric matrix as Q T Qᵀ, with T tridiagonal and Qᵀ = H₁ H₂ ⋯ H_{order−1}. */
export interface Tridiagonal {
  /** T's diagonal. */
  readonly diagonal: Float64Array;
  /** T's entries (k + 1, k), and a 0 at the end. */
  readonly offDiagonal: Float64Array;
  /** H_i = I − factorᵢ v vᵀ for the v that is left in the first i places of the matrix's row i; 0 for H_i = I. */
  readonly factors: Float64Array;
}

/**
 * Householder's reduction, from the last row to the first, of the matrix whose lower triangle stands at the beginning of
 * `memory`, with `stride` ≥ order + 3; its largest entry should be near 1. It is overwritten with the v of the H_i, each
 * followed by three zeros.
 *
 * One pass over the matrix in each step: it applies the reflection of the step before and multiplies by the next one.
 *
 * @param scratch where three vectors of `stride` numbers can be kept.
 */
export function tridiagonalise(
  order: number,
  stride: number,
  kernels: MatrixKernels,
  memory: Float64Array,
  scratch: number,
): Tridiagonal {
  const diagonal = new Float64Array(order);
  const offDiagonal = new Float64Array(order);
  const factors = new Float64Array(order);
  memory.fill(0, scratch, scratch + 3 * stride);
  let w = scratch;
  let p = scratch + stride;
  let before = scratch + 2 * stride;
  for (let i = order - 1; i > 0; i--) {
    const v = i * stride;
    diagonal[i] = memory[v + i];
    memory.fill(0, v + i, v + i + 3);
    const { image, factor } = reflector(memory, v, i);
    offDiagonal[i - 1] = image;
    factors[i] = factor;
    kernels.updateAndMultiply(i, 0, stride, before, w, v, p);
    let product = 0;
    for (let j = 0; j < i; j++) {
      memory[p + j] *= factor;
      product += memory[v + j] * memory[p + j];
    }
    const half = (factor * product) / 2;
    for (let j = 0; j < i; j++) memory[p + j] -= half * memory[v + j];
    // The row above is needed at once, so it gets its update here, and is left out by the pass of the next step.
    const row = v - stride;
    const lastOfV = memory[v + i - 1];
    const lastOfP = memory[p + i - 1];
    for (let j = 0; j < i; j++) memory[row + j] -= lastOfV * memory[p + j] + lastOfP * memory[v + j];
    before = v;
    [w, p] = [p, w];
  }
  diagonal[0] = memory[0];
  return { diagonal, offDiagonal, factors };
}
