import { z } from "zod";
import {
  type DenseMatrix,
  denseMatrix,
  multiply,
  singularValueDecomposition,
  symmetricEigen,
  symmetricProduct,
} from "../../linalg/index.ts";
import { sandwich } from "../gram-spectrum/spectral-matrices.ts";
import { numberBetween, oneOf } from "../linear-representation/point-schema.ts";
import { adamDirection } from "../optimizers/adam.ts";
import type { Architecture } from "./architecture.ts";
import { curvatureBlocks, outputJacobians } from "./curvature.ts";
import type { FirstLayerRule } from "./training.ts";

/**
 * How the first layer is updated, as JSON. W₁ is d × h, G its gradient, X has a row a sample.
 *
 * - `fixed`: D = PG with a given P.
 * - `whitening`: D = (XᵀX)⁺G.
 * - `newton`: D = H⁻¹G with the whole first-layer block H of the `curvature`, of order dh, plus `damping` on its diagonal.
 * - `least-norm-gauss-newton`: D = J⁺r, the smallest D that gives the residuals to first order; J the Jacobian of all outputs.
 * - `kfac`: D = (XᵀX/n + damping)⁻¹G(E + 1/20)⁻¹, E the mean of (n∂L/∂z)(n∂L/∂z)ᵀ over the batch.
 * - `shampoo`: D = L^{−1/4}GR^{−1/4}, L and R the sums over time of GGᵀ and GᵀG plus 10⁻³ on their diagonals.
 * - `muon`: five Newton–Schulz steps towards the orthogonal factor of M ← 0.95M + G.
 * - `adam`: with the usual constants.
 * - `adahessian`: Adam's mean of gradients over the root of the mean square of the exact diagonal of ∂²L/∂W₁² (what its
 *   random probes estimate without bias), without spatial averaging.
 */
export type MethodSpecification =
  | { readonly kind: "fixed" | "whitening" | "least-norm-gauss-newton" | "shampoo" | "muon" | "adam" | "adahessian" }
  | { readonly kind: "newton"; readonly curvature: "gauss-newton" | "hessian"; readonly damping: number }
  | { readonly kind: "kfac"; readonly damping: number };

const kinds =
  '"fixed", "whitening", "newton", "least-norm-gauss-newton", "kfac", "shampoo", "muon", "adam" or "adahessian"';

const only = (members: string) => ({
  error: (issue: { readonly code?: string }) =>
    issue.code === "unrecognized_keys" ? `absent: a method of this kind has ${members}` : `an object with ${members}`,
});

const damping = numberBetween(0, Number.POSITIVE_INFINITY, { lowest: true }).default(0);

export const methodSchema = z.discriminatedUnion(
  "kind",
  [
    z.strictObject(
      {
        kind: z.enum(["fixed", "whitening", "least-norm-gauss-newton", "shampoo", "muon", "adam", "adahessian"]),
      },
      only("kind"),
    ),
    z.strictObject(
      { kind: z.literal("newton"), curvature: oneOf("gauss-newton", "hessian"), damping },
      only("kind, curvature and damping"),
    ),
    z.strictObject({ kind: z.literal("kfac"), damping }, only("kind and damping")),
  ],
  { error: (issue) => (issue.code === "invalid_union" ? kinds : `an object with kind: ${kinds}`) },
);

/** Told the condition of every matrix that a rule takes a negative power of, max|λ|/min|λ|. */
export type ConditionListener = (condition: number) => void;

/**
 * The rule at the beginning of a run.
 *
 * @param preconditioner P of `fixed`.
 */
