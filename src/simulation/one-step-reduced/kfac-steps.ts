import { choleskyFactor } from "../../linalg/cholesky-factor.ts";
import { choleskySolve } from "../../linalg/cholesky-solve.ts";
import { conjugateGradients } from "../../linalg/conjugate-gradients.ts";
import { type DenseMatrix, denseMatrix } from "../../linalg/dense-matrix.ts";
import { multiply } from "../../linalg/multiply.ts";
import { withResidentCopy } from "../../linalg/resident-matrix.ts";
import { symmetricProduct } from "../../linalg/symmetric-product.ts";
import { type RidgeMethod, ridgeTolerance } from "../one-step/ridge-method.ts";
import { sampleCovariance, sampleCovarianceOperator } from "./covariance.ts";
import { type InputDraws, reducedInputs } from "./inputs.ts";
import type { LabelCoordinates } from "./labels.ts";

/** KFAC steps on the same inputs. */
export interface KfacSteps {
  /**
   * (XᵀX/n + λI)⁻¹ Xᵀy/n, d × 1.
   *
   * @param labels y, in the plane that it spans with the unit projections.
   * @param gradient Xᵀy/n, d × 1.
   * @throws AsymptopiaError `not-converged`, `non-finite` or `invalid-input` as the method's kernels do.
   */
  solve(lambda: number, method: RidgeMethod, labels: LabelCoordinates, gradient: DenseMatrix): DenseMatrix;
}

/**
 * KFAC steps on the inputs of `draws`, n samples. Matrices and their factors are made when they are first needed, kept,
 * and shared; every solution has the bits that it would have alone.
 */
export function kfacSteps(draws: InputDraws, n: number): KfacSteps {
  const covariance = once(() => sampleCovariance(draws, n));
  const inputs = once(() => reducedInputs(draws));
  const kernel = once(() => symmetricProduct(inputs(), "rows", 1 / n));
  const byColumns = perRidge((ridge) => choleskyFactor(covariance(), ridge));
  const byRows = perRidge((ridge) => choleskyFactor(kernel(), ridge));
  return {
    solve(lambda, method, labels, gradient) {
      switch (method) {
        case "gram":
          return choleskySolve(byColumns(lambda), gradient);
        case "push-through": {
          const rightHandSide = denseMatrix(inputs().rows, 1);
          rightHandSide.data.set([labels.along, labels.across]);
          return multiply(inputs(), choleskySolve(byRows(lambda), rightHandSide), { transposeA: true, alpha: 1 / n });
        }
        case "conjugate-gradients": {
          const iterate = (factor: DenseMatrix | undefined): DenseMatrix => {
            const apply = sampleCovarianceOperator({ ...draws, factor }, n, lambda);
            const { solution } = conjugateGradients(apply, gradient.data, { tolerance: ridgeTolerance });
            return denseMatrix(solution.length, 1, solution);
          };
          return draws.factor === undefined ? iterate(undefined) : withResidentCopy(draws.factor, iterate);
        }
      }
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function perRidge(make: (ridge: number) => DenseMatrix): (ridge: number) => DenseMatrix {
  const factors = new Map<number, DenseMatrix>();
  return (ridge) => {
    const factor = factors.get(ridge) ?? make(ridge);
    factors.set(ridge, factor);
    return factor;
  };
}
