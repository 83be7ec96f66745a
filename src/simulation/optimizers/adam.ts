import { type DenseMatrix, denseMatrix } from "../../linalg/index.ts";
import { plus } from "../linear-representation/population-step.ts";
import { gradients } from "./gradients.ts";
import type { Optimizer } from "./optimizer.ts";

export interface AdamOptions {
  /** η */
  readonly learningRate: number;
  /** β₁ of the mean of gradients, in [0, 1); .9 if absent. */
  readonly meanDecay?: number;
  /** β₂ of the mean of their squares, in [0, 1); .999 if absent. */
  readonly squareDecay?: number;
  /** What is added to the root of the mean square, above 0; 1e-8 if absent. */
  readonly epsilon?: number;
}

/**
 * Adam on both layers at once, Algorithm 1 of D. P. Kingma and J. Ba, ICLR 2015: m ← β₁m + (1 − β₁)g,
 * v ← β₂v + (1 − β₂)g², θ ← θ − η m̂/(√v̂ + ε) with m̂ = m/(1 − β₁ᵗ) and v̂ = v/(1 − β₂ᵗ).
 */
export function adam(options: AdamOptions): Optimizer {
  const head = adamDirection(options);
  const features = adamDirection(options);
  const { learningRate } = options;
  return {
    step(network, batch) {
      const gradient = gradients(network, batch);
      return {
        head: plus(network.head, head(gradient.head), -learningRate),
        features: plus(network.features, features(gradient.features), -learningRate),
      };
    },
  };
}

/** The m̂/(√v̂ + ε) of one parameter, given its gradients one after another. */
export function adamDirection({
  meanDecay = 0.9,
  squareDecay = 0.999,
  epsilon = 1e-8,
}: AdamOptions): (gradient: DenseMatrix) => DenseMatrix {
  let means = new Float64Array(0);
  let squares = new Float64Array(0);
  let meanWeight = 1;
  let squareWeight = 1;
  return ({ rows, columns, data }) => {
    if (means.length === 0) {
      means = new Float64Array(data.length);
      squares = new Float64Array(data.length);
    }
    meanWeight *= meanDecay;
    squareWeight *= squareDecay;
    const direction = denseMatrix(rows, columns);
    for (let i = 0; i < data.length; i++) {
      means[i] = meanDecay * means[i] + (1 - meanDecay) * data[i];
      squares[i] = squareDecay * squares[i] + (1 - squareDecay) * data[i] ** 2;
      const mean = means[i] / (1 - meanWeight);
      direction.data[i] = mean / (Math.sqrt(squares[i] / (1 - squareWeight)) + epsilon);
    }
    return direction;
  };
}
