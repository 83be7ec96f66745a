import { z } from "zod";
import { invalidInput } from "../../foundation/errors.ts";
import { parseWith } from "../../foundation/parse.ts";
import { type DenseMatrix, denseMatrix } from "../../linalg/index.ts";

/**
 * A loss as a user writes it in JSON, the mean over the samples of
 *
 * - `squared`: ½ Σ_k (f_k − y_k)², any labels;
 * - `huber`: Σ_k of ½r² for |r| ≤ threshold and threshold·(|r| − threshold/2) beyond, r = f_k − y_k;
 * - `logistic`: Σ_k log(1 + exp(−y_k f_k)), labels −1 and 1;
 * - `cross-entropy`: −Σ_k y_k log p_k with p the softmax of f, labels from 0 that add up to 1.
 */
export type LossSpecification =
  | { readonly kind: "squared" }
  | { readonly kind: "huber"; readonly threshold: number }
  | { readonly kind: "logistic" }
  | { readonly kind: "cross-entropy" };

/** What a loss is at some outputs. */
export interface LossValue {
  readonly value: number;
  /** ∂L/∂F, outputs × N. */
  readonly gradient: DenseMatrix;
}

export interface Loss {
  readonly specification: LossSpecification;
  /**
   * The loss of outputs F at labels Y, both outputs × N. Without overflow wherever the loss is a finite number.
   *
   * @throws AsymptopiaError `invalid-input`, field `labels`, where the shapes differ.
   */
  at(outputs: DenseMatrix, labels: DenseMatrix): LossValue;
}

const kinds = '"squared", "huber", "logistic" or "cross-entropy"';
const threshold = "a number above 0";

const only = (members: string) => ({
  error: (issue: { readonly code?: string }) =>
    issue.code === "unrecognized_keys" ? `absent: a loss of this kind has ${members}` : `an object with ${members}`,
});

const schema = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({ kind: z.enum(["squared", "logistic", "cross-entropy"]) }, only("kind")),
    z.strictObject(
      { kind: z.literal("huber"), threshold: z.number(threshold).gt(0, threshold).default(1) },
      only("kind and threshold"),
    ),
  ],
  { error: (issue) => (issue.code === "invalid_union" ? kinds : `an object with kind: ${kinds}`) },
);

/**
 * The loss that `input` specifies.
 *
 * @throws AsymptopiaError `invalid-input`, naming the offending member below `field`.
 */
export function parseLoss(input: unknown, field = "loss"): Loss {
  const specification = parseWith(schema, input, field);
  const columns = columnLoss(specification);
  return {
    specification,
    at(outputs, labels) {
      const { rows, columns: samples } = outputs;
      if (labels.rows !== rows || labels.columns !== samples) {
        throw invalidInput("labels", `${labels.rows} × ${labels.columns}`, `of ${rows} × ${samples} numbers`);
      }
      const gradient = denseMatrix(rows, samples);
      let value = 0;
      for (let j = 0; j < samples; j++) value += columns(outputs, labels, j, gradient);
      for (let i = 0; i < gradient.data.length; i++) gradient.data[i] /= samples;
      return { value: value / samples, gradient };
    },
  };
}

/** The loss of sample j; what it gives out for column j of `gradient` is written there. */
type ColumnLoss = (outputs: DenseMatrix, labels: DenseMatrix, j: number, gradient: DenseMatrix) => number;

function columnLoss(specification: LossSpecification): ColumnLoss {
  switch (specification.kind) {
    case "squared":
      return outputByOutput((f, y) => [0.5 * (f - y) ** 2, f - y]);
    case "huber":
      return outputByOutput((f, y) => huber(f - y, specification.threshold));
    case "logistic":
      return outputByOutput((f, y) => logistic(f, y));
    case "cross-entropy":
      return crossEntropy;
  }
}

function outputByOutput(one: (f: number, y: number) => readonly [value: number, slope: number]): ColumnLoss {
  return ({ rows, columns, data }, labels, j, gradient) => {
    let sum = 0;
    for (let i = 0; i < rows; i++) {
      const at = i * columns + j;
      const [value, slope] = one(data[at], labels.data[at]);
      sum += value;
      gradient.data[at] = slope;
    }
    return sum;
  };
}

function huber(residual: number, threshold: number): readonly [number, number] {
  const size = Math.abs(residual);
  if (size <= threshold) return [0.5 * residual ** 2, residual];
  return [threshold * (size - threshold / 2), threshold * Math.sign(residual)];
}

function logistic(f: number, y: number): readonly [number, number] {
  const x = -y * f;
  const value = x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
  return [value, -y / (1 + Math.exp(-x))];
}

/** For labels that add up to 1 the gradient is p − y. */
function crossEntropy({ rows, columns, data }: DenseMatrix, labels: DenseMatrix, j: number, gradient: DenseMatrix) {
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < rows; i++) most = Math.max(most, data[i * columns + j]);
  let total = 0;
  for (let i = 0; i < rows; i++) total += Math.exp(data[i * columns + j] - most);
  const logTotal = Math.log(total);
  let value = 0;
  for (let i = 0; i < rows; i++) {
    const at = i * columns + j;
    const logShare = data[at] - most - logTotal;
    value -= labels.data[at] * logShare;
    gradient.data[at] = Math.exp(logShare) - labels.data[at];
  }
  return value;
}
