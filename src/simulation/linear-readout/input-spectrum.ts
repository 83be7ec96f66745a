import { type DenseMatrix, denseMatrix } from "../../linalg/dense-matrix.ts";
import { multiply } from "../../linalg/multiply.ts";
import { type SymmetricEigen, symmetricEigen } from "../../linalg/symmetric-eigen.ts";
import { symmetricProduct } from "../../linalg/symmetric-product.ts";

/**
 * Eigenvalues and orthonormal eigenvectors of Σ̂ = X̃ᵀX̃/n, those of eigenvalue 0 left out where X̃ has fewer rows than
 * columns: through the smaller of X̃ᵀX̃/n and X̃X̃ᵀ/n.
 *
 * Rounding: a modest multiple of max(rows, d)·ε·‖Σ̂‖ in each eigenvalue, so that small ones lose as many digits as Σ̂ has in
 * its condition; the eigenvectors of X̃X̃ᵀ are carried over by X̃, which divides by the root of their eigenvalue.
 *
 * @param x X̃, or any matrix with the same X̃ᵀX̃.
 * @param n The number of samples, which may be larger than the rows of `x`.
 */
export function inputSpectrum(x: DenseMatrix, n: number): SymmetricEigen {
  if (x.rows >= x.columns) return spectrumOf(symmetricProduct(x, "columns", 1 / n));
  const { values, vectors } = spectrumOf(symmetricProduct(x, "rows", 1 / n));
  const carried = multiply(x, vectors, { transposeA: true });
  const lengths = values.map((value) => (value > 0 ? 1 / Math.sqrt(n * value) : 0));
  for (let i = 0, at = 0; i < carried.rows; i++) {
    for (let k = 0; k < carried.columns; k++, at++) carried.data[at] *= lengths[k];
  }
  return { values, vectors: carried };
}

/** Eigenvalues and eigenvectors of a sample covariance: what rounding makes negative is 0. */
export function spectrumOf(covariance: DenseMatrix): SymmetricEigen {
  const { values, vectors } = symmetricEigen(covariance);
  return { values: values.map((value) => Math.max(value, 0)), vectors };
}

/** `matrix` with its columns times the weights, as a new matrix. */
export function scaledColumns({ rows, columns, data }: DenseMatrix, weights: ArrayLike<number>): DenseMatrix {
  const scaled = denseMatrix(rows, columns);
  for (let i = 0, at = 0; i < rows; i++) {
    for (let k = 0; k < columns; k++, at++) scaled.data[at] = data[at] * weights[k];
  }
  return scaled;
}
