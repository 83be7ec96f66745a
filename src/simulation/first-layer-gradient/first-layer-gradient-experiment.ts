import { invalidInput } from "../../foundation/errors.ts";
import { type DenseMatrix, denseMatrix } from "../../linalg/dense-matrix.ts";
import { dotProduct } from "../../linalg/dot-product.ts";
import { multiply } from "../../linalg/multiply.ts";
import { operatorNorm } from "../../linalg/operator-norm.ts";
import { parseActivation } from "../../model/activations/parse-activation.ts";
import type { Experiment, Problem } from "../experiment.ts";
import { finiteValue } from "../finite-value.ts";
import { drawInputs } from "../one-step/draws.ts";
import { oneStepShape } from "../one-step/shape.ts";
import { realisedCovariance, realisedEigenvalues } from "../spectrum/realised-covariance.ts";
import type { Stream } from "../stream.ts";
import { type FirstLayerGradientParameters, parseFirstLayerGradientParameters } from "./parameters.ts";

type GradientProblem = Problem<FirstLayerGradientParameters>;

/** Lanczos steps that a norm is charged, about twice those it takes at d = 400: for the cost alone. */
const stepsOfNorm = 80;

/**
 * The gradient of a two-layer network's first layer at its start, against the rank-one matrix that it is close to
 * (Theorem 3.9 of Zhang et al. 2025, arXiv 2502.01763).
 *
 * n samples x ~ N(0, Σ), labels y = σ⋆(β⋆ᵀx) + ε with β⋆ ~ N(0, I/d) and ε ~ N(0, σ_ε²); network fᵀσ(Gx) with h × d
 * entries of G from N(0, 1/d) and f of random signs times 1/h (or 1/√h); loss Σ(y − fᵀσ(Gx))²/(2n). The observable is
 * ‖−∇_G L − α·f·β_SGDᵀ‖_op / ‖α·f·β_SGDᵀ‖_op with β_SGD = Xᵀy/n and the given α.
 *
 * `size` is d where φ ≤ 1 and n otherwise, the smaller of the two; h = width·d, rounded. Σ is diagonal without loss of
 * generality: rotating the inputs rotates G, β⋆ and β_SGD along, whose laws are isotropic, and no norm notices.
 *
 * Accuracy: that of the norm, 1e-8 or better.
 *
 * A problem fails with `non-finite` where an activation's value or derivative is not finite.
 */
export const experiment: Experiment<FirstLayerGradientParameters> = {
  id: "first-layer-gradient",
  version: 1,
  module: import.meta.url,
  streamParameters: ["population", "phi", "width"],
  parameters: { parse: parseFirstLayerGradientParameters },
  observables: {
    relativeRemainder: {
      meaning:
        "$\\|\\nabla_G \\widehat L + \\alpha f\\beta_{\\rm SGD}^\\top\\|_{op}$ over $\\|\\alpha f\\beta_{\\rm SGD}^\\top\\|_{op}$, at least 0",
    },
  },
  realise,
  run: (problems, stream) => problems.map((problem) => ({ relativeRemainder: relativeRemainder(problem, stream) })),
  cost,
};

function realise(point: FirstLayerGradientParameters, size: number): GradientProblem {
  const { n, d } = oneStepShape(point.phi, size, 1);
  const h = Math.round(point.width * d);
  if (h < 1) throw invalidInput("width", point.width, `at least ${0.5 / d}, so that there is a hidden unit`);
  if (n * h > 2 ** 28) throw invalidInput("size", size, "such that n × h is at most 2^28");
  const population = realisedCovariance(point.population, d, size);
  return { point, size, realised: { ...point, population, phi: d / n, width: h / d }, shape: { n, d, h } };
}

function relativeRemainder(problem: GradientProblem, stream: Stream): number {
  const { point, shape } = problem;
  const { n, d, h } = shape;
  const x = drawInputs(n, realisedEigenvalues(problem.realised.population), stream.child("inputs"));
  const y = labels(problem, x, stream);
  const weights = denseMatrix(h, d);
  stream.child("weights").fillNormal(weights.data);
  for (let i = 0; i < weights.data.length; i += 1) weights.data[i] /= Math.sqrt(d);
  const signs = drawSigns(h, stream.child("signs"));
  const outputSize = point.outputScale === "mean-field" ? 1 / h : 1 / Math.sqrt(h);

  const hidden = multiply(x, weights, { transposeB: true });
  const weighted = residualTimesSlopes(problem, hidden, y, signs, outputSize);
  // −∇_G L = diag(f)·M with f of equal sizes: signs and size leave the ratio of norms as it is.
  const m = multiply(weighted, x, { transposeA: true, alpha: 1 / n });
  const beta = multiply(x, denseMatrix(n, 1, y), { transposeA: true, alpha: point.slope / n }).data;
  const leading = Math.sqrt(h * dotProduct(beta, beta));
  for (let i = 0; i < h; i += 1) {
    for (let j = 0; j < d; j += 1) m.data[i * d + j] -= beta[j];
  }
  return operatorNorm(m) / leading;
}

function labels({ point, shape }: GradientProblem, x: DenseMatrix, stream: Stream): Float64Array {
  const { n, d } = shape;
  const teacher = parseActivation(point.teacher, "teacher");
  const direction = denseMatrix(d, 1);
  stream.child("teacher").fillNormal(direction.data);
  const y = multiply(x, direction, { alpha: 1 / Math.sqrt(d) }).data;
  const noise = new Float64Array(n);
  if (point.noiseVariance > 0) stream.child("noise").fillNormal(noise);
  const deviation = Math.sqrt(point.noiseVariance);
  for (let i = 0; i < n; i += 1) y[i] = finiteValue("teacher", teacher.value(y[i]), y[i]) + deviation * noise[i];
  return y;
}

/** n × h: (y_i − fᵀσ(Gx_i))·σ′(g_jᵀx_i), of the hidden units' inputs g_jᵀx_i, which are overwritten. */
function residualTimesSlopes(
  { point }: GradientProblem,
  hidden: DenseMatrix,
  y: Float64Array,
  signs: Float64Array,
  outputSize: number,
): DenseMatrix {
  const { value, derivative } = parseActivation(point.activation, "activation");
  const { rows, columns, data } = hidden;
  for (let i = 0; i < rows; i += 1) {
    const row = data.subarray(i * columns, (i + 1) * columns);
    let output = 0;
    for (let j = 0; j < columns; j += 1) output += signs[j] * finiteValue("activation", value(row[j]), row[j]);
    const residual = y[i] - outputSize * output;
    for (let j = 0; j < columns; j += 1) row[j] = residual * finiteValue("activation", derivative(row[j]), row[j]);
  }
  return hidden;
}

function drawSigns(length: number, stream: Stream): Float64Array {
  return new Float64Array(length).map(() => (stream.uniform() < 0.5 ? -1 : 1));
}

/** Draws and activations at ten operations a number, two products of n × d × h, and the norm. */
function cost({ shape: { n, d, h } }: GradientProblem): number {
  return (10 * (n * d + h * d + 2 * n * h) + 4 * n * d * h + 4 * stepsOfNorm * h * d) / 1e6;
}
