import type { LinearOperator } from "./conjugate-gradients.ts";
import { copyNumbers } from "./copy-numbers.ts";
import { checkedMatrix, type DenseMatrix } from "./dense-matrix.ts";
import { wholeLines, withRows } from "./resident-matrix.ts";

/**
 * v ↦ scale · Xᵀ(X v) + ridge · v, without XᵀX. One pass over X per application: rows are multiplied by v and, while they
 * are still in the cache, added to the result. The order of summation is fixed, and does not depend on where X lives; a
 * resident X (`withResidentMatrix`) takes half the time of another one.
 *
 * @throws AsymptopiaError `invalid-input` for an empty matrix.
 */
export function ridgeOperator(x: DenseMatrix, scale: number, ridge: number): LinearOperator {
  const { rows, columns } = checkedMatrix("x", x);
  return (v, out) =>
    withRows(x, 2 * wholeLines(columns), ({ kernels, memory, vectors, forEachBlock }) => {
      const sums = vectors + wholeLines(columns);
      copyNumbers(v, 0, memory, vectors, columns);
      for (let j = 0; j < columns; j++) memory[sums + j] = ridge * v[j];
      forEachBlock(0, rows, rows, (at, _, count) => kernels.addGramTimes(count, columns, at, scale, vectors, sums, 0));
      copyNumbers(memory, sums, out, 0, columns);
    });
}