export function createRule(
  method: MethodSpecification,
  architecture: Architecture,
  preconditioner: DenseMatrix,
  listener: ConditionListener = () => undefined,
): FirstLayerRule {
  switch (method.kind) {
    case "fixed":
      return ({ gradient }) => multiply(preconditioner, gradient);
    case "whitening": {
      // Of inputs that stay.
      let inverse: DenseMatrix | undefined;
      return ({ inputs, gradient }) => {
        if (inverse === undefined) {
          const { values } = singularValueDecomposition(inputs);
          listener((values[0] / values[values.length - 1]) ** 2);
          inverse = inverseGram(inputs);
        }
        return multiply(inverse, gradient);
      };
    }
    case "newton":
      return newtonRule(architecture, method.curvature, method.damping, listener);
    case "least-norm-gauss-newton":
      return leastNormRule(architecture, listener);
    case "kfac":
      return kfacRule(method.damping, listener);
    case "shampoo":
      return shampooRule(listener);
    case "muon":
      return muonRule();
    case "adam": {
      const direction = adamDirection({ learningRate: 1 });
      return ({ gradient }) => direction(gradient);
    }
    case "adahessian":
      return adahessianRule(architecture);
  }
}

/** (XᵀX)⁺ = VS⁻²Vᵀ of inputs X = USVᵀ of full rank, a row a sample. */
export function inverseGram(inputs: DenseMatrix): DenseMatrix {
  const { values, right } = singularValueDecomposition(inputs);
  return sandwich(
    right,
    values.map((value) => value ** -2),
  );
}

function newtonRule(
  architecture: Architecture,
  curvature: "gauss-newton" | "hessian",
  ridge: number,
  listener: ConditionListener,
): FirstLayerRule {
  return (state) => {
    const { inputs, gradient } = state;
    const { rows: d, columns: h } = gradient;
    const order = d * h;
    const matrix = denseMatrix(order, order);
    curvatureBlocks(architecture, state, curvature).forEach((block, s) => {
      for (let a = 0; a < d; a++) {
        for (let b = 0; b < d; b++) {
          const weight = inputs.data[s * d + a] * inputs.data[s * d + b];
          for (let i = 0; i < h; i++) {
            for (let j = 0; j < h; j++) matrix.data[(a * h + i) * order + b * h + j] += weight * block.data[i * h + j];
          }
        }
      }
    });
    const target = denseMatrix(order, 1, gradient.data.slice());
    return denseMatrix(d, h, multiply(matrixPower(matrix, ridge, -1, listener), target).data);
  };
}

/** (M + ridge·I)^power by eigenvectors, for a negative whole power of any or a negative one of a positive definite matrix. */
function matrixPower(matrix: DenseMatrix, ridge: number, power: number, listener: ConditionListener): DenseMatrix {
  const { values, vectors } = symmetricEigen(matrix);
  const sizes = values.map((value) => Math.abs(value + ridge));
  listener(Math.max(...sizes) / Math.min(...sizes));
  return sandwich(
    vectors,
    values.map((value) => (value + ridge) ** power),
  );
}

function leastNormRule(architecture: Architecture, listener: ConditionListener): FirstLayerRule {
  return ({ inputs, preActivations, parameters, outputGradient, gradient }) => {
    const { hidden, outputs } = architecture;
    const samples = preActivations.rows;
    const jacobians = outputJacobians(architecture, architecture.forward(preActivations.data, parameters), samples);
    const kernel = symmetricProduct(inputs, "rows");
    const order = samples * outputs;
    const gram = symmetricProduct(denseMatrix(order, hidden, jacobians), "rows");
    for (let i = 0; i < gram.data.length; i++) {
      const [row, column] = [Math.floor(i / order), i % order];
      gram.data[i] *= kernel.data[Math.floor(row / outputs) * samples + Math.floor(column / outputs)];
    }
    // Residuals over n, as the gradient has them.
    const scaledResiduals = denseMatrix(order, 1, outputGradient.slice());
    const multipliers = multiply(matrixPower(gram, 0, -1, listener), scaledResiduals).data;
    const back = denseMatrix(samples, hidden);
    for (let i = 0; i < jacobians.length; i++) {
      const row = Math.floor(i / hidden);
      back.data[Math.floor(row / outputs) * hidden + (i % hidden)] += samples * multipliers[row] * jacobians[i];
    }
    return denseMatrix(gradient.rows, hidden, multiply(inputs, back, { transposeA: true }).data);
  };
}

