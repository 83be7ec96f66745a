import type { DenseMatrix } from "../../linalg/dense-matrix.ts";
import { multiply } from "../../linalg/multiply.ts";
import type { SymmetricEigen } from "../../linalg/symmetric-eigen.ts";
import { symmetricProduct } from "../../linalg/symmetric-product.ts";
import { scaledColumns } from "./input-spectrum.ts";
import type { SpectralFilter } from "./spectral-filter.ts";

/** The risk of a readout given its inputs, averaged over label noise and the teacher's signs, as a function of the rest. */
export interface AverageRisk {
  /**
   * E over signs of θ̃ᵀgWgθ̃ with g = g(Σ̂): Σ_ij θ̃_i²·g_ij²·w_j.
   *
   * @param squares θ̃_i².
   * @param weights The diagonal of W, the covariance of x̃ at test time; not to be overwritten between calls.
   */
  bias(squares: ArrayLike<number>, weights: ArrayLike<number>): number;
  /** E over noise of variance 1 of the squared length, in W, of h(Σ̂)X̃ᵀε/n: tr(h²Σ̂W)/n. */
  noise(weights: ArrayLike<number>): number;
}

/**
 * The error of θ̂ = h(Σ̂)X̃ᵀ(X̃θ̃ + ε)/n is −g(Σ̂)θ̃ + h(Σ̂)X̃ᵀε/n. It is linear in θ̃ and in ε, whose second moments are diagonal,
 * so that its mean square over both is a sum over the entries of g(Σ̂): nothing but X̃ᵀX̃ is left to draw.
 *
 * @param n The number of samples.
 */
export function averageRisk({ values, vectors }: SymmetricEigen, filter: SpectralFilter, n: number): AverageRisk {
  const { rows: d, columns: rank, data } = vectors;
  const left = leftToLearn(values, vectors, filter);
  const amplified = values.map((s) => filter.learnt(s) ** 2 * s);
  let spread: Float64Array | undefined;
  const amplifiedRows = (): Float64Array => {
    const sums = new Float64Array(d);
    for (let j = 0, at = 0; j < d; j++) {
      let row = 0;
      for (let k = 0; k < rank; k++, at++) row += data[at] * data[at] * amplified[k];
      sums[j] = row;
    }
    return sums;
  };
  // By the weights: Σ_j g_ij²·w_j, which all teachers share.
  const rows = new Map<ArrayLike<number>, Float64Array>();
  return {
    bias(squares, weights) {
      const known = rows.get(weights) ?? weightedRows(left, weights);
      rows.set(weights, known);
      return known.reduce((sum, row, i) => sum + squares[i] * row, 0);
    },
    noise(weights) {
      spread ??= amplifiedRows();
      return spread.reduce((sum, row, j) => sum + row * weights[j], 0) / n;
    },
  };
}

/** Σ_j a_ij²·w_j for each row i. */
function weightedRows({ rows, columns, data }: DenseMatrix, weights: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(rows);
  for (let i = 0, at = 0; i < rows; i++) {
    let row = 0;
    for (let j = 0; j < columns; j++, at++) row += data[at] * data[at] * weights[j];
    sums[i] = row;
  }
  return sums;
}

/** g(Σ̂), d × d; on the orthogonal complement of the eigenvectors it is g(0) = 1. */
function leftToLearn(values: Float64Array, vectors: DenseMatrix, filter: SpectralFilter): DenseMatrix {
  const complete = vectors.columns === vectors.rows;
  const weights = values.map((s) => (complete ? filter.left(s) : s * filter.learnt(s)));
  const product = weights.every((weight) => weight >= 0)
    ? symmetricProduct(scaledColumns(vectors, weights.map(Math.sqrt)), "rows")
    : multiply(scaledColumns(vectors, weights), vectors, { transposeB: true });
  if (complete) return product;
  const { rows: d, data } = product;
  for (let at = 0; at < data.length; at++) data[at] = -data[at];
  for (let i = 0; i < d; i++) data[i * (d + 1)] += 1;
  return product;
}
