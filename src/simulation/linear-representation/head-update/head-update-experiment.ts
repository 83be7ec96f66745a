import type { z } from "zod";
import { invalidInput } from "../../../foundation/errors.ts";
import {
  type DenseMatrix,
  denseMatrix,
  multiply,
  symmetricEigenvalues,
  symmetricProduct,
  thinQr,
} from "../../../linalg/index.ts";
import type { Experiment, Problem } from "../../experiment.ts";
import { requireOneCell } from "../../require-one-cell.ts";
import type { Stream } from "../../stream.ts";
import { streamCost } from "../../stream-cost.ts";
import { drawBatch } from "../data.ts";
import { frobenius, trace } from "../frobenius.ts";
import { drawInstance } from "../instance.ts";
import { haarRows, transpose } from "../orthonormal-rows.ts";
import { numberBetween, oneOf, reader, strictPoint } from "../point-schema.ts";
import { plus, solveRight } from "../population-step.ts";

/** A point of the head-update experiment. */
export type HeadUpdateParameters = {
  /** κ(Σ) of a log-spaced spectrum in a Haar basis. */
  readonly condition: number;
  /** n/d, samples for each input. */
  readonly samplesPerInput: number;
  /** σ_ε, the noise. */
  readonly noise: number;
  /** η_F, the step of the head. */
  readonly headStep: number;
  /** Q_F: the covariance of the features on the batch itself, on another batch, or the identity. */
  readonly preconditioner: "same-batch" | "other-batch" | "identity";
};

const k = 3;
const outputs = 4;

/**
 * F − η_F ∇_F L̂ Q_F⁻¹, from the gradient on a batch and a Cholesky factor of Q_F = ZᵀZ/n, against (1 − η_F)F + η_F F_LS with
 * the least-squares head from a QR factorisation of the features Z = XGᵀ. `size` is d; three features, four outputs, G with
 * Haar orthonormal rows, F with independent N(0, 1) entries.
 *
 * How far rounding drives the two apart, in units of ε = 2⁻⁵² and to first order. Let u = ‖Z‖²_F‖(ZᵀZ)⁻¹‖ ≥ κ(Z)², and let
 * D = ∇Q⁻¹ = F − F_LS. The gradient (FZᵀ − Yᵀ)Z/n is a sum of n products of a residual that is itself rounded: it is off by
 * (n + k + 3)(‖F‖‖Z‖ + ‖Y‖)‖Z‖/n, and Q by (n + 1)‖Z‖²/n; the solution with the factor perturbs Q by 3(k + 1)tr Q. Divided
 * by λ_min(Q) this is (n + k + 3)(u‖F‖ + √u·‖Y‖‖Z⁺‖) and (n + 3k + 4)u‖D‖. With y = ‖Y‖‖Z⁺‖, which is at least ‖F_LS‖, and
 * u ≥ 1 both are at most (n + 3k + 4)·u·(‖F‖ + y) and its double. The QR side is off by 10nk·√u·(‖F_LS‖ + √u·y), which is the
 * usual bound of Householder least squares with 5nk for the constant. Forming Z = XGᵀ is common to both. Together
 * ‖left − right‖_F ≤ (3n + 20nk + 9k + 15)·c with c = u(‖F‖_F + y).
 */
