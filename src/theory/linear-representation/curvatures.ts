import { invalidInput } from "../../foundation/errors.ts";
import {
  choleskyFactor,
  type DenseMatrix,
  denseMatrix,
  multiply,
  singularValueDecomposition,
  symmetricEigenvalues,
  symmetricProduct,
  thinQr,
} from "../../linalg/index.ts";
import { checkedCovariance } from "./covariance.ts";
import { finiteMatrix, type RowBasis, rankDeficient, rowBasis } from "./row-basis.ts";

/** A teacher y = F⋆G⋆x + ε and the law of its inputs x, with covariance Σ. */
export interface LinearTeacher {
  /** F⋆, d_Y × k, of full column rank. */
  readonly teacherHead: DenseMatrix;
  /** G⋆, k × d with k < d, of full row rank. Rows need not be orthonormal: F⋆ absorbs what makes them so. */
  readonly teacherFeatures: DenseMatrix;
  /** Σ, d × d, positive definite. */
  readonly covariance: DenseMatrix;
}

/** What the loss near G⋆ is made of: a step of gradient descent scales a direction (i, j) by 1 − ηλᵢsⱼ. */
export interface Curvatures {
  /** λᵢ, the eigenvalues of F⋆ᵀF⋆ (for orthonormal rows of G⋆), ascending. */
  readonly head: Float64Array;
  /** sⱼ, the eigenvalues of (NΣ⁻¹Nᵀ)⁻¹ with the rows of N an orthonormal basis of G⋆'s null space, ascending. */
  readonly inputs: Float64Array;
  /** An estimate of the relative error of each λᵢ. */
  readonly headError: number;
  /** An estimate of the relative error of each sⱼ. */
  readonly inputsError: number;
}

/**
 * The eigenvalues λᵢ and sⱼ on which local rates and noise floors depend.
 *
 * (NΣ⁻¹Nᵀ)⁻¹ is the Schur complement of G⋆ΣG⋆ᵀ in Σ, L₂₂L₂₂ᵀ for the last rows of the Cholesky factor of Σ in the basis
 * [G⋆; N]: no inverse is formed. As λ_min(Σ) ≤ sⱼ ≤ λ_max(Σ), the relative error is some √d·ε·κ(Σ); that of λᵢ is some
 * √d·ε·κ(F⋆).
 *
 * @throws AsymptopiaError `invalid-input` naming the member, also for a rank that is not full.
 */
export function curvatures({ teacherHead, teacherFeatures, covariance }: LinearTeacher): Curvatures {
  const teacher = rowBasis("teacherFeatures", teacherFeatures);
  const head = headSingularValues(teacherHead, teacher);
  const inputs = inputCurvatures(teacher, covariance);
  const condition = (head[0] / head[head.length - 1]) * teacher.condition;
  return {
    head: head.map((value) => value * value).sort(),
    headError: 8 * Math.sqrt(teacherFeatures.columns + teacherHead.rows) * Number.EPSILON * condition,
    inputs: inputs.values,
    inputsError: inputs.relativeError,
  };
}

/** The singular values, descending, of F⋆ for orthonormal rows of G⋆. */
function headSingularValues(teacherHead: DenseMatrix, { mixing }: RowBasis): Float64Array {
  finiteMatrix("teacherHead", teacherHead);
  const features = mixing.rows;
  if (teacherHead.columns !== features) {
    throw invalidInput("teacherHead.columns", teacherHead.columns, `${features}, as many as teacherFeatures has rows`);
  }
  if (teacherHead.rows < features) {
    throw invalidInput("teacherHead.rows", teacherHead.rows, `${features} or more, to be of full column rank`);
  }
  const { values } = singularValueDecomposition(multiply(teacherHead, mixing));
  if (!(values[features - 1] > teacherHead.rows * Number.EPSILON * values[0])) {
    throw rankDeficient("teacherHead", features, "columns", values);
  }
  return values;
}

/** The sⱼ of `curvatures`, ascending, for features whose basis is known. */
export function inputCurvatures(
  { basis, condition }: RowBasis,
  covariance: DenseMatrix,
  field = "covariance",
): { readonly values: Float64Array; readonly relativeError: number } {
  const { rows: k, columns: d } = basis;
  if (k === d) throw invalidInput("teacherFeatures.rows", k, `below ${d}, so that there is something to learn`);
  const { relativeError } = checkedCovariance(covariance, d, field);
  const frame = completed(basis);
  const inFrame = multiply(multiply(frame, covariance, { transposeA: true }), frame);
  const factor = choleskyFactor(inFrame);
  const rest = denseMatrix(d - k, d - k);
  for (let i = k; i < d; i++) rest.data.set(factor.data.subarray(i * d + k, i * d + d), (i - k) * (d - k));
  const values = symmetricEigenvalues(symmetricProduct(rest, "rows"));
  // A null space that is off by an angle α changes sⱼ by α·κ(Σ) of itself.
  return { values, relativeError: (1 + condition) * relativeError };
}

/** A d × d orthogonal matrix whose first columns span the rows of `basis`. */
function completed({ rows: k, columns: d, data }: DenseMatrix): DenseMatrix {
  const padded = denseMatrix(d, d);
  for (let i = 0; i < k; i++) for (let j = 0; j < d; j++) padded.data[j * d + i] = data[i * d + j];
  // The Householder factor Q is orthogonal for columns of zeros as well.
  return thinQr(padded).q;
}
