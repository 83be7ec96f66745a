import type { z } from "zod";
import { invalidInput } from "../../foundation/errors.ts";
import {
  choleskyFactor,
  choleskySolve,
  denseMatrix,
  multiply,
  symmetricEigen,
  symmetricProduct,
} from "../../linalg/index.ts";
import type { Experiment, Problem } from "../experiment.ts";
import { frobenius } from "../linear-representation/frobenius.ts";
import { numberBetween, oneOf, reader, strictPoint } from "../linear-representation/point-schema.ts";
import { distance } from "../matrix-identities/norms.ts";
import { oneStepShape } from "../one-step/shape.ts";
import { haarOrthogonal } from "../orthogonal/haar-orthogonal.ts";
import { requireOneCell } from "../require-one-cell.ts";
import type { Stream } from "../stream.ts";
import { streamCost } from "../stream-cost.ts";
import { inputsOfRank, lastColumns, sandwich } from "./spectral-matrices.ts";

/** A point of the interpolator experiment. */
export type InterpolatorParameters = {
  /** φ = d/n, from 1. */
  readonly phi: number;
  /** p, from −4 to 4. */
  readonly exponent: number;
  /** The largest over the smallest singular value of X, from 1; they are in a geometric sequence. */
  readonly spread: number;
  /** Whose covariance P is the power of: the inputs' own XXᵀ, or one with the same d eigenvalues that knows nothing of X. */
  readonly covariance: "sample" | "population";
};

type InterpolatorProblem = Problem<InterpolatorParameters>;

/**
 * Where preconditioned gradient descent on ½‖Xᵀw − y‖² ends, from w = 0: PX(XᵀPX)⁻¹y, against the minimum-norm
 * interpolator X(XᵀX)⁻¹y. X is d × n of rank n. `size` is n.
 *
 * How far rounding drives the two apart for P = (XXᵀ)^p, to first order in ε = 2⁻⁵². Let T = ‖X‖²_F, λ the smallest
 * eigenvalue of XᵀX and c = T/λ. As in the Gram-spectrum experiment P is off by (33d + n + 5)ε·(1 + |p|)c relative to its
 * largest eigenvalue, XᵀPX by (2d + 2)ε more, and the solution of order n by 3(n + 1)ε·T‖P‖·n. Relative to s = ‖y‖/√λ, which
 * is at least the norm of either side, an error η of P reaches the left side through PX(XᵀPX)⁻¹ = X(XᵀX)⁻¹, of norm 1/√λ,
 * and through (XᵀPX)⁻¹, with ‖P‖‖(XᵀPX)⁻¹‖ ≤ c^{|p|}/λ: by 2ηc^{|p|+1} at most. The right side is the case p = 0.
 * Together ‖left − right‖ ≤ (70d + 8n² + 20n + 20)·ε·(1 + |p|)·c^{|p|+2}·s.
 */
export const experiment: Experiment<InterpolatorParameters> = {
  id: "preconditioned-interpolator",
  version: 1,
  module: import.meta.url,
  streamParameters: ["phi", "spread"],
  parameters: reader(
    strictPoint({
      phi: numberBetween(1, Number.POSITIVE_INFINITY, { lowest: true }),
      exponent: numberBetween(-4, 4, { lowest: true, highest: true }),
      spread: numberBetween(1, 1e6, { lowest: true, highest: true }),
      covariance: oneOf("sample", "population").default("sample"),
    }) as unknown as z.ZodType<InterpolatorParameters>,
  ),
  observables: {
    difference: { meaning: "‖PX(XᵀPX)⁻¹y − X(XᵀX)⁻¹y‖" },
    scale: { meaning: "‖y‖ over the smallest singular value of X, at least the norm of either side" },
    condition: { meaning: "(1 + |p|)·(‖X‖²_F/λ)^{|p| + 2}, λ the smallest eigenvalue of XᵀX" },
  },
  realise(point, size) {
    if (size > 512) throw invalidInput("size", size, "a whole number from 2 to 512");
    const shape = oneStepShape(point.phi, size, 1);
    return { point, size, realised: { ...point, phi: shape.d / shape.n }, shape };
  },
  run,
  cost: ({ shape: { n, d } }) => 4 * streamCost + (15 * d ** 3 + 4 * n ** 3 + 10 * n * d * (n + d)) / 1e6,
};

function run(problems: readonly InterpolatorProblem[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const {
    point: { spread },
    shape: { n, d },
  } = problems[0];
  const inputs = inputsOfRank(d, n, n, spread, stream);
  const labels = denseMatrix(n, 1);
  stream.child("labels").fillNormal(labels.data);
  const minimumNorm = multiply(inputs, choleskySolve(choleskyFactor(symmetricProduct(inputs, "columns")), labels));
  const own = symmetricEigen(symmetricProduct(inputs, "rows"));
  const ownValues = own.values.subarray(d - n);
  // The singular values begin at 1.
  const smallest = 1;
  const total = frobenius(inputs) ** 2;
  return problems.map(({ point: { exponent, covariance } }) => {
    const powers = ownValues.map((value) => value ** exponent);
    const preconditioner =
      covariance === "sample"
        ? sandwich(lastColumns(own.vectors, n), powers)
        : sandwich(
            haarOrthogonal(d, stream.child("population")),
            Float64Array.from({ length: d }, (_, j) => powers[j % n]),
          );
    const features = multiply(preconditioner, inputs);
    const gram = multiply(inputs, features, { transposeA: true });
    const left = multiply(features, choleskySolve(choleskyFactor(gram), labels));
    return {
      difference: distance(left.data, minimumNorm.data),
      scale: frobenius(labels) / Math.sqrt(smallest),
      condition: (1 + Math.abs(exponent)) * (total / smallest) ** (Math.abs(exponent) + 2),
    };
  });
}
