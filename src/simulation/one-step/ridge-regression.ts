import { choleskyFactor } from "../../linalg/cholesky-factor.ts";
import { choleskySolve } from "../../linalg/cholesky-solve.ts";
import { conjugateGradients } from "../../linalg/conjugate-gradients.ts";
import { type DenseMatrix, denseMatrix } from "../../linalg/dense-matrix.ts";
import { multiply } from "../../linalg/multiply.ts";
import { asResident } from "../../linalg/resident-matrix.ts";
import { ridgeOperator } from "../../linalg/ridge-operator.ts";
import { symmetricProduct } from "../../linalg/symmetric-product.ts";
import { type RidgeMethod, ridgeTolerance } from "./ridge-method.ts";

/** Ridge regressions on the same inputs. */
export interface RidgeRegression {
  /**
   * (XᵀX/n + λI)⁻¹ Xᵀ Y/n, d × K.
   *
   * @param labels Y, n × K.
   * @param gradients Xᵀ Y/n, d × K.
   * @throws AsymptopiaError `not-converged`, `non-finite` or `invalid-input` as the method's kernels do.
   */
  solve(lambda: number, method: RidgeMethod, labels: DenseMatrix, gradients: DenseMatrix): DenseMatrix;
}

/**
 * Ridge regressions on the n × d inputs `x`. Gram matrices and their factors are made when they are first needed, kept,
 * and shared; every solution has the bits that it would have alone.
 */
export function ridgeRegression(x: DenseMatrix): RidgeRegression {
  const n = x.rows;
  const byColumns = sharedFactors(() => symmetricProduct(x, "columns", 1 / n));
  const byRows = sharedFactors(() => symmetricProduct(x, "rows", 1 / n));
  return {
    solve(lambda, method, labels, gradients) {
      switch (method) {
        case "gram":
          return choleskySolve(byColumns(lambda), gradients);
        case "push-through":
          return multiply(x, choleskySolve(byRows(lambda), labels), { transposeA: true, alpha: 1 / n });
        case "conjugate-gradients":
          return asResident(x, (resident) => solveByColumn(resident, lambda, gradients));
      }
    },
  };
}

function sharedFactors(gramMatrix: () => DenseMatrix): (ridge: number) => DenseMatrix {
  let gram: DenseMatrix | undefined;
  const factors = new Map<number, DenseMatrix>();
  return (ridge) => {
    let factor = factors.get(ridge);
    if (factor === undefined) {
      gram ??= gramMatrix();
      factor = choleskyFactor(gram, ridge);
      factors.set(ridge, factor);
    }
    return factor;
  };
}

function solveByColumn(x: DenseMatrix, lambda: number, gradients: DenseMatrix): DenseMatrix {
  const { rows, columns, data } = gradients;
  const apply = ridgeOperator(x, 1 / x.rows, lambda);
  const solutions = denseMatrix(rows, columns);
  const rightHandSide = new Float64Array(rows);
  for (let column = 0; column < columns; column++) {
    for (let i = 0; i < rows; i++) rightHandSide[i] = data[i * columns + column];
    const { solution } = conjugateGradients(apply, rightHandSide, { tolerance: ridgeTolerance });
    for (let i = 0; i < rows; i++) solutions.data[i * columns + column] = solution[i];
  }
  return solutions;
}
