import type { Benchmark } from "../bench/benchmark.ts";
import { gaussianMatrix, inPlainTypeScript, mlMatrix, ourName, toMlMatrix } from "../bench/data.ts";
import { type DenseMatrix, denseMatrix } from "./dense-matrix.ts";
import { multiply } from "./multiply.ts";

const order = 500;

export const benchmark: Benchmark = {
  id: "multiply-500",
  title: "$AB$, $500\\times500$",
  prepare() {
    const [a, b] = ["a", "b"].map((label) => gaussianMatrix(order, order, label));
    const [left, right] = [a, b].map(toMlMatrix);
    return {
      ours: { name: ourName, run: () => multiply(a, b) },
      others: [
        inPlainTypeScript(() => multiply(a, b)),
        { name: "three loops", run: () => threeLoops(a, b) },
        { name: mlMatrix, run: () => left.mmul(right) },
      ],
    };
  },
  numpy: { task: "multiply", arguments: { order } },
};

/** The product as one writes it first, with the loops in the order that suits rows. */
function threeLoops(a: DenseMatrix, b: DenseMatrix): DenseMatrix {
  const product = denseMatrix(a.rows, b.columns);
  for (let i = 0; i < a.rows; i++) {
    for (let k = 0; k < a.columns; k++) {
      const factor = a.data[i * a.columns + k];
      for (let j = 0; j < b.columns; j++) product.data[i * b.columns + j] += factor * b.data[k * b.columns + j];
    }
  }
  return product;
}
