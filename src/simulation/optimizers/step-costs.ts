import type { AlgorithmSpecification } from "./algorithm.ts";

/** The sizes that a step's costs depend on. */
export interface TrainingShape {
  /** d */
  readonly inputs: number;
  /** k */
  readonly features: number;
  /** d_Y */
  readonly outputs: number;
  /** n, samples of a batch. */
  readonly samples: number;
}

export interface StepCosts {
  /**
   * Floating-point operations of a step, given the moments of its batches (the empirical Fisher information: given the
   * batch): 2mpn for a product of m × p and p × n, half of that for a symmetric one, p³/3 for a Cholesky factor, 2p²r for
   * solving with it, 4mp² for the Q of m × p, 9p³ for eigenvectors.
   */
  readonly operations: number;
  /** Operations of the moments XᵀX/n and YᵀX/n of the batches that the step looks at. */
  readonly moments: number;
  /** Numbers that are kept from step to step, besides the network. */
  readonly state: number;
  /** Numbers of the preconditioner: curvature matrices, and their eigenvectors where there are some. */
  readonly preconditioner: number;
}

/** What one step of a method costs; batch-norm, which is of lower order, is left out. */
export function stepCosts({ kind, ...rest }: AlgorithmSpecification, shape: TrainingShape): StepCosts {
  const { inputs: d, features: k, outputs: o, samples: n } = shape;
  const parameters = parameterCount(shape);
  // FGΣ̂ − C, and its products with Gᵀ and Fᵀ.
  const productGradient = 2 * k * d * d + 2 * o * k * d;
  const bothGradients = productGradient + 4 * o * k * d;
  const batchMoments = n * d * d + 2 * n * o * d;
  switch (kind) {
    case "sgd":
      return { operations: bothGradients + 2 * parameters, moments: batchMoments, state: 0, preconditioner: 0 };
    case "adam":
    case "adamw": {
      const each = kind === "adam" ? 13 : 15;
      const operations = bothGradients + each * parameters;
      return { operations, moments: batchMoments, state: 2 * parameters, preconditioner: 0 };
    }
    case "amgd":
    case "dfw":
    case "kfac": {
      const headCurvature = 2 * k * d * d + 2 * k * k * d;
      const headStep = headCurvature + 2 * o * k * d + 2 * o * k * k + k ** 3 / 3 + 2 * k * k * o;
      const featuresStep = productGradient + 2 * o * k * d + 4 * d * k * k + 2 * parameters;
      const left = kind === "kfac" ? o * k * k + k ** 3 / 3 + 2 * k * k * d : 0;
      const right = kind === "amgd" ? 0 : d ** 3 / 3 + 2 * d * d * k;
      return {
        operations: headStep + featuresStep + left + right,
        moments: 2 * batchMoments,
        state: 0,
        preconditioner: k * k + (kind === "kfac" ? k * k : 0) + (kind === "amgd" ? 0 : d * d),
      };
    }
    case "ngd": {
      const { fisher } = rest as { readonly fisher: "model" | "empirical" };
      if (fisher === "empirical") {
        const factors = 2 * n * k * d + 4 * n * o * k;
        const kernel = n * n * (d + o + 2 * k + 3) + n ** 3 / 3 + 2 * n * n;
        const operations = factors + kernel + 2 * n * k * (o + d) + 2 * parameters;
        return { operations, moments: 0, state: 0, preconditioner: 4 * n * n };
      }
      const bases = 9 * d ** 3 + 9 * k ** 3 + o * k * k;
      const turning = 6 * k * d * d + 4 * k * k * d + 4 * o * k * k;
      const systems = k * (d * (k * k + 5 * k + 8) + k ** 3 / 3 + 2 * k * k);
      const head = 2 * k * d * d + 4 * k * k * d + 4 * o * k * k + k ** 3 / 3;
      return {
        operations: bothGradients + bases + turning + systems + head + 2 * parameters,
        moments: batchMoments,
        state: 0,
        preconditioner: 2 * (d * d + k * k) + k * d,
      };
    }
  }
}

/** d_Yk + kd, the number of a network's parameters. */
export function parameterCount({ inputs, features, outputs }: Omit<TrainingShape, "samples">): number {
  return features * (inputs + outputs);
}

/** Numbers in the Fisher information of the two layers, by how it is kept. */
export function curvatureMemory({ inputs: d, features: k, outputs: o }: Omit<TrainingShape, "samples">): {
  /** One matrix for all parameters, cross terms of the layers included: (d_Yk + kd)². */
  readonly full: number;
  /** One matrix a layer: m²n² for a layer of m × n parameters. */
  readonly layers: number;
  /** Two Kronecker factors a layer: m² + n². */
  readonly kronecker: number;
} {
  const layers = [
    [o, k],
    [k, d],
  ];
  return {
    full: (k * (d + o)) ** 2,
    layers: layers.reduce((sum, [m, n]) => sum + m ** 2 * n ** 2, 0),
    kronecker: layers.reduce((sum, [m, n]) => sum + m ** 2 + n ** 2, 0),
  };
}
