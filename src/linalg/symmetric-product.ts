import { addProduct } from "./add-product.ts";
import { checkedMatrix, type DenseMatrix, denseMatrix } from "./dense-matrix.ts";
import { blockAt, transposed } from "./strided-block.ts";

/**
 * alpha · XᵀX (`side` "columns": columns × columns) or alpha · XXᵀ (`side` "rows": rows × rows), as a new matrix that
 * is symmetric to the bit. Half the work of `multiply`, and the same bits.
 *
 * @throws AsymptopiaError `invalid-input` for an empty matrix.
 */
export function symmetricProduct(x: DenseMatrix, side: "columns" | "rows", alpha = 1): DenseMatrix {
  checkedMatrix("x", x);
  const [order, length] = side === "columns" ? [x.columns, x.rows] : [x.rows, x.columns];
  const block = blockAt(x, 0, 0);
  const left = side === "columns" ? transposed(block) : block;
  const product = denseMatrix(order, order);
  addProduct(order, order, length, alpha, left, transposed(left), blockAt(product, 0, 0), "lower");
  const { data } = product;
  for (let i = 0; i < order; i++) {
    for (let j = 0; j < i; j++) data[j * order + i] = data[i * order + j];
  }
  return product;
}
