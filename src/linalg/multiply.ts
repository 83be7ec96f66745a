import { invalidInput } from "../foundation/errors.ts";
import { addProduct } from "./add-product.ts";
import { checkedMatrix, type DenseMatrix, unwrittenMatrix } from "./dense-matrix.ts";
import { isSmallProduct, multiplySmall } from "./multiply-small.ts";
import { mostVectors, multiplyVectors } from "./multiply-vectors.ts";
import { unwritten } from "./scratch.ts";
import { blockAt, transposed } from "./strided-block.ts";

export interface MultiplyOptions {
  /** Use Aᵀ in place of A. */
  readonly transposeA?: boolean;
  /** Use Bᵀ in place of B. */
  readonly transposeB?: boolean;
  /** The factor in front of the product; 1 if absent. */
  readonly alpha?: number;
}

/**
 * alpha · op(A) op(B), as a new matrix.
 *
 * With k the length of the sums, entry (i, j) is within (k + 1)·ε·|alpha|·(|op(A)| |op(B)|)ᵢⱼ of the exact value to
 * first order in ε = 2⁻⁵². Its bits depend on row i of op(A), column j of op(B) and alpha alone: a column of the product
 * does not change when others are added to B or taken away. A NaN or an infinity in the factors spreads as in
 * arithmetic.
 *
 * @throws AsymptopiaError `invalid-input` for matrices that are empty or do not fit one another.
 */
export function multiply(a: DenseMatrix, b: DenseMatrix, options: MultiplyOptions = {}): DenseMatrix {
  const { transposeA = false, transposeB = false, alpha = 1 } = options;
  checkedMatrix("a", a);
  checkedMatrix("b", b);
  const [m, k] = transposeA ? [a.columns, a.rows] : [a.rows, a.columns];
  const [inner, n] = transposeB ? [b.columns, b.rows] : [b.rows, b.columns];
  if (inner !== k) {
    throw invalidInput(transposeB ? "b.columns" : "b.rows", inner, `${k}, to match the other factor`);
  }
  const product = unwrittenMatrix(m, n);
  const left = transposeA ? transposed(blockAt(a, 0, 0)) : blockAt(a, 0, 0);
  const right = transposeB ? transposed(blockAt(b, 0, 0)) : blockAt(b, 0, 0);
  if (isSmallProduct(m, n, k)) multiplySmall(m, n, k, alpha, left, right, product.data);
  else if (n <= mostVectors) multiplyVectors(a, transposeA, alpha, columnsOf(b, transposeB, n, k), product);
  else addProduct(m, n, k, alpha, left, right, blockAt(product, 0, 0), { ontoZeros: true });
  return product;
}

/** The n columns of op(B), each of length k. */
function columnsOf({ data }: DenseMatrix, transpose: boolean, n: number, k: number): Float64Array[] {
  if (n === 1) return [data];
  return Array.from({ length: n }, (_, column) => {
    if (transpose) return data.subarray(column * k, (column + 1) * k);
    const entries = unwritten(k);
    for (let i = 0; i < k; i++) entries[i] = data[i * n + column];
    return entries;
  });
}
