import { invalidInput } from "../../foundation/errors.ts";
import {
  choleskyFactor,
  choleskySolve,
  type DenseMatrix,
  denseMatrix,
  multiply,
  symmetricProduct,
} from "../../linalg/index.ts";
import type { Batch } from "../linear-representation/data.ts";
import { plus } from "../linear-representation/population-step.ts";
import type { Gradients } from "./gradients.ts";
import type { NaturalGradientOptions } from "./natural-gradient.ts";
import type { LinearNetwork } from "./network.ts";
import type { Optimizer } from "./optimizer.ts";

/**
 * `naturalGradient` with the empirical Fisher information Φ̂ = (1/n)Σᵢgᵢgᵢᵀ of the samples' own gradients gᵢ in the
 * place of the model's (on the difference: F. Kunstner, L. Balles and P. Hennig, NeurIPS 2019).
 *
 * @throws AsymptopiaError `invalid-input`, from its steps, for a batch of moments without samples.
 */
export function empiricalNaturalGradient({ learningRate, damping }: NaturalGradientOptions): Optimizer {
  return {
    step(network, { data }) {
      if (data === undefined) throw invalidInput("batches", "moments", "samples, whose single gradients are needed");
      const direction = empiricalNaturalDirection(network, data, damping);
      return {
        head: plus(network.head, direction.head, -learningRate),
        features: plus(network.features, direction.features, -learningRate),
      };
    },
  };
}

/**
 * (Φ̂ + λI)⁻¹ times the mean gradient, through the n × n matrix of the gradients' products
 * Kᵢⱼ = (rᵢ·rⱼ)(zᵢ·zⱼ) + (Fᵀrᵢ·Fᵀrⱼ)(xᵢ·xⱼ), where rᵢ = FGxᵢ − yᵢ and zᵢ = Gxᵢ: it is the mean of wᵢgᵢ with
 * (K/n + λI)w = 1. About n³/3 + n²(d + d_Y + 2k) operations.
 *
 * @param damping λ > 0.
 */
export function empiricalNaturalDirection(network: LinearNetwork, data: Batch, damping: number): Gradients {
  const { residuals, hidden, pulled } = sampleFactors(network, data);
  const n = data.inputs.rows;
  const kernel = symmetricProduct(residuals, "rows", 1 / n);
  const factors = [
    symmetricProduct(hidden, "rows"),
    symmetricProduct(pulled, "rows", 1 / n),
    symmetricProduct(data.inputs, "rows"),
  ].map((factor) => factor.data);
  for (let i = 0; i < kernel.data.length; i++) {
    kernel.data[i] = kernel.data[i] * factors[0][i] + factors[1][i] * factors[2][i];
  }
  const ones = denseMatrix(n, 1, new Float64Array(n).fill(1));
  const weights = choleskySolve(choleskyFactor(kernel, damping), ones).data;
  return {
    head: multiply(weightedRows(residuals, weights), hidden, { transposeA: true, alpha: 1 / n }),
    features: multiply(weightedRows(pulled, weights), data.inputs, { transposeA: true, alpha: 1 / n }),
  };
}

/** The factors of the samples' gradients, a sample a row: gᵢ is rᵢzᵢᵀ for F and Fᵀrᵢxᵢᵀ for G. */
export function sampleFactors(
  { head, features }: LinearNetwork,
  { inputs, labels }: Batch,
): { readonly residuals: DenseMatrix; readonly hidden: DenseMatrix; readonly pulled: DenseMatrix } {
  const hidden = multiply(inputs, features, { transposeB: true });
  const residuals = plus(multiply(hidden, head, { transposeB: true }), labels, -1);
  return { residuals, hidden, pulled: multiply(residuals, head) };
}

function weightedRows({ rows, columns, data }: DenseMatrix, weights: Float64Array): DenseMatrix {
  return denseMatrix(
    rows,
    columns,
    data.map((entry, i) => entry * weights[Math.floor(i / columns)]),
  );
}
