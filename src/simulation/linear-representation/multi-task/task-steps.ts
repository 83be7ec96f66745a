import {
  choleskyFactor,
  choleskySolve,
  type DenseMatrix,
  denseMatrix,
  multiply,
  symmetricProduct,
} from "../../../linalg/index.ts";
import type { LinearInstance } from "../instance.ts";
import { transpose } from "../orthonormal-rows.ts";
import { featuresGradient, leastSquaresHead, plus, solveLeft, solveRight } from "../population-step.ts";

/** A task y = F⋆ₜG⋆x without noise, by the covariances of its two fresh batches: all that they tell of it. */
export interface Task {
  /** First batch, for the head. */
  readonly first: LinearInstance;
  /** Second batch, for the features. */
  readonly second: LinearInstance;
}

/** Fₜ, the least-squares heads for the features G on the first batches (η_F = 1). */
export function taskHeads(tasks: readonly Task[], features: DenseMatrix): DenseMatrix[] {
  return tasks.map(({ first }) => leastSquaresHead(first, features));
}

/** P = (1/T)Σ FₜᵀFₜ, the centre's left factor. */
export function centreFactor(heads: readonly DenseMatrix[]): DenseMatrix {
  return meanOf(heads.map((head) => symmetricProduct(head, "columns")));
}

/**
 * Ḡ of two-stage preconditioning: each task sends Dₜ = ∇_G Lₜ(Fₜ, G)Σ̂ₜ⁻¹, and the centre takes G − η P⁻¹(1/T)ΣDₜ.
 *
 * Source: equations (20)–(23) of Zhang et al. 2025, arXiv 2502.01763.
 */
export function twoStageStep(
  tasks: readonly Task[],
  features: DenseMatrix,
  heads: readonly DenseMatrix[],
  eta: number,
): DenseMatrix {
  const sent = tasks.map(({ second }, t) =>
    solveRight(featuresGradient(second, heads[t], features), second.covariance.matrix),
  );
  return plus(features, solveLeft(centreFactor(heads), meanOf(sent)), -eta);
}

/** ΣₜFₜᵀFₜ ⊗ Σ̂ₜ, the matrix of the min–min problem for G with its rows one after the other. */
export function minMinMatrix(tasks: readonly Task[], heads: readonly DenseMatrix[]): DenseMatrix {
  const k = heads[0].columns;
  const d = tasks[0].second.covariance.matrix.rows;
  const matrix = denseMatrix(k * d, k * d);
  tasks.forEach(({ second }, t) => {
    const gram = symmetricProduct(heads[t], "columns").data;
    const inputs = second.covariance.matrix.data;
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++) {
        const factor = gram[i * k + j];
        for (let a = 0; a < d; a++) {
          const row = (i * d + a) * k * d + j * d;
          for (let b = 0; b < d; b++) matrix.data[row + b] += factor * inputs[a * d + b];
        }
      }
    }
  });
  return matrix;
}

/** The G with ΣₜFₜᵀFₜGΣ̂ₜ = ΣₜFₜᵀYₜᵀXₜ/n: the minimiser of all tasks' losses for the given heads. */
export function minMinStep(tasks: readonly Task[], heads: readonly DenseMatrix[]): DenseMatrix {
  const k = heads[0].columns;
  const d = tasks[0].second.covariance.matrix.rows;
  const right = denseMatrix(k * d, 1);
  tasks.forEach(({ second: { product, covariance } }, t) => {
    const term = multiply(heads[t], multiply(product, covariance.matrix), { transposeA: true });
    for (let i = 0; i < k * d; i++) right.data[i] += term.data[i];
  });
  return denseMatrix(k, d, choleskySolve(choleskyFactor(minMinMatrix(tasks, heads)), right).data);
}

/** Ḡ of each task by itself, F⁺ for the left factor, averaged: what the centre does not do. */
export function separateStep(
  tasks: readonly Task[],
  features: DenseMatrix,
  heads: readonly DenseMatrix[],
  eta: number,
): DenseMatrix {
  const directions = tasks.map(({ second: { product } }, t) => {
    const residual = plus(multiply(heads[t], features), product, -1);
    // The pseudo-inverse (FᵀF)⁺Fᵀ, which is Fᵀ(FFᵀ)⁻¹ for d_Y < k.
    return heads[t].rows < heads[t].columns
      ? multiply(transpose(heads[t]), solveLeft(symmetricProduct(heads[t], "rows"), residual))
      : solveLeft(symmetricProduct(heads[t], "columns"), multiply(heads[t], residual, { transposeA: true }));
  });
  return plus(features, meanOf(directions), -eta);
}

function meanOf(matrices: readonly DenseMatrix[]): DenseMatrix {
  const sum = matrices.reduce((total, matrix) => plus(total, matrix));
  return denseMatrix(
    sum.rows,
    sum.columns,
    sum.data.map((entry) => entry / matrices.length),
  );
}
