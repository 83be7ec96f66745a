import { type DenseMatrix, unwrittenMatrix } from "./dense-matrix.ts";
import { workspace } from "./kernels/select-kernels.ts";
import { strideFor } from "./stride.ts";

/**
 * R₁·diag(1, R₂·diag(1, R₃ ⋯)), an orthogonal matrix of order d, where R_k has the k-th direction as its first column and
 * is minus or plus a Householder reflection, of the sign for which nothing cancels. The last factor is the number `last`.
 *
 * Accuracy: within 1.2·d^{5/2}·ε, in the Frobenius norm and to first order in ε = 2⁻⁵², of an exactly orthogonal matrix.
 * Reflecting a matrix B of m rows perturbs it by at most 3mε‖B‖_F, ‖B‖_F = √m, and later reflections keep the norm. The
 * order of summation is fixed. 4d³/3 operations.
 *
 * Source: G. W. Stewart, SIAM Journal on Numerical Analysis 17 (1980) 403–409.
 *
 * @param directions Unit vectors of lengths d, d − 1, …, 2.
 * @param last 1 or −1.
 */
export function nestedReflections(directions: readonly Float64Array[], last: number): DenseMatrix {
  const d = directions.length + 1;
  const stride = strideFor(d);
  const direction = d * stride;
  const sums = direction + stride;
  const { kernels, memory } = workspace(sums + stride);
  memory.fill(0, 0, d * stride);
  memory[(d - 1) * stride + d - 1] = last;
  for (let first = d - 2; first >= 0; first--) {
    const vector = directions[first];
    memory.set(vector, direction);
    // With u = v + sign(v₁)e₁, the reflection I − 2uuᵀ/‖u‖² takes e₁ to −sign(v₁)v, and ‖u‖² = 2|u₁|.
    const sign = vector[0] < 0 ? -1 : 1;
    memory[direction] += sign;
    const factor = 1 / Math.abs(memory[direction]);
    const corner = first * (stride + 1);
    memory[corner] = 1;
    kernels.reflectColumns(d - first, d - first, factor, sign, direction, sums, corner, stride);
  }
  const product = unwrittenMatrix(d, d);
  for (let i = 0; i < d; i++) product.data.set(memory.subarray(i * stride, i * stride + d), i * d);
  return product;
}
