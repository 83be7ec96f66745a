import type { Benchmark } from "../bench/benchmark.ts";
import { gaussianMatrix, inPlainTypeScript, mlMatrix, ourName, toMlMatrix } from "../bench/data.ts";
import { symmetricProduct } from "./symmetric-product.ts";

const [rows, columns] = [1000, 500];

export const benchmark: Benchmark = {
  id: "symmetric-product-1000-500",
  title: "$X^\\top X$, $X$ of $1000\\times500$",
  prepare() {
    const x = gaussianMatrix(rows, columns);
    const same = toMlMatrix(x);
    const ours = () => symmetricProduct(x, "columns");
    return {
      ours: { name: ourName, run: ours },
      others: [inPlainTypeScript(ours), { name: mlMatrix, run: () => same.transpose().mmul(same) }],
    };
  },
  numpy: { task: "symmetricProduct", arguments: { rows, columns } },
};
