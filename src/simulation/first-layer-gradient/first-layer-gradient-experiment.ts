import { invalidInput } from "../../foundation/errors.ts";
import { canonicalJson, type Json } from "../../foundation/json.ts";
import { type DenseMatrix, denseMatrix, unwrittenMatrix } from "../../linalg/dense-matrix.ts";
import { dotProduct } from "../../linalg/dot-product.ts";
import { multiply } from "../../linalg/multiply.ts";
import { operatorNorm } from "../../linalg/operator-norm.ts";
import { withScratch } from "../../linalg/scratch.ts";
import { parseActivation } from "../../model/activations/parse-activation.ts";
import type { Experiment, Problem } from "../experiment.ts";
import { finiteValue } from "../finite-value.ts";
import { drawInputs } from "../one-step/draws.ts";
import { oneStepShape } from "../one-step/shape.ts";
import { requireOneCell } from "../require-one-cell.ts";
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
  version: 3,
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
  run: (problems, stream) => withScratch(() => run(problems, stream)),
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

/** What problems have in common is computed once: the draws, the labels, the activations, and the gradient. */
function run(problems: readonly GradientProblem[], stream: Stream): { relativeRemainder: number }[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const { realised, shape } = problems[0];
  const { n, d, h } = shape;
  const x = drawInputs(n, realisedEigenvalues(realised.population), stream.child("inputs"));
  const weights = drawWeights(h, d, stream.child("weights"));
  const signs = drawSigns(h, stream.child("signs"));
  const hidden = multiply(x, weights, { transposeB: true });
  const labelsOf = perKey(
    ({ point }) => [point.teacher, point.noiseVariance],
    (problem) => labels(problem, x, stream),
  );
  const unitsOf = perKey(
    ({ point }) => point.activation,
    (problem) => hiddenUnits(problem, hidden, signs),
  );
  const gradientOf = perKey(
    ({ point }) => [point.teacher, point.noiseVariance, point.activation, point.outputScale],
    (problem) => {
      const weighted = residualTimesSlopes(labelsOf(problem), unitsOf(problem), outputSize(problem));
      // −∇_G L = diag(f)·M with f of equal sizes: signs and size leave the ratio of norms as it is.
      return multiply(weighted, x, { transposeA: true, alpha: 1 / n });
    },
  );
  return problems.map((problem) => {
    const y = denseMatrix(n, 1, labelsOf(problem));
    const beta = multiply(x, y, { transposeA: true, alpha: problem.point.slope / n }).data;
    const leading = Math.sqrt(h * dotProduct(beta, beta));
    return { relativeRemainder: operatorNorm(lessRow(gradientOf(problem), beta)) / leading };
  });
}

/** G₀, h × d. */
function drawWeights(h: number, d: number, stream: Stream): DenseMatrix {
  const weights = unwrittenMatrix(h, d);
  stream.fillNormal(weights.data);
  const root = Math.sqrt(d);
  for (let i = 0; i < weights.data.length; i += 1) weights.data[i] /= root;
  return weights;
}

/** A matrix with `row` subtracted from each of its rows. */
function lessRow({ rows, columns, data }: DenseMatrix, row: Float64Array): DenseMatrix {
  const difference = unwrittenMatrix(rows, columns);
  for (let i = 0; i < rows; i += 1) {
    const at = i * columns;
    for (let j = 0; j < columns; j += 1) difference.data[at + j] = data[at + j] - row[j];
  }
  return difference;
}

/** `make`, called once for all problems with the same key. */
function perKey<T>(
  keyOf: (problem: GradientProblem) => Json,
  make: (problem: GradientProblem) => T,
): (problem: GradientProblem) => T {
  const made = new Map<string, { readonly value: T }>();
  return (problem) => {
    const key = canonicalJson(keyOf(problem));
    const known = made.get(key) ?? { value: make(problem) };
    made.set(key, known);
    return known.value;
  };
}

/** |f_j| */
function outputSize({ point, shape: { h } }: GradientProblem): number {
  return point.outputScale === "mean-field" ? 1 / h : 1 / Math.sqrt(h);
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

interface HiddenUnits {
  /** Σ_j sign_j·σ(g_jᵀx_i) of the n samples. */
  readonly outputs: Float64Array;
  /** σ′(g_jᵀx_i), n × h. */
  readonly slopes: DenseMatrix;
}

/** Of the hidden units' inputs g_jᵀx_i, n × h. */
function hiddenUnits({ point }: GradientProblem, hidden: DenseMatrix, signs: Float64Array): HiddenUnits {
  const { value, derivative } = parseActivation(point.activation, "activation");
  const { rows, columns, data } = hidden;
  const outputs = new Float64Array(rows);
  const slopes = unwrittenMatrix(rows, columns);
  for (let i = 0; i < rows; i += 1) {
    const at = i * columns;
    let output = 0;
    for (let j = 0; j < columns; j += 1) {
      const z = data[at + j];
      output += signs[j] * finiteValue("activation", value(z), z);
      slopes.data[at + j] = finiteValue("activation", derivative(z), z);
    }
    outputs[i] = output;
  }
  return { outputs, slopes };
}

/** n × h: (y_i − fᵀσ(Gx_i))·σ′(g_jᵀx_i). */
function residualTimesSlopes(y: Float64Array, { outputs, slopes }: HiddenUnits, size: number): DenseMatrix {
  const { rows, columns } = slopes;
  const weighted = unwrittenMatrix(rows, columns);
  for (let i = 0; i < rows; i += 1) {
    const residual = y[i] - size * outputs[i];
    const at = i * columns;
    for (let j = 0; j < columns; j += 1) weighted.data[at + j] = residual * slopes.data[at + j];
  }
  return weighted;
}

function drawSigns(length: number, stream: Stream): Float64Array {
  return new Float64Array(length).map(() => (stream.uniform() < 0.5 ? -1 : 1));
}

/** Draws and activations at ten operations a number, two products of n × d × h, and the norm. */
function cost({ shape: { n, d, h } }: GradientProblem): number {
  return (10 * (n * d + h * d + 2 * n * h) + 4 * n * d * h + 4 * stepsOfNorm * h * d) / 1e6;
}
