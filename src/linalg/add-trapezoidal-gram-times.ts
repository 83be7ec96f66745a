import { copyNumbers } from "./copy-numbers.ts";
import { checkedMatrix, type DenseMatrix } from "./dense-matrix.ts";
import { asResident, wholeLines, withRows } from "./resident-matrix.ts";

/**
 * out ← out + Rᵀ(R v) for an upper trapezoidal R whose zeros are stored. One pass over its upper part: rows are multiplied
 * by v and, while they are still in the cache, added to the result. The order of summation is fixed; R should be
 * resident (`withResidentCopy`) if this is done more than once.
 *
 * @param r no more rows than columns, and zeros left of its diagonal, which are not all read.
 * @throws AsymptopiaError `invalid-input` for an empty matrix.
 */
export function addTrapezoidalGramTimes(r: DenseMatrix, v: Float64Array, out: Float64Array): void {
  const { rows, columns } = checkedMatrix("r", r);
  asResident(r, (resident) =>
    withRows(resident, 2 * wholeLines(columns), ({ kernels, memory, vectors, forEachBlock }) => {
      const sums = vectors + wholeLines(columns);
      copyNumbers(v, 0, memory, vectors, columns);
      copyNumbers(out, 0, memory, sums, columns);
      forEachBlock(0, rows, rows, (at, _, count) => kernels.addGramTimes(count, columns, at, 1, vectors, sums, 1));
      copyNumbers(memory, sums, out, 0, columns);
    }),
  );
}