function kfacRule(damping: number, listener: ConditionListener): FirstLayerRule {
  return ({ inputs, preActivationGradient, gradient }) => {
    const left = matrixPower(symmetricProduct(inputs, "columns", 1 / inputs.rows), damping, -1, listener);
    const right = matrixPower(symmetricProduct(preActivationGradient, "columns", inputs.rows), 0.05, -1, listener);
    return multiply(left, multiply(gradient, right));
  };
}

function shampooRule(listener: ConditionListener): FirstLayerRule {
  let left: DenseMatrix | undefined;
  let right: DenseMatrix | undefined;
  return ({ gradient }) => {
    left ??= denseMatrix(gradient.rows, gradient.rows);
    right ??= denseMatrix(gradient.columns, gradient.columns);
    add(left, symmetricProduct(gradient, "rows"));
    add(right, symmetricProduct(gradient, "columns"));
    const [onLeft, onRight] = [left, right].map((sum) => matrixPower(sum, 1e-3, -0.25, listener));
    return multiply(onLeft, multiply(gradient, onRight));
  };
}

function muonRule(): FirstLayerRule {
  // The quintic of K. Jordan et al., "Muon: an optimizer for hidden layers in neural networks" (2024).
  const [a, b, c] = [3.4445, -4.775, 2.0315];
  let momentum: DenseMatrix | undefined;
  return ({ gradient: { rows, columns, data } }) => {
    const decayed = momentum;
    momentum = denseMatrix(
      rows,
      columns,
      data.map((entry, i) => entry + 0.95 * (decayed?.data[i] ?? 0)),
    );
    const norm = Math.sqrt(momentum.data.reduce((sum, entry) => sum + entry * entry, 0)) + 1e-7;
    let factor = denseMatrix(
      rows,
      columns,
      momentum.data.map((entry) => entry / norm),
    );
    for (let k = 0; k < 5; k++) {
      const gram = symmetricProduct(factor, "columns");
      const polynomial = multiply(gram, gram, { alpha: c });
      for (let i = 0; i < gram.data.length; i++) polynomial.data[i] += b * gram.data[i];
      for (let i = 0; i < columns; i++) polynomial.data[i * (columns + 1)] += a;
      factor = multiply(factor, polynomial);
    }
    return factor;
  };
}

function adahessianRule(architecture: Architecture): FirstLayerRule {
  const [meanDecay, squareDecay] = [0.9, 0.999];
  let means = new Float64Array(0);
  let squares = new Float64Array(0);
  let time = 0;
  return (state) => {
    const { inputs, gradient } = state;
    const { rows: d, columns: h } = gradient;
    if (time === 0) [means, squares] = [new Float64Array(d * h), new Float64Array(d * h)];
    time++;
    const diagonal = new Float64Array(d * h);
    curvatureBlocks(architecture, state, "hessian").forEach((block, s) => {
      for (let i = 0; i < d * h; i++) {
        const j = i % h;
        diagonal[i] += inputs.data[s * d + Math.floor(i / h)] ** 2 * block.data[j * (h + 1)];
      }
    });
    const direction = denseMatrix(d, h);
    for (let i = 0; i < d * h; i++) {
      means[i] = meanDecay * means[i] + (1 - meanDecay) * gradient.data[i];
      squares[i] = squareDecay * squares[i] + (1 - squareDecay) * diagonal[i] ** 2;
      const mean = means[i] / (1 - meanDecay ** time);
      direction.data[i] = mean / (Math.sqrt(squares[i] / (1 - squareDecay ** time)) + 1e-8);
    }
    return direction;
  };
}

function add(target: DenseMatrix, change: DenseMatrix): void {
  for (let i = 0; i < target.data.length; i++) target.data[i] += change.data[i];
}
