import type { Benchmark } from "../bench/benchmark.ts";
import { gaussianMatrix, inPlainTypeScript, mlMatrix, ourName, toMlMatrix } from "../bench/data.ts";
import { type DenseMatrix, denseMatrix } from "./dense-matrix.ts";
import { ridgeOperator } from "./ridge-operator.ts";

const [rows, columns, ridge] = [2500, 500, 0.05];

/** X lives elsewhere and is copied block by block; in conjugate gradients it is where the kernels reach it. */
export const benchmark: Benchmark = {
  id: "ridge-operator-2500-500",
  title: "$v\\mapsto X^\\top Xv/n+\\lambda v$, $X$ of $2500\\times500$",
  prepare() {
    const x = gaussianMatrix(rows, columns);
    const v = gaussianMatrix(columns, 1, "v");
    const out = new Float64Array(columns);
    const same = toMlMatrix(x);
    const sameV = toMlMatrix(v);
    const apply = ridgeOperator(x, 1 / rows, ridge);
    return {
      ours: { name: ourName, run: () => apply(v.data, out) },
      others: [
        inPlainTypeScript(() => apply(v.data, out)),
        { name: "row by row", run: () => rowByRow(x, v) },
        {
          name: mlMatrix,
          run: () =>
            same
              .transpose()
              .mmul(same.mmul(sameV))
              .mul(1 / rows)
              .add(sameV.clone().mul(ridge)),
        },
      ],
    };
  },
  numpy: { task: "ridgeOperator", arguments: { rows, columns } },
};

/** As one writes it first: an inner product with each row, which is then added to the result. */
function rowByRow(x: DenseMatrix, v: DenseMatrix): DenseMatrix {
  const result = denseMatrix(x.columns, 1);
  for (let j = 0; j < x.columns; j++) result.data[j] = ridge * v.data[j];
  for (let i = 0; i < x.rows; i++) {
    let inner = 0;
    for (let j = 0; j < x.columns; j++) inner += x.data[i * x.columns + j] * v.data[j];
    for (let j = 0; j < x.columns; j++) result.data[j] += (inner / x.rows) * x.data[i * x.columns + j];
  }
  return result;
}
