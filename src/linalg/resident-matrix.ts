import { copyNumbers } from "./copy-numbers.ts";
import { checkedShape, type DenseMatrix, denseMatrix } from "./dense-matrix.ts";
import { rowGroup } from "./kernels/row-kernels.ts";
import { type RowWorkspace, withRowWorkspace } from "./kernels/select-kernels.ts";

/** The rows of a matrix where the kernels reach them, and room for vectors beside them. */
export interface RowAccess extends RowWorkspace {
  /** Where the vectors may stand. */
  readonly vectors: number;
  /**
   * Calls `use` with the position of each block of rows from `first` to `end`, its first row and how many it has:
   * whole groups of `rowGroup` rows, but for the last block, and at most `most` rows.
   */
  forEachBlock(first: number, end: number, most: number, use: (at: number, row: number, rows: number) => void): void;
}

interface Residence extends RowWorkspace {
  readonly vectors: number;
  readonly room: number;
}

// By the entries of the matrix.
const residences = new WeakMap<Float64Array, Residence>();

// Blocks of a matrix that lives elsewhere: 256 KiB stay in the second-level cache between copy and use.
const blockLength = 32_768;

/**
 * Calls `work` with a rows × columns matrix that lives in the memory of the kernels that multiply it by vectors, where
 * it is not copied for every product. Everything else takes it as any matrix. Its entries are arbitrary until they are
 * written.
 *
 * It is gone when `work` returns, which must not be a promise: neither the matrix nor its `data` may be used afterwards.
 *
 * @throws AsymptopiaError `invalid-input` unless both dimensions are whole numbers above 0.
 */
export function withResidentMatrix<T>(rows: number, columns: number, work: (matrix: DenseMatrix) => T): T {
  checkedShape("matrix", rows, columns);
  const vectors = wholeLines(rows * columns);
  // For products with up to three columns: these, their images and, where the matrix is transposed, sums of parts.
  const room = 6 * wholeLines(rows) + 6 * wholeLines(columns);
  return withRowWorkspace(vectors + room, ({ kernels, memory }) => {
    const matrix = denseMatrix(rows, columns, memory.subarray(0, rows * columns));
    residences.set(matrix.data, { kernels, memory, vectors, room });
    try {
      return work(matrix);
    } finally {
      residences.delete(matrix.data);
    }
  });
}

/** Calls `work` with a copy of `matrix`, as `withResidentMatrix`. */
export function withResidentCopy<T>({ rows, columns, data }: DenseMatrix, work: (matrix: DenseMatrix) => T): T {
  return withResidentMatrix(rows, columns, (copy) => {
    copy.data.set(data);
    return work(copy);
  });
}

/** Calls `work` with `matrix` itself if it is resident, otherwise with a copy that is. */
export function asResident<T>(matrix: DenseMatrix, work: (resident: DenseMatrix) => T): T {
  return residences.has(matrix.data) ? work(matrix) : withResidentCopy(matrix, work);
}

/** Calls `work` with the rows of `matrix` and room for `length` numbers; what is not resident is copied block by block. */
export function withRows<T>({ rows, columns, data }: DenseMatrix, length: number, work: (access: RowAccess) => T): T {
  const residence = residences.get(data);
  if (residence !== undefined && length <= residence.room) {
    return work({
      ...residence,
      forEachBlock(first, end, most, use) {
        const rowsPerBlock = wholeGroups(most);
        for (let row = first; row < end; row += rowsPerBlock) {
          use(row * columns, row, Math.min(rowsPerBlock, end - row));
        }
      },
    });
  }
  const block = wholeLines(length);
  const fitting = Math.min(wholeGroups(blockLength / columns), Math.ceil(rows / rowGroup) * rowGroup);
  return withRowWorkspace(block + fitting * columns, ({ kernels, memory }) =>
    work({
      kernels,
      memory,
      vectors: 0,
      forEachBlock(first, end, most, use) {
        const rowsPerBlock = Math.min(fitting, wholeGroups(most));
        for (let row = first; row < end; row += rowsPerBlock) {
          const count = Math.min(rowsPerBlock, end - row);
          copyNumbers(data, row * columns, memory, block, count * columns);
          use(block, row, count);
        }
      },
    }),
  );
}

/** The next multiple of a cache line's eight numbers. */
export function wholeLines(count: number): number {
  return Math.ceil(count / 8) * 8;
}

function wholeGroups(rows: number): number {
  return Math.max(1, Math.floor(rows / rowGroup)) * rowGroup;
}
