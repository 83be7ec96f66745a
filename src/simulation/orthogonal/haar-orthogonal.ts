import { invalidInput } from "../../foundation/errors.ts";
import type { DenseMatrix } from "../../linalg/dense-matrix.ts";
import { nestedReflections } from "../../linalg/nested-reflections.ts";
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
  // O(1) is {−1, 1}.
  const last = stream.normal() < 0 ? -1 : 1;
  const directions = Array.from({ length: d - 1 }, (_, k) => unitVector(k + 2, stream));
  return nestedReflections(directions.reverse(), last);
}

/** Uniform on the unit sphere. */
function unitVector(length: number, stream: Stream): Float64Array {
  const vector = new Float64Array(length);
  stream.fillNormal(vector);
  let square = 0;
  for (let i = 0; i < length; i++) square += vector[i] * vector[i];
  const norm = Math.sqrt(square);
  for (let i = 0; i < length; i++) vector[i] /= norm;
  return vector;
}
