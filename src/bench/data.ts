import { Matrix } from "ml-matrix";
import { type DenseMatrix, denseMatrix } from "../linalg/dense-matrix.ts";
import { selectKernels } from "../linalg/kernels/select-kernels.ts";
import { symmetricProduct } from "../linalg/symmetric-product.ts";
import { createStream } from "../simulation/random/create-stream.ts";
import type { Alternative } from "./benchmark.ts";

/** A matrix of N(0, 1) numbers, the same ones for the same label. */
export function gaussianMatrix(rows: number, columns: number, label = "matrix"): DenseMatrix {
  const matrix = denseMatrix(rows, columns);
  createStream(["benchmark", label]).fillNormal(matrix.data);
  return matrix;
}

/** XᵀX/(2·order) of a Gaussian matrix of 2·order rows: positive definite, of condition 34 about. */
export function positiveMatrix(order: number): DenseMatrix {
  return symmetricProduct(gaussianMatrix(2 * order, order), "columns", 1 / (2 * order));
}

/** The same matrix for ml-matrix. */
export function toMlMatrix({ rows, columns, data }: DenseMatrix): Matrix {
  return Matrix.from1DArray(rows, columns, Array.from(data));
}

/** The alternative that does the same with the kernels in plain TypeScript. */
export function inPlainTypeScript(run: () => unknown): Alternative {
  return {
    name: plainTypeScript,
    run() {
      selectKernels("portable");
      try {
        return run();
      } finally {
        selectKernels("simd");
      }
    },
  };
}

export const ourName = "asymptopia";
export const plainTypeScript = "plain TypeScript";
export const mlMatrix = "ml-matrix";
