import { type DenseMatrix, denseMatrix } from "../../linalg/index.ts";
import type { Architecture, ForwardPass } from "./architecture.ts";
import { hyperbolicTangent } from "./dense-network.ts";
import type { FirstLayerState } from "./training.ts";

/**
 * ∂f/∂z of every sample, outputs × h matrices row by row, one after another. For networks with one row of X a sample.
 */
export function outputJacobians(architecture: Architecture, pass: ForwardPass, samples: number): Float64Array {
  const { hidden, outputs } = architecture;
  const jacobians = new Float64Array(samples * outputs * hidden);
  for (let k = 0; k < outputs; k++) {
    const unit = new Float64Array(samples * outputs);
    for (let s = 0; s < samples; s++) unit[s * outputs + k] = 1;
    pass.backward(unit).preActivations.forEach((entry, i) => {
      jacobians[(Math.floor(i / hidden) * outputs + k) * hidden + (i % hidden)] = entry;
    });
  }
  return jacobians;
}

/**
 * Of L = ½ mean‖f − y‖², every sample's h × h block B with ∂²L/∂W₁² = Σ xxᵀ ⊗ B: for `gauss-newton` J‑squares alone, JᵀJ/n
 * with J = ∂f/∂z, which is the Fisher information of y ~ N(f, I) too; for `hessian` all of it, of a network f = Aᵀtanh(z + b) + c.
 */
export function curvatureBlocks(
  architecture: Architecture,
  { preActivations, parameters, outputGradient }: FirstLayerState,
  curvature: "gauss-newton" | "hessian",
): DenseMatrix[] {
  const { hidden, outputs } = architecture;
  const samples = preActivations.rows;
  const jacobians = outputJacobians(architecture, architecture.forward(preActivations.data, parameters), samples);
  return Array.from({ length: samples }, (_, s) => {
    const block = denseMatrix(hidden, hidden);
    for (let k = 0; k < outputs; k++) {
      const at = (s * outputs + k) * hidden;
      for (let i = 0; i < hidden; i++) {
        for (let j = 0; j < hidden; j++) {
          block.data[i * hidden + j] += (jacobians[at + i] * jacobians[at + j]) / samples;
        }
      }
    }
    if (curvature === "gauss-newton") return block;
    for (let i = 0; i < hidden; i++) {
      const sum = preActivations.data[s * hidden + i] + parameters[i];
      const second = -2 * hyperbolicTangent.value(sum) * hyperbolicTangent.derivative(sum);
      for (let k = 0; k < outputs; k++) {
        const weight = parameters[hidden + i * outputs + k];
        block.data[i * hidden + i] += outputGradient[s * outputs + k] * weight * second;
      }
    }
    return block;
  });
}
