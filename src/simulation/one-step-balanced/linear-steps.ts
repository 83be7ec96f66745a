import { type DenseMatrix, denseMatrix, unwrittenMatrix } from "../../linalg/dense-matrix.ts";
import { multiply } from "../../linalg/multiply.ts";
import type { RidgeMethod } from "../one-step/ridge-method.ts";
import { ridgeRegression } from "../one-step/ridge-regression.ts";

/** Columns that stand beside one another in a matrix of `width` columns, from `offset` on. */
export interface Block {
  readonly data: Float64Array;
  readonly width: number;
  readonly offset: number;
}

/**
 * Xᵀ L/n for each L of n × K label parts: a block of one matrix for each, so that X is passed over once for all. Every
 * column has the bits that it would have alone.
 */
export function sgdSteps(x: DenseMatrix, parts: readonly DenseMatrix[]): Block[] {
  return asBlocks(
    multiply(x, sideBySide(parts.map(wholeBlock), x.rows), { transposeA: true, alpha: 1 / x.rows }),
    parts,
  );
}

/** One of the systems that share a factor. */
export interface RidgeSystem {
  /** n × K. */
  readonly labels: DenseMatrix;
  /** Xᵀ labels/n. */
  readonly gradients: Block;
}

/** (XᵀX/n + λI)⁻¹ Xᵀ L/n, likewise. */
export function kfacSteps(
  x: DenseMatrix,
): (lambda: number, method: RidgeMethod, systems: readonly RidgeSystem[]) => Block[] {
  const regression = ridgeRegression(x);
  return (lambda, method, systems) => {
    const parts = systems.map(({ labels }) => labels);
    // Of the two right-hand sides the method reads one.
    const labels = method === "push-through" ? sideBySide(parts.map(wholeBlock), x.rows) : parts[0];
    const blocks = systems.map(({ gradients, labels: { columns } }) => ({ block: gradients, columns }));
    const gradients = method === "push-through" ? parts[0] : sideBySide(blocks, x.columns);
    return asBlocks(regression.solve(lambda, method, labels, gradients), parts);
  };
}

interface Columns {
  readonly block: Block;
  readonly columns: number;
}

function wholeBlock({ data, columns }: DenseMatrix): Columns {
  return { block: { data, width: columns, offset: 0 }, columns };
}

function sideBySide(blocks: readonly Columns[], rows: number): DenseMatrix {
  const width = blocks.reduce((sum, { columns }) => sum + columns, 0);
  if (isWhole(blocks, width)) return denseMatrix(rows, width, blocks[0].block.data);
  const matrix = unwrittenMatrix(rows, width);
  let to = 0;
  for (const { block, columns } of blocks) {
    for (let i = 0; i < rows; i++) {
      const from = i * block.width + block.offset;
      for (let k = 0; k < columns; k++) matrix.data[i * width + to + k] = block.data[from + k];
    }
    to += columns;
  }
  return matrix;
}

/** Whether they are all the columns of one matrix, in order. */
function isWhole(blocks: readonly Columns[], width: number): boolean {
  const [first] = blocks;
  let offset = 0;
  return (
    first.block.width === width &&
    blocks.every(({ block, columns }) => {
      const follows = block.data === first.block.data && block.offset === offset;
      offset += columns;
      return follows;
    })
  );
}

function asBlocks({ data, columns: width }: DenseMatrix, parts: readonly DenseMatrix[]): Block[] {
  let offset = 0;
  return parts.map(({ columns }) => {
    const block = { data, width, offset };
    offset += columns;
    return block;
  });
}
