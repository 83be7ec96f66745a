import { AsymptopiaError, invalidInput } from "../../foundation/errors.ts";
import { checkedSquareMatrix, choleskyFactor, type DenseMatrix, symmetricEigenvalues } from "../../linalg/index.ts";
import { finiteMatrix } from "./row-basis.ts";

/** A covariance matrix Σ that was checked. */
export interface Covariance {
  readonly matrix: DenseMatrix;
  /** L, lower triangular with Σ = L Lᵀ. */
  readonly factor: DenseMatrix;
  readonly smallest: number;
  readonly largest: number;
  /**
   * An estimate δ of relative errors: what is computed from L belongs to a covariance between (1 − δ)Σ and (1 + δ)Σ in
   * the order of symmetric matrices. δ = 4·√d·ε·κ(Σ): what factorisations of order d do in practice, beside λ_min.
   */
  readonly relativeError: number;
}

/** Largest |Σᵢⱼ − Σⱼᵢ| beside the largest entry that counts as rounding; the lower triangle is then used. */
const symmetryTolerance = 1e-12;

/**
 * @param order d, the number of inputs.
 * @throws AsymptopiaError `invalid-input` naming `covariance`: not square of that order, not finite, not symmetric, or
 *   not positive definite up to rounding.
 */
export function checkedCovariance(matrix: DenseMatrix, order: number, field = "covariance"): Covariance {
  checkedSquareMatrix(field, finiteMatrix(field, matrix));
  if (matrix.rows !== order) throw invalidInput(`${field}.rows`, matrix.rows, `${order}, the number of inputs`);
  requireSymmetry(field, matrix);
  const values = symmetricEigenvalues(matrix);
  const [smallest, largest] = [values[0], values[order - 1]];
  const relativeError = (4 * Math.sqrt(order) * Number.EPSILON * largest) / smallest;
  if (!(smallest > 0 && relativeError < 0.5)) {
    const accepted = "a positive definite matrix";
    throw new AsymptopiaError(
      "invalid-input",
      `${field} must be ${accepted}: its eigenvalues go from ${smallest} to ${largest}`,
      { field, value: smallest, accepted },
    );
  }
  return { matrix, factor: choleskyFactor(matrix), smallest, largest, relativeError };
}

function requireSymmetry(field: string, { rows, data }: DenseMatrix): void {
  const most = data.reduce((largest, entry) => Math.max(largest, Math.abs(entry)), 0);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < i; j++) {
      if (Math.abs(data[i * rows + j] - data[j * rows + i]) > symmetryTolerance * most) {
        throw invalidInput(
          `${field}.data[${i * rows + j}]`,
          data[i * rows + j],
          `${data[j * rows + i]}, as in a symmetric matrix`,
        );
      }
    }
  }
}
