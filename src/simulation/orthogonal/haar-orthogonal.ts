import { invalidInput } from "../../foundation/errors.ts";
import { type DenseMatrix, denseMatrix } from "../../linalg/dense-matrix.ts";
import type { Stream } from "../stream.ts";

/**
 * A random d × d orthogonal matrix with the Haar measure of O(d), from d(d + 1)/2 normal numbers and 4d³/3 operations.
 *
 * By the subgroup algorithm: with Q′ from the Haar measure of O(m − 1), v uniform on the unit sphere of ℝᵐ and R an
 * orthogonal matrix with first column v that is a function of v alone, R·diag(1, Q′) has the Haar measure of O(m). R is
 * minus or plus a Householder reflection, of the sign for which nothing cancels.
 *
 * Accuracy: within 1.2·d^{5/2}·ε, in the Frobenius norm and to first order in ε = 2⁻⁵², of an exactly orthogonal matrix.
 * Reflecting a matrix B of m rows perturbs it by at most 3mε‖B‖_F, ‖B‖_F = √m, and later reflections keep the norm.
 *
 * Source: P. Diaconis and M. Shahshahani, "The subgroup algorithm for generating uniform random variables", Probability
 * in the Engineering and Informational Sciences 1 (1987) 15–32; G. W. Stewart, SIAM Journal on Numerical Analysis 17
 * (1980) 403–409, for the reflections.
 *
 * @param d Order, a whole number from 1.
 * @throws AsymptopiaError `invalid-input`, field `d`.
 */
export function haarOrthogonal(d: number, stream: Stream): DenseMatrix {
  if (!Number.isInteger(d) || d < 1) throw invalidInput("d", d, "a whole number from 1");
  const q = denseMatrix(d, d);
  const { data } = q;
  // O(1) is {−1, 1}.
  data[d * d - 1] = stream.normal() < 0 ? -1 : 1;
  const sums = new Float64Array(d);
  for (let first = d - 2; first >= 0; first--) {
    const direction = unitVector(d - first, stream);
    // With u = v + sign(v₁)e₁, the reflection I − 2uuᵀ/‖u‖² takes e₁ to −sign(v₁)v, and ‖u‖² = 2|u₁|.
    const sign = direction[0] < 0 ? -1 : 1;
    direction[0] += sign;
    const scale = 1 / Math.abs(direction[0]);
    data[first * d + first] = 1;
    sums.fill(0, first);
    for (let i = first; i < d; i++) {
      const entry = direction[i - first] * scale;
      for (let j = first; j < d; j++) sums[j] += entry * data[i * d + j];
    }
    for (let i = first; i < d; i++) {
      const entry = direction[i - first];
      for (let j = first; j < d; j++) data[i * d + j] = sign * (entry * sums[j] - data[i * d + j]);
    }
  }
  return q;
}

/** Uniform on the unit sphere. */
function unitVector(length: number, stream: Stream): Float64Array {
  const vector = new Float64Array(length);
  stream.fillNormal(vector);
  const norm = Math.sqrt(vector.reduce((sum, entry) => sum + entry * entry, 0));
  return vector.map((entry) => entry / norm);
}
