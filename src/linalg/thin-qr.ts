import { invalidInput } from "../foundation/errors.ts";
import { checkedMatrix, type DenseMatrix, denseMatrix } from "./dense-matrix.ts";
import { workspace } from "./kernels/select-kernels.ts";
import { reflector } from "./reflector.ts";
import { scaledBack, scaleOf } from "./scale.ts";
import { strideFor } from "./stride.ts";

export interface ThinQr {
  /** Orthonormal columns, of the shape of A. */
  readonly q: DenseMatrix;
  /** Upper triangular, with no number below 0 on its diagonal. */
  readonly r: DenseMatrix;
}

/**
 * A = Q R for an m × n matrix with m ≥ n, by Householder reflections. With the signs fixed on R's diagonal, Q and R are
 * unique where A has rank n: Q of a Gaussian matrix has the Haar measure.
 *
 * ‖A − Q R‖_F ≤ c·‖A‖_F and ‖QᵀQ − I‖_F ≤ c·√n for c a modest multiple of m·n·ε, ε = 2⁻⁵², and in practice of √m·ε. The
 * order of summation is fixed. About 4mn² operations.
 *
 * @throws AsymptopiaError `invalid-input` for a matrix that is empty or has more columns than rows; `non-finite` for
 *   entries that are NaN or infinite, or an R beyond the largest double.
 */
export function thinQr(a: DenseMatrix): ThinQr {
  checkedMatrix("a", a);
  const { rows: m, columns: n } = a;
  if (m < n) throw invalidInput("a.rows", m, `${n} or more, at least as many as there are columns`);
  const scale = scaleOf("a", a);
  // Columns become rows, from the last entry to the first, so that a reflection concerns the beginning of each.
  const stride = strideFor(m + 3);
  const basis = n * stride;
  const { kernels, memory } = workspace(2 * basis);
  memory.fill(0, 0, 2 * basis);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) memory[j * stride + m - 1 - i] = a.data[i * n + j] / scale;
  }
  const q = denseMatrix(m, n);
  const r = denseMatrix(n, n);
  const factors = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    const v = k * stride;
    const length = m - k;
    for (let i = 0; i < k; i++) r.data[i * n + k] = memory[v + m - 1 - i];
    // Reflections work on whole groups of four.
    memory.fill(0, v + length, v + length + 3);
    const { image, factor } = reflector(memory, v, length);
    r.data[k * n + k] = image;
    factors[k] = factor;
    if (factor !== 0) kernels.reflectRows(n - 1 - k, wholeGroups(length), factor, v, v + stride, stride);
  }
  for (let k = n - 1; k >= 0; k--) {
    const row = basis + k * stride;
    const length = m - k;
    memory[row + length - 1] = 1;
    if (factors[k] !== 0) kernels.reflectRows(n - k, wholeGroups(length), factors[k], k * stride, row, stride);
  }
  for (let k = 0; k < n; k++) {
    const sign = r.data[k * n + k] < 0 ? -1 : 1;
    for (let j = k; j < n; j++) r.data[k * n + j] = scaledBack("a", sign * r.data[k * n + j], scale);
    for (let i = 0; i < m; i++) q.data[i * n + k] = sign * memory[basis + k * stride + m - 1 - i];
  }
  return { q, r };
}

function wholeGroups(length: number): number {
  return Math.ceil(length / 4) * 4;
}
