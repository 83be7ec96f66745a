import type { Benchmark } from "../bench/benchmark.ts";
import { gaussianMatrix, inPlainTypeScript, mlMatrix, ourName, toMlMatrix } from "../bench/data.ts";
import { multiply } from "./multiply.ts";

const [rows, columns] = [2500, 500];

export const benchmark: Benchmark = {
  id: "multiply-vector-2500-500",
  title: "$Xv$, $X$ of $2500\\times500$",
  prepare() {
    const x = gaussianMatrix(rows, columns);
    const v = gaussianMatrix(columns, 1, "v");
    const [same, sameV] = [x, v].map(toMlMatrix);
    const ours = () => multiply(x, v);
    return {
      ours: { name: ourName, run: ours },
      others: [inPlainTypeScript(ours), { name: mlMatrix, run: () => same.mmul(sameV) }],
    };
  },
  numpy: { task: "multiplyVector", arguments: { rows, columns } },
};
