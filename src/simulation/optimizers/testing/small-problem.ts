import { type DenseMatrix, denseMatrix } from "../../../linalg/index.ts";
import type { Batch } from "../../linear-representation/data.ts";
import { createStream } from "../../random/create-stream.ts";
import { type BatchMoments, momentsOf } from "../batch-moments.ts";
import type { LinearNetwork } from "../network.ts";

/** A matrix of N(0, 1) numbers. */
export function gaussian(rows: number, columns: number, key: string): DenseMatrix {
  const matrix = denseMatrix(rows, columns);
  createStream(["optimizers", key]).fillNormal(matrix.data);
  return matrix;
}

/** A network and data of no relation to one another: d = 7, k = 3, d_Y = 4, n = 12, all N(0, 1). */
export function smallProblem(key: string): {
  readonly network: LinearNetwork;
  readonly data: Batch;
  readonly moments: BatchMoments;
} {
  const data = { inputs: gaussian(12, 7, `${key} x`), labels: gaussian(12, 4, `${key} y`) };
  const network = { head: gaussian(4, 3, `${key} F`), features: gaussian(3, 7, `${key} G`) };
  return { network, data, moments: momentsOf(data) };
}

/** The largest |aᵢ − bᵢ|, relative to the largest |bᵢ|. */
export function relativeDistance(a: DenseMatrix, b: DenseMatrix): number {
  if (a.rows !== b.rows || a.columns !== b.columns) return Number.POSITIVE_INFINITY;
  const largest = (values: Float64Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return largest(a.data.map((entry, i) => entry - b.data[i])) / largest(b.data);
}
