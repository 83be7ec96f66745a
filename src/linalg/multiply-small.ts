import type { StridedBlock } from "./strided-block.ts";

// Up to here, and with so few columns, plain loops are done before the kernels have their operands in place.
const mostOperations = 512;
const mostColumns = 3;
// That of one pass of `addProduct`, beyond which it adds in parts.
const mostDepth = 256;

/** Whether `multiplySmall` is the fastest way to a product of an m × k and a k × n matrix. */
export function isSmallProduct(m: number, n: number, k: number): boolean {
  return n <= mostColumns && k <= mostDepth && m * n * k <= mostOperations;
}

/** `product` ← alpha · A B, row by row, for a small product: with the bits of `addProduct` on zeros. */
export function multiplySmall(
  m: number,
  n: number,
  k: number,
  alpha: number,
  a: StridedBlock,
  b: StridedBlock,
  product: Float64Array,
): void {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      let left = a.offset + i * a.rowStride;
      let right = b.offset + j * b.columnStride;
      for (let l = 0; l < k; l++) {
        sum += a.data[left] * b.data[right];
        left += a.columnStride;
        right += b.rowStride;
      }
      // As onto a zero: a product of −0 is 0.
      product[i * n + j] = 0 + alpha * sum;
    }
  }
}
