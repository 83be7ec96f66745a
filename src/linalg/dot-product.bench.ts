import type { Benchmark } from "../bench/benchmark.ts";
import { gaussianMatrix, mlMatrix, ourName, plainTypeScript, toMlMatrix } from "../bench/data.ts";
import { dotProduct } from "./dot-product.ts";

const length = 10_000;

export const benchmark: Benchmark = {
  id: "dot-product-10000",
  title: "inner product of vectors of length 10,000",
  prepare() {
    const [a, b] = ["a", "b"].map((label) => gaussianMatrix(1, length, label));
    const [left, right] = [a, b].map(toMlMatrix);
    return {
      ours: { name: ourName, run: () => dotProduct(a.data, b.data) },
      others: [
        { name: plainTypeScript, run: () => oneSum(a.data, b.data) },
        { name: mlMatrix, run: () => left.dot(right) },
      ],
    };
  },
  numpy: { task: "dotProduct", arguments: { length } },
};

function oneSum(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