export const experiment: Experiment<HeadUpdateParameters> = {
  id: "linear-representation-head-update",
  version: 1,
  module: import.meta.url,
  streamParameters: ["condition", "samplesPerInput"],
  parameters: reader(
    strictPoint({
      condition: numberBetween(1, Number.POSITIVE_INFINITY, { lowest: true }),
      samplesPerInput: numberBetween(0, 1000, { highest: true }),
      noise: numberBetween(0, Number.POSITIVE_INFINITY, { lowest: true }),
      headStep: numberBetween(0, 2, { lowest: true, highest: true }),
      preconditioner: oneOf("same-batch", "other-batch", "identity").default("same-batch"),
    }) as unknown as z.ZodType<HeadUpdateParameters>,
  ),
  observables: {
    difference: { meaning: "‖F − η_F∇Q⁻¹ − ((1 − η_F)F + η_F F_LS)‖_F" },
    scale: { meaning: "‖(1 − η_F)F + η_F F_LS‖_F" },
    amplification: { meaning: "‖Z‖²_F‖(ZᵀZ)⁻¹‖(‖F‖_F + ‖Y‖_F‖Z⁺‖)/‖(1 − η_F)F + η_F F_LS‖_F" },
  },
  realise(point, size) {
    if (!Number.isInteger(size) || size < k || size > 512) {
      throw invalidInput("size", size, `a whole number from ${k} to 512`);
    }
    const d = size;
    const n = Math.max(k + 1, Math.round(point.samplesPerInput * d));
    return { point, size, realised: { ...point, samplesPerInput: n / d }, shape: { d, n } };
  },
  run,
  cost: ({ shape: { d, n } }) => 8 * streamCost + (20 * n * d + 2 * n * d * d + 10 * d ** 3) / 1e6,
};

function run(problems: readonly Problem<HeadUpdateParameters>[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const {
    point: { condition },
    shape: { d, n },
  } = problems[0];
  const instance = drawInstance(
    {
      inputs: d,
      features: k,
      outputs,
      covariance: { basis: "haar", spectrum: { kind: "log-spaced", condition } },
      head: { kind: "gaussian" },
    },
    stream.child("instance"),
  );
  const features = haarRows(k, d, stream.child("start"));
  const head = denseMatrix(outputs, k);
  stream.child("head").fillNormal(head.data);
  const embedded = (label: string, noise: number) => {
    const batch = drawBatch(instance, { samples: n, noise, inputLaw: "gaussian" }, stream.child(label));
    return { z: multiply(batch.inputs, features, { transposeB: true }), labels: batch.labels };
  };
  return problems.map(({ point: { noise, headStep, preconditioner } }) => {
    const { z, labels } = embedded("batch", noise);
    const residual = plus(multiply(z, head, { transposeB: true }), labels, -1);
    const gradient = multiply(residual, z, { transposeA: true, alpha: 1 / n });
    const gram = symmetricProduct(z, "columns", 1 / n);
    const direction =
      preconditioner === "identity"
        ? gradient
        : solveRight(
            gradient,
            preconditioner === "same-batch"
              ? gram
              : symmetricProduct(embedded("another batch", noise).z, "columns", 1 / n),
          );
    const updated = plus(head, direction, -headStep);
    const fitted = leastSquares(z, labels);
    const mixed = plus(scaled(head, 1 - headStep), fitted, headStep);
    const smallest = symmetricEigenvalues(gram)[0] * n;
    const spread = (trace(gram) * n) / smallest;
    const scale = frobenius(mixed);
    return {
      difference: frobenius(plus(updated, mixed, -1)),
      scale,
      amplification: (spread * (frobenius(head) + frobenius(labels) / Math.sqrt(smallest))) / scale,
    };
  });
}

/** The F with least ‖Y − ZFᵀ‖_F, by a QR factorisation of Z. */
function leastSquares(z: DenseMatrix, labels: DenseMatrix): DenseMatrix {
  const { q, r } = thinQr(z);
  const right = multiply(q, labels, { transposeA: true });
  const { columns } = labels;
  for (let i = k - 1; i >= 0; i--) {
    for (let c = 0; c < columns; c++) {
      let sum = right.data[i * columns + c];
      for (let j = i + 1; j < k; j++) sum -= r.data[i * k + j] * right.data[j * columns + c];
      right.data[i * columns + c] = sum / r.data[i * k + i];
    }
  }
  return transpose(right);
}

function scaled(a: DenseMatrix, factor: number): DenseMatrix {
  return denseMatrix(
    a.rows,
    a.columns,
    a.data.map((entry) => factor * entry),
  );
}
