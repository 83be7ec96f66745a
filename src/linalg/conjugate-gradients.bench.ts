import { CholeskyDecomposition, Matrix } from "ml-matrix";
import type { Benchmark } from "../bench/benchmark.ts";
import { gaussianMatrix, inPlainTypeScript, mlMatrix, ourName, toMlMatrix } from "../bench/data.ts";
import { choleskyFactor } from "./cholesky-factor.ts";
import { choleskySolve } from "./cholesky-solve.ts";
import { conjugateGradients } from "./conjugate-gradients.ts";
import { withResidentCopy } from "./resident-matrix.ts";
import { ridgeOperator } from "./ridge-operator.ts";
import { symmetricProduct } from "./symmetric-product.ts";

const [rows, columns, ridge] = [2500, 500, 0.05];

/** The others factor the matrix, which is what one does with them. */
export const benchmark: Benchmark = {
  id: "ridge-solution-2500-500",
  title: "$(X^\\top X/n+\\lambda I)^{-1}b$ to $10^{-12}$, $X$ of $2500\\times500$",
  prepare() {
    const x = gaussianMatrix(rows, columns);
    const right = gaussianMatrix(columns, 1, "right");
    const same = toMlMatrix(x);
    const sameRight = toMlMatrix(right);
    const solve = () =>
      withResidentCopy(x, (resident) => conjugateGradients(ridgeOperator(resident, 1 / rows, ridge), right.data));
    return {
      ours: { name: ourName, run: solve },
      others: [
        inPlainTypeScript(solve),
        {
          name: "by a factor",
          run: () => choleskySolve(choleskyFactor(symmetricProduct(x, "columns", 1 / rows), ridge), right),
        },
        {
          name: mlMatrix,
          run: () => {
            const gram = same
              .transpose()
              .mmul(same)
              .mul(1 / rows)
              .add(Matrix.eye(columns).mul(ridge));
            return new CholeskyDecomposition(gram).solve(sameRight);
          },
        },
      ],
    };
  },
  numpy: { task: "ridgeSolution", arguments: { rows, columns } },
};
