import { AsymptopiaError } from "../../foundation/errors.ts";
import { choleskyFactor } from "../../linalg/cholesky-factor.ts";
import { choleskySolve } from "../../linalg/cholesky-solve.ts";
import { type DenseMatrix, denseMatrix } from "../../linalg/dense-matrix.ts";
import { dotProduct } from "../../linalg/dot-product.ts";
import { multiply } from "../../linalg/multiply.ts";
import { symmetricProduct } from "../../linalg/symmetric-product.ts";
import type { Activation } from "../../model/activation.ts";

/** What one step is made of. */
export interface OneStepData {
  /** X, n × d. */
  readonly inputs: DenseMatrix;
  /** β⋆, d × 1. */
  readonly direction: DenseMatrix;
  /** ε, n × 1. */
  readonly noise: DenseMatrix;
  /** σ⋆ */
  readonly teacher: Activation;
  /** λ */
  readonly lambda: number;
}

export interface OneStepCorrelations {
  /** Cosine of the angle between β⋆ and β_SGD = Xᵀy/n. */
  readonly sgd: number;
  /** Cosine of the angle between β⋆ and β_KFAC = (XᵀX/n + λI)⁻¹β_SGD. */
  readonly kfac: number;
  /**
   * How much both amplify relative perturbations of X and β⋆ and the rounding errors of their computation; at least 1.
   * With P = L‖X‖²_F‖β⋆‖ + ‖X‖_F‖y‖ and L the largest |σ⋆′| that was met, the larger one of P/‖Xᵀy‖ and
   * tr(M)/λ + P/(nλ‖β_KFAC‖), tr M = ‖X‖²_F/n + dλ.
   */
  readonly condition: number;
}

/**
 * The correlations of one step of SGD and of KFAC with the teacher. KFAC's factor is of the d × d matrix whatever n is,
 * so that the condition holds for one way of computing.
 *
 * @throws AsymptopiaError `non-finite` where a correlation is no number: a step of length 0, a teacher without value.
 */
export function oneStepCorrelations({ inputs, direction, noise, teacher, lambda }: OneStepData): OneStepCorrelations {
  const { rows: n, columns: d } = inputs;
  const labels = denseMatrix(n, 1, noise.data.slice());
  let steepest = 0;
  multiply(inputs, direction).data.forEach((projection, i) => {
    labels.data[i] += teacher.value(projection);
    steepest = Math.max(steepest, Math.abs(teacher.derivative(projection)));
  });
  const sgd = multiply(inputs, labels, { transposeA: true, alpha: 1 / n });
  const kfac = choleskySolve(choleskyFactor(symmetricProduct(inputs, "columns", 1 / n), lambda), sgd);
  const inputNorm = norm(inputs);
  const perturbation = (steepest * inputNorm ** 2 * norm(direction) + inputNorm * norm(labels)) / n;
  const trace = inputNorm ** 2 / n + d * lambda;
  return {
    sgd: cosine(direction, sgd, "sgd"),
    kfac: cosine(direction, kfac, "kfac"),
    condition: Math.max(perturbation / norm(sgd), trace / lambda + perturbation / (lambda * norm(kfac))),
  };
}

function norm({ data }: DenseMatrix): number {
  return Math.sqrt(dotProduct(data, data));
}

function cosine(a: DenseMatrix, b: DenseMatrix, step: string): number {
  const value = dotProduct(a.data, b.data) / (norm(a) * norm(b));
  // Rounding may carry a perfect correlation out of [−1, 1] by an epsilon; NaN stays NaN.
  if (Number.isFinite(value)) return Math.min(1, Math.max(-1, value));
  throw new AsymptopiaError("non-finite", `the correlation of the ${step} step is ${value}`, {
    field: `${step}Correlation`,
    value,
    accepted: "a finite number",
  });
}
