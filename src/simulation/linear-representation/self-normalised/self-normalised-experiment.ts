import { invalidInput } from "../../../foundation/errors.ts";
import {
  choleskyFactor,
  type DenseMatrix,
  denseMatrix,
  multiply,
  operatorNorm,
  symmetricProduct,
} from "../../../linalg/index.ts";
import type { Experiment, Problem } from "../../experiment.ts";
import { requireOneCell } from "../../require-one-cell.ts";
import type { Stream } from "../../stream.ts";
import { streamCost } from "../../stream-cost.ts";
import { parseSelfNormalisedParameters, type SelfNormalisedParameters } from "./self-normalised-parameters.ts";

type SelfNormalisedProblem = Problem<SelfNormalisedParameters>;

/**
 * The sum of xᵢwᵢᵀ over n = `size` samples, beside V + Σ xᵢxᵢᵀ with V = vI; the noise wᵢ ∈ ℝ^d_w has independent entries of
 * variance σ².
 *
 * Inputs have independent N(0, 1) entries; those of the adaptive design are reflected where that makes xᵢ's first entry of
 * the sign of the first entry of the noise's sum so far, so that xᵢ depends on the noise before it, as in Lemma B.3 it may.
 *
 * Source: Lemma B.3 of Zhang et al. 2025, arXiv 2502.01763.
 */
export const experiment: Experiment<SelfNormalisedParameters> = {
  id: "linear-representation-self-normalised",
  version: 1,
  module: import.meta.url,
  streamParameters: ["inputs", "outputs"],
  parameters: { parse: parseSelfNormalisedParameters },
  observables: {
    squaredNorm: { meaning: "‖(V + Σ xᵢxᵢᵀ)^-½ Σ xᵢwᵢᵀ‖², operator norm" },
    logDeterminantRatio: { meaning: "ln(det(V + Σ xᵢxᵢᵀ)/det V)" },
  },
  realise(point, size) {
    if (!Number.isSafeInteger(size) || size < 1) throw invalidInput("size", size, "a whole number from 1");
    return { point, size, realised: point, shape: { n: size, d: point.inputs, dW: point.outputs } };
  },
  run,
  cost,
};

function run(problems: readonly SelfNormalisedProblem[], stream: Stream): Record<string, number>[] {
  requireOneCell(experiment, problems);
  return problems.map(({ point, size: n }) => {
    const { inputs: d, outputs, regularisation } = point;
    const noise = denseMatrix(n, outputs);
    drawNoise(noise.data, point, stream.child("noise"));
    const inputs = denseMatrix(n, d);
    stream.child("inputs").fillNormal(inputs.data);
    if (point.design === "adaptive") turnTowardsThePast(inputs, noise);
    const regularised = symmetricProduct(inputs, "columns");
    for (let i = 0; i < d; i++) regularised.data[i * d + i] += regularisation;
    const factor = choleskyFactor(regularised);
    const image = forwardSolve(factor, multiply(inputs, noise, { transposeA: true }));
    let logDeterminantRatio = 0;
    for (let i = 0; i < d; i++) {
      logDeterminantRatio += 2 * Math.log(factor.data[i * d + i]) - Math.log(regularisation);
    }
    return { squaredNorm: operatorNorm(image) ** 2, logDeterminantRatio };
  });
}

function drawNoise(out: Float64Array, { noiseVariance, noiseLaw }: SelfNormalisedParameters, stream: Stream): void {
  const deviation = Math.sqrt(noiseVariance);
  if (noiseLaw === "gaussian") stream.fillNormal(out);
  else for (let i = 0; i < out.length; i++) out[i] = stream.uniform() < 0.5 ? -1 : 1;
  for (let i = 0; i < out.length; i++) out[i] *= deviation;
}

function turnTowardsThePast(inputs: DenseMatrix, noise: DenseMatrix): void {
  const { rows, columns: d, data } = inputs;
  let sum = 0;
  for (let i = 0; i < rows; i++) {
    if (data[i * d] * sum < 0) for (let j = 0; j < d; j++) data[i * d + j] *= -1;
    sum += noise.data[i * noise.columns];
  }
}

/** L⁻¹B, whose singular values are those of (LLᵀ)^-½B. */
function forwardSolve({ rows: d, data: l }: DenseMatrix, b: DenseMatrix): DenseMatrix {
  const result = denseMatrix(d, b.columns, b.data.slice());
  for (let i = 0; i < d; i++) {
    for (let c = 0; c < b.columns; c++) {
      let rest = result.data[i * b.columns + c];
      for (let j = 0; j < i; j++) rest -= l[i * d + j] * result.data[j * b.columns + c];
      result.data[i * b.columns + c] = rest / l[i * d + i];
    }
  }
  return result;
}

/** The draws at ten operations a number, two products, a factor and a norm. */
function cost({ point: { inputs: d, outputs }, size: n }: SelfNormalisedProblem): number {
  return 3 * streamCost + (n * (10 * (d + outputs) + d * (d + 2 * outputs)) + d ** 3 + 20 * d * outputs ** 2) / 1e6;
}
