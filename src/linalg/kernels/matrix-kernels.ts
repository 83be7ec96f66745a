/**
 * The inner loops of the dense algorithms, on one working memory whose numbers are addressed by position.
 *
 * Blocks are in row-major order with a stride. A packed panel holds 4 rows of a block column after column: 4 numbers
 * for each column; panels of one block follow one another. Every entry of a result is computed by the same operations
 * in the same order in all implementations, so that they agree to the bit (apart from the payload of a NaN).
 */
export interface MatrixKernels {
  /**
   * The working memory, with room for `length` numbers at least. Its contents are arbitrary, and both they and the array
   * are lost with the next call.
   *
   * @throws RangeError if there is no room.
   */
  reserve(length: number): Float64Array;

  /**
   * Packs the count × depth block at `rows` into the panels from `panels` on: rows that are missing from the last one
   * become zeros.
   *
   * @param count above 0, as is `depth`.
   */
  packRows(count: number, depth: number, rows: number, stride: number, panels: number): void;

  /**
   * Packs the transpose of the depth × count block at `columns` into panels whose beginnings are `panelLength` apart;
   * zeros as there.
   */
  packColumns(count: number, depth: number, columns: number, stride: number, panels: number, panelLength: number): void;

  /**
   * C ← C + alpha · P Qᵀ for a rows × columns block C, P of `rows` and Q of `columns` rows in packed panels, all of
   * `depth` columns.
   *
   * Each entry's sum starts from 0, goes from the first column to the last, and is scaled and added to C at the end. In
   * whole tiles of 4 × 4: tiles above the diagonal are left alone, those that it meets are computed in full.
   *
   * @param rows a multiple of 4, as is `columns`.
   * @param depth above 0.
   * @param below how far C's first row lies below its first column in the matrix whose diagonal is meant, a multiple of
   *   4: 0 for a block on the diagonal, `columns` or more for a block that is wanted in full.
   */
  addPanels(
    rows: number,
    columns: number,
    depth: number,
    alpha: number,
    left: number,
    right: number,
    c: number,
    cStride: number,
    below: number,
  ): void;

  /**
   * Replaces the lower triangle of the block at `matrix`, side × side with side ≤ `factorSide`, by its Cholesky factor,
   * and writes the factor's transpose to `block`, with stride `factorSide`. Each entry's terms are subtracted from the
   * first column to the last.
   *
   * @returns −1, or the first pivot that is not a finite number above 0. It then stands on the diagonal of `block`, and
   *   the block at `matrix` is as it was.
   */
  factorBlock(side: number, matrix: number, stride: number, block: number): number;

  /**
   * X ← X L⁻ᵀ for the rows × `factorSide` block X at `matrix` and the factor L whose transpose `factorBlock` left at
   * `block`; also writes the new X to `panels`, packed. Each entry's terms are subtracted from the first column to the
   * last.
   *
   * @param rows a multiple of 8.
   */
  solvePanels(rows: number, matrix: number, stride: number, block: number, panels: number): void;

  /**
   * X ← L⁻¹ X for the side × 4 block X at `x`, of stride 4, and the lower triangle at `triangle`, of stride
   * `triangleSide` ≥ side. Each row's terms are subtracted from the first row's to the last row's.
   */
  solveForward(side: number, triangle: number, x: number): void;

  /** X ← L⁻ᵀ X likewise; each row's terms are subtracted from the last row's to the first row's. */
  solveBackward(side: number, triangle: number, x: number): void;

  /**
   * A ← A − v wᵀ − w vᵀ and p ← A u with that new A: one pass over the lower triangle of the symmetric order × order
   * block A at `matrix`, order > 0. What is above the diagonal is neither read nor written.
   *
   * Rows come in pairs. Within a row below the diagonal block, even and odd columns are summed apart.
   */
  updateAndMultiply(order: number, matrix: number, stride: number, v: number, w: number, u: number, p: number): void;

  /**
   * Each row a of the rows × length block at `matrix` becomes a − factor · ⟨a, v⟩ v, summed in four parts by the column
   * modulo 4.
   *
   * @param length a multiple of 4.
   */
  reflectRows(rows: number, length: number, factor: number, v: number, matrix: number, stride: number): void;

  /**
   * Each column b of the rows × columns block at `matrix` becomes sign · (⟨factor · v, b⟩ v − b): ± its reflection by v,
   * for factor 2/‖v‖². Its inner product is summed from the first row to the last, starting from 0.
   *
   * @param sums of `columns` numbers, for the inner products.
   */
  reflectColumns(
    rows: number,
    columns: number,
    factor: number,
    sign: number,
    v: number,
    sums: number,
    matrix: number,
    stride: number,
  ): void;

  /**
   * Turns neighbouring rows of the (count + 1) × length block at `matrix`, one pair after the other from the top: with c
   * and s the k-th numbers at `cosines` and `sines`, rows k and k + 1, say a and b, become c a + s b and c b − s a.
   *
   * @param length a multiple of 8.
   */
  rotateRows(count: number, length: number, cosines: number, sines: number, matrix: number, stride: number): void;
}

/** Rows of a packed panel, and the sides of a tile. */
export const tileSide = 4;

/** The next multiple of a tile's side. */
export function wholeTiles(count: number): number {
  return Math.ceil(count / tileSide) * tileSide;
}

// Wide enough for addPanels to dominate, narrow enough that the loops on a block's own columns stay cheap.
export const factorSide = 48;

export const triangleSide = 32;
