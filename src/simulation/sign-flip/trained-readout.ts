import { type DenseMatrix, denseMatrix, multiply, type SymmetricEigen, symmetricEigen } from "../../linalg/index.ts";
import type { TrainingMoments } from "./sign-flip-task.ts";

/** How a linear readout w is trained, from w = 0, on the loss ½ mean (y − wᵀx)² with w ← w − ηΣ^p∇. */
export type ReadoutTraining = {
  /** p: the preconditioner is Σ^p, of the population's second moment. */
  readonly exponent: number;
  /** λ/ρ for a ridge λ on the preconditioned inputs Σ^½ᵖx, with ρ the largest eigenvalue of Σ^(1+p). */
  readonly lambda: number;
  /** ρ times the time of gradient flow, or of all the gradient steps together. */
  readonly time: number | "converged";
  /** How many equal steps of gradient descent the time is taken in; null for gradient flow. */
  readonly steps: number | null;
};

/** Σ^½ᵖ, with what training sees through it. */
interface PreconditionedMoments {
  readonly root: DenseMatrix;
  /** ρ. */
  readonly fastest: number;
  /** Of Σ^½ᵖ Σ̂ Σ^½ᵖ. */
  readonly seen: SymmetricEigen;
  /** The coordinates of Σ^½ᵖ Xᵀy/n in its eigenvectors. */
  readonly target: Float64Array;
}

/**
 * Trains readouts on the same samples, in closed form: with P = Σ^p and A = P^½Σ̂P^½ the flow is
 * w(t) = P^½ (A + λ)⁻¹(1 − e^(−t(A+λ))) P^½ Xᵀy/n, and k steps of length η have (1 − η(A + λ))^k for the exponential. Where
 * A has eigenvalues 0 and λ = 0, as for n < d, w stays 0 along them.
 */
export function readoutTrainer(
  population: DenseMatrix,
  moments: TrainingMoments,
): (t: ReadoutTraining) => Float64Array {
  const eigen = symmetricEigen(population);
  const known = new Map<number, PreconditionedMoments>();
  return (training) => {
    const { exponent } = training;
    const preconditioned = known.get(exponent) ?? precondition(eigen, moments, exponent);
    known.set(exponent, preconditioned);
    return train(preconditioned, training);
  };
}

function precondition(population: SymmetricEigen, moments: TrainingMoments, exponent: number): PreconditionedMoments {
  const root = symmetricPower(population, exponent / 2);
  const seen = symmetricEigen(multiply(root, multiply(moments.covariance, root)));
  const d = root.rows;
  const target = multiply(root, denseMatrix(d, 1, moments.correlation));
  return {
    root,
    fastest: population.values.reduce((largest, value) => Math.max(largest, value ** (1 + exponent)), 0),
    seen,
    target: multiply(seen.vectors, target, { transposeA: true }).data,
  };
}

function train({ root, fastest, seen, target }: PreconditionedMoments, training: ReadoutTraining): Float64Array {
  const largest = seen.values[seen.values.length - 1];
  const null_ = seen.values.length * Number.EPSILON * largest;
  const coordinates = target.map((value, i) => {
    const rate = (seen.values[i] > null_ ? seen.values[i] : 0) + training.lambda * fastest;
    return rate === 0 ? 0 : value * (learned(rate / fastest, training) / rate);
  });
  const d = root.rows;
  return multiply(root, multiply(seen.vectors, denseMatrix(d, 1, coordinates))).data;
}

/** The share of a mode of this relative rate that has been learned. */
function learned(rate: number, { time, steps }: ReadoutTraining): number {
  if (time === "converged") return 1;
  if (steps === null) return -Math.expm1(-time * rate);
  const factor = 1 - (time / steps) * rate;
  return 1 - factor ** steps;
}

function symmetricPower({ values, vectors }: SymmetricEigen, exponent: number): DenseMatrix {
  const d = values.length;
  const scaled = denseMatrix(d, d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) scaled.data[i * d + j] = vectors.data[i * d + j] * values[j] ** exponent;
  }
  return multiply(scaled, vectors, { transposeB: true });
}
