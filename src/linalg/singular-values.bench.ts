import { SingularValueDecomposition } from "ml-matrix";
import type { Benchmark } from "../bench/benchmark.ts";
import { gaussianMatrix, mlMatrix, ourName, toMlMatrix } from "../bench/data.ts";
import { singularValueDecomposition } from "./singular-values.ts";

const [rows, columns] = [100, 60];

/** Ours is plain TypeScript, but for the QR factorisation that comes first. */
export const benchmark: Benchmark = {
  id: "singular-values-100-60",
  title: "singular values and vectors, $100\\times60$",
  prepare() {
    const a = gaussianMatrix(rows, columns);
    const same = toMlMatrix(a);
    return {
      ours: { name: ourName, run: () => singularValueDecomposition(a) },
      others: [{ name: mlMatrix, run: () => new SingularValueDecomposition(same) }],
    };
  },
  numpy: { task: "singularValues", arguments: { rows, columns } },
};
