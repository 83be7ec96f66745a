import { CholeskyDecomposition } from "ml-matrix";
import type { Benchmark } from "../bench/benchmark.ts";
import { gaussianMatrix, inPlainTypeScript, mlMatrix, ourName, positiveMatrix, toMlMatrix } from "../bench/data.ts";
import { choleskyFactor } from "./cholesky-factor.ts";
import { choleskySolve } from "./cholesky-solve.ts";

const [order, columns] = [500, 64];

export const benchmark: Benchmark = {
  id: "cholesky-solve-500-64",
  title: "solution by a Cholesky factor, order 500, 64 right-hand sides",
  prepare() {
    const a = positiveMatrix(order);
    const factor = choleskyFactor(a);
    const right = gaussianMatrix(order, columns);
    const decomposition = new CholeskyDecomposition(toMlMatrix(a));
    const sameRight = toMlMatrix(right);
    const ours = () => choleskySolve(factor, right);
    return {
      ours: { name: ourName, run: ours },
      others: [inPlainTypeScript(ours), { name: mlMatrix, run: () => decomposition.solve(sameRight) }],
    };
  },
  numpy: { task: "choleskySolve", arguments: { order, columns } },
};
