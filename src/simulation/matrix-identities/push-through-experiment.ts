import { choleskyFactor } from "../../linalg/cholesky-factor.ts";
import { choleskySolve } from "../../linalg/cholesky-solve.ts";
import { type DenseMatrix, denseMatrix } from "../../linalg/dense-matrix.ts";
import { dotProduct } from "../../linalg/dot-product.ts";
import { multiply } from "../../linalg/multiply.ts";
import { symmetricProduct } from "../../linalg/symmetric-product.ts";
import type { Experiment, Problem } from "../experiment.ts";
import { oneStepShape } from "../one-step/shape.ts";
import { requireOneCell } from "../require-one-cell.ts";
import type { Stream } from "../stream.ts";
import { streamCost } from "../stream-cost.ts";
import { distance, squaredNorm } from "./norms.ts";
import { type PushThroughParameters, parsePushThroughParameters } from "./push-through-parameters.ts";

type PushThroughProblem = Problem<PushThroughParameters>;

/**
 * (XᵀX + λI)⁻¹Xᵀy against Xᵀ(XXᵀ + λI)⁻¹y, both by Cholesky factors, for an n × d matrix X with independent N(0, 1/n)
 * entries and y with independent N(0, 1) entries. `size` is the smaller of n and d. Points that differ in λ alone share
 * X and y.
 *
 * How far rounding drives the two apart, to first order in ε = 2⁻⁵². Let w = (XXᵀ + λI)⁻¹y and x = Xᵀw, so that
 * s² = yᵀw = ‖x‖² + λ‖w‖² and y = Xx + λw; and let c = ‖X‖²_F/λ + max(n, d), which is at least tr(M)·‖M⁻¹‖ for both
 * matrices M that are factored.
 *
 * - Forming XᵀX, adding λ, factoring and solving perturb M by at most (n + 1)ε‖X‖²_F, ε·tr M and 3(d + 1)ε·tr M, the
 *   last because the norm of |L||Lᵀ| is at most ‖L‖²_F = tr M. Relative to x that is (n + 3d + 5)·ε·c.
 * - The error of Xᵀy, (n + 1)ε‖X‖_F‖y‖ at most, is divided by λ at most, and ‖X‖_F‖y‖/λ ≤ (‖X‖²_F/λ)·‖x‖ + ‖X‖_F‖w‖ ≤ 2cs.
 * - On the right, the perturbation of M reaches x through XᵀM⁻¹, whose norm is at most 1/(2√λ): (d + 3n + 5)·ε·c·s/2; the
 *   product with Xᵀ adds (n + 1)·ε·‖X‖_F‖w‖ ≤ (n + 1)·ε·c·s.
 *
 * Together, ‖left − right‖ ≤ 9·(max(n, d) + 2)·ε·c·s. The observables are ‖left − right‖, s and c.
 */
export const experiment: Experiment<PushThroughParameters> = {
  id: "push-through",
  version: 1,
  module: import.meta.url,
  streamParameters: ["phi"],
  parameters: { parse: parsePushThroughParameters },
  observables: {
    difference: { meaning: "‖(XᵀX + λI)⁻¹Xᵀy − Xᵀ(XXᵀ + λI)⁻¹y‖" },
    scale: { meaning: "(yᵀ(XXᵀ + λI)⁻¹y)^{1/2}, at least the norm of either side" },
    condition: { meaning: "‖X‖²_F/λ + max(n, d), at least tr(M)·‖M⁻¹‖ for both matrices that are factored" },
  },
  realise(point, size) {
    const shape = oneStepShape(point.phi, size, 1);
    return { point, size, realised: { ...point, phi: shape.d / shape.n }, shape };
  },
  run,
  cost,
};

function run(problems: readonly PushThroughProblem[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const { n, d } = problems[0].shape;
  const x = denseMatrix(n, d);
  stream.child("matrix").fillNormal(x.data);
  const deviation = 1 / Math.sqrt(n);
  for (let i = 0; i < x.data.length; i++) x.data[i] *= deviation;
  const y = denseMatrix(n, 1);
  stream.child("labels").fillNormal(y.data);
  const columnGram = symmetricProduct(x, "columns");
  const rowGram = symmetricProduct(x, "rows");
  const projected = multiply(x, y, { transposeA: true });
  return problems.map(({ point: { lambda, ridgeError } }) => {
    const left = solve(columnGram, lambda, projected);
    const dual = solve(rowGram, lambda * (1 + ridgeError), y);
    const right = multiply(x, dual, { transposeA: true });
    return {
      difference: distance(left.data, right.data),
      scale: Math.sqrt(dotProduct(y.data, dual.data)),
      condition: squaredNorm(x.data) / lambda + Math.max(n, d),
    };
  });
}

function solve(gram: DenseMatrix, ridge: number, rightHandSide: DenseMatrix): DenseMatrix {
  return choleskySolve(choleskyFactor(gram, ridge), rightHandSide);
}

/** Three streams, the draws at ten operations a number, both Gram matrices, both factors. */
function cost({ shape: { n, d } }: PushThroughProblem): number {
  const operations = 10 * n * (d + 1) + n * d * (n + d) + (n ** 3 + d ** 3) / 3 + 2 * (n * n + d * d) + 4 * n * d;
  return 3 * streamCost + operations / 1e6;
}
