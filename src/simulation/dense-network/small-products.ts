import { type DenseMatrix, denseMatrix, multiply } from "../../linalg/index.ts";

/** Multiplications up to which plain loops are faster than what prepares for fast ones. */
const mostMultiplications = 4096;

/** AB; as `multiply`, and quick for the small matrices of small networks. */
export function product(a: DenseMatrix, b: DenseMatrix): DenseMatrix {
  const [m, k, n] = [a.rows, a.columns, b.columns];
  if (b.rows !== k || m * k * n > mostMultiplications) return multiply(a, b);
  const c = denseMatrix(m, n);
  for (let i = 0; i < m; i++) {
    for (let l = 0; l < k; l++) {
      const entry = a.data[i * k + l];
      for (let j = 0; j < n; j++) c.data[i * n + j] += entry * b.data[l * n + j];
    }
  }
  return c;
}

/** AᵀB. */
export function transposedProduct(a: DenseMatrix, b: DenseMatrix): DenseMatrix {
  const [k, m, n] = [a.rows, a.columns, b.columns];
  if (b.rows !== k || m * k * n > mostMultiplications) return multiply(a, b, { transposeA: true });
  const c = denseMatrix(m, n);
  for (let l = 0; l < k; l++) {
    for (let i = 0; i < m; i++) {
      const entry = a.data[l * m + i];
      for (let j = 0; j < n; j++) c.data[i * n + j] += entry * b.data[l * n + j];
    }
  }
  return c;
}

/** ABᵀ. */
export function productWithTransposed(a: DenseMatrix, b: DenseMatrix): DenseMatrix {
  const [m, k, n] = [a.rows, a.columns, b.rows];
  if (b.columns !== k || m * k * n > mostMultiplications) return multiply(a, b, { transposeB: true });
  const c = denseMatrix(m, n);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let l = 0; l < k; l++) sum += a.data[i * k + l] * b.data[j * k + l];
      c.data[i * n + j] = sum;
    }
  }
  return c;
}

/** αA + βB, of two matrices of one shape. */
export function combination(alpha: number, a: DenseMatrix, beta: number, b: DenseMatrix): DenseMatrix {
  const sum = denseMatrix(a.rows, a.columns);
  for (let i = 0; i < sum.data.length; i++) sum.data[i] = alpha * a.data[i] + beta * b.data[i];
  return sum;
}
