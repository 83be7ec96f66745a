import { SingularValueDecomposition } from "ml-matrix";
import type { Benchmark } from "../bench/benchmark.ts";
import { gaussianMatrix, mlMatrix, ourName, toMlMatrix } from "../bench/data.ts";
import { operatorNorm } from "./operator-norm.ts";

const order = 200;

/** The others compute all singular values, which is what one does with them. */
export const benchmark: Benchmark = {
  id: "operator-norm-200",
  title: "operator norm, $200\\times200$",
  prepare() {
    const a = gaussianMatrix(order, order);
    const same = toMlMatrix(a);
    const options = { computeLeftSingularVectors: false, computeRightSingularVectors: false };
    return {
      ours: { name: ourName, run: () => operatorNorm(a) },
      others: [{ name: mlMatrix, run: () => new SingularValueDecomposition(same, options).norm2 }],
    };
  },
  numpy: { task: "operatorNorm", arguments: { order } },
};
