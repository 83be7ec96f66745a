import type { Stream } from "../stream.ts";
import type { DifferentiableModel } from "./differentiable-model.ts";

/** The optimizers that are compared, each on full batches. */
export type CoordinateOptimizer = "sgd" | "adam" | "adahessian";

export const coordinateOptimizers: readonly CoordinateOptimizer[] = ["sgd", "adam", "adahessian"];

/**
 * The step sizes that each optimizer is tried with, a factor of two to three apart, up to where training becomes unstable
 * on the sign-flip problem with its default variances.
 */
export const stepSizes: Readonly<Record<CoordinateOptimizer, readonly number[]>> = {
  sgd: [0.03, 0.1, 0.3, 0.6, 1, 1.5],
  adam: [0.003, 0.01, 0.03, 0.1, 0.3, 1],
  adahessian: [0.03, 0.1, 0.3, 0.6, 1, 3],
};

const decay = { first: 0.9, second: 0.999 } as const;
const guard = { adam: 1e-8, adahessian: 1e-4 } as const;

/**
 * Parameters after `steps` full-batch steps from `start`.
 *
 * - `sgd`: gradient descent; the name is that of the comparison, there is no noise of batches.
 * - `adam`: D. P. Kingma and J. Ba, ICLR 2015, β = (0.9, 0.999), ε = 10⁻⁸.
 * - `adahessian`: Z. Yao et al., AAAI 2021: Adam with the square of z ⊙ Hz for that of the gradient, z of independent
 *   signs drawn anew in each step, without averaging over neighbours; Hessian power 1, β = (0.9, 0.999), ε = 10⁻⁴.
 */
export function optimise(
  optimizer: CoordinateOptimizer,
  model: DifferentiableModel,
  start: Float64Array,
  { steps, stepSize }: { readonly steps: number; readonly stepSize: number },
  stream: Stream,
): Float64Array {
  const count = model.parameterCount;
  const parameters = Float64Array.from(start);
  const gradient = new Float64Array(count);
  const mean = new Float64Array(count);
  const square = new Float64Array(count);
  const signs = new Float64Array(count);
  const curvature = new Float64Array(count);
  const signStream = stream.child("signs");
  for (let step = 1; step <= steps; step++) {
    model.gradient(parameters, gradient);
    if (optimizer === "sgd") {
      for (let i = 0; i < count; i++) parameters[i] -= stepSize * gradient[i];
      continue;
    }
    if (optimizer === "adahessian") {
      for (let i = 0; i < count; i++) signs[i] = signStream.uniform() < 0.5 ? -1 : 1;
      model.hessianProduct(parameters, signs, curvature);
    }
    for (let i = 0; i < count; i++) {
      const scaled = optimizer === "adam" ? gradient[i] : signs[i] * curvature[i];
      mean[i] = decay.first * mean[i] + (1 - decay.first) * gradient[i];
      square[i] = decay.second * square[i] + (1 - decay.second) * scaled * scaled;
      const direction = mean[i] / (1 - decay.first ** step);
      const scale = Math.sqrt(square[i] / (1 - decay.second ** step));
      parameters[i] -= (stepSize * direction) / (scale + guard[optimizer]);
    }
  }
  return parameters;
}
