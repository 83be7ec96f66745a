import { CholeskyDecomposition } from "ml-matrix";
import type { Benchmark } from "../bench/benchmark.ts";
import { inPlainTypeScript, mlMatrix, ourName, positiveMatrix, toMlMatrix } from "../bench/data.ts";
import { choleskyFactor } from "./cholesky-factor.ts";

const order = 500;

export const benchmark: Benchmark = {
  id: "cholesky-factor-500",
  title: "Cholesky factor, order 500",
  prepare() {
    const a = positiveMatrix(order);
    const same = toMlMatrix(a);
    const ours = () => choleskyFactor(a);
    return {
      ours: { name: ourName, run: ours },
      others: [inPlainTypeScript(ours), { name: mlMatrix, run: () => new CholeskyDecomposition(same) }],
    };
  },
  numpy: { task: "choleskyFactor", arguments: { order } },
};
