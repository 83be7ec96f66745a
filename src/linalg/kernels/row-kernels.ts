/**
 * Products of a matrix with a vector, on a memory of their own whose numbers are addressed by position.
 *
 * The rows × columns matrix at `x` is in row-major order without gaps; vectors are as long as it needs them and share no
 * number with it or with one another. Every entry of a result is computed by the same operations in the same order in
 * all implementations, so that they agree to the bit (apart from the payload of a NaN).
 */
export interface RowKernels {
  /**
   * The memory, with room for `length` numbers at least. Its contents are arbitrary, and both they and the array are
   * lost with the next call that asks for more room than there is.
   *
   * @throws RangeError if there is no room.
   */
  reserve(length: number): Float64Array;

  /**
   * out ← out + scale · Xᵀ(X v), in one pass over X.
   *
   * Rows come in groups of four, and alone at the end. A row's sum goes from the first column to the last and is scaled;
   * a group's four multiples are added in pairs, and these to the result.
   *
   * @param slope 0, or 1 for an upper trapezoidal X with no more rows than columns. Then whole groups of `rowGroup` rows
   *   are read from the first one's diagonal on, and those of the rest from where their group of four, or they alone,
   *   begin: what is left of there is taken for zeros.
   */
  addGramTimes(rows: number, columns: number, x: number, scale: number, v: number, out: number, slope: 0 | 1): void;

  /**
   * out ← out + alpha · X v. A row's sums over `partLength` consecutive columns, each from the first to the last, are
   * scaled and added one after the other.
   */
  addRowsTimes(rows: number, columns: number, x: number, alpha: number, v: number, out: number): void;

  /** sums ← sums + Xᵀ u, one row after the other. */
  addRowSums(rows: number, columns: number, x: number, u: number, sums: number): void;

  /** out ← X v, each entry as `dotProduct` sums it: in four parts by the column modulo 4. */
  writeRowDots(rows: number, columns: number, x: number, v: number, out: number): void;
}

/** The length of the parts of long sums, the same for matrix–vector products as for others. */
export const partLength = 256;

/** Rows that the kernels take at a time. Blocks of a matrix have whole groups of them, but for the last. */
export const rowGroup = 8;
