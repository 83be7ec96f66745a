import { invalidInput } from "../../foundation/errors.ts";
import { choleskyFactor } from "../../linalg/cholesky-factor.ts";
import { choleskySolve } from "../../linalg/cholesky-solve.ts";
import { type DenseMatrix, denseMatrix } from "../../linalg/dense-matrix.ts";
import { multiply } from "../../linalg/multiply.ts";
import { symmetricProduct } from "../../linalg/symmetric-product.ts";
import type { Experiment, Problem } from "../experiment.ts";
import { haarOrthogonal } from "../orthogonal/haar-orthogonal.ts";
import { requireOneCell } from "../require-one-cell.ts";
import type { Stream } from "../stream.ts";
import { streamCost } from "../stream-cost.ts";
import { distance, squaredNorm } from "./norms.ts";
import { parseWoodburyParameters, type WoodburyParameters } from "./woodbury-parameters.ts";

type WoodburyProblem = Problem<WoodburyParameters>;

/**
 * (A + UUᵀ)⁻¹b by a Cholesky factor of A + UUᵀ, against A⁻¹b − A⁻¹U(I + UᵀA⁻¹U)⁻¹UᵀA⁻¹b by factors of A and of the k × k
 * capacitance. A is d × d, d = `size`, with eigenvalues from 1 to κ in a geometric sequence and Haar eigenvectors; U is
 * d × k with independent N(0, 1/d) entries, b has independent N(0, 1) entries.
 *
 * How far rounding drives the two apart, to first order in ε = 2⁻⁵², relative to the solution x. Here ‖A⁻¹‖ = 1; let
 * τ = tr A, u = ‖U‖²_F. Factoring a matrix M and solving with the factor perturbs it by at most 3(order + 1)ε·tr M, since
 * the norm of |L||Lᵀ| is at most ‖L‖²_F = tr M. What the formula subtracts cancels: y = A⁻¹b is up to 1 + u times as long
 * as x.
 *
 * - Directly: 3(d + 1)(τ + u) for the factor, (k + 3)(τ + u) for forming A + UUᵀ.
 * - y = A⁻¹b and Y = A⁻¹U are off by 3(d + 1)τ·‖y‖ and 3(d + 1)τ·‖Y‖_F, ‖Y‖_F ≤ √u. With them Uᵀy is off by 4(d + 1)τ√u·‖y‖,
 *   and the capacitance C = I + UᵀY, of which one triangle is read, by √2(4d + 5)τ(1 + u).
 * - s = C⁻¹Uᵀy = Uᵀx, ‖C⁻¹‖ ≤ 1, tr C ≤ k + u: off by the error of Uᵀy, and by that of C and 3(k + 1)(k + u) times √u‖x‖.
 * - Ys is off by √u times the error of s, and by (3(d + 1)τ + k + 1)·u·‖x‖.
 *
 * Together ‖direct − formula‖ ≤ (19(d + 1) + 5(k + 1) + 6)·ε·c·‖x‖ with c = τ(1 + u)². The observables are
 * ‖direct − formula‖, ‖x‖ and c. That A has its prescribed eigenvalues up to rounding only changes terms of second order.
 */
export const experiment: Experiment<WoodburyParameters> = {
  id: "woodbury",
  version: 1,
  module: import.meta.url,
  streamParameters: ["condition", "rankShare"],
  parameters: { parse: parseWoodburyParameters },
  observables: {
    difference: { meaning: "‖(A + UUᵀ)⁻¹b − (A⁻¹b − A⁻¹U(I + UᵀA⁻¹U)⁻¹UᵀA⁻¹b)‖" },
    scale: { meaning: "‖(A + UUᵀ)⁻¹b‖" },
    condition: { meaning: "tr(A)‖A⁻¹‖·(1 + ‖U‖²_F‖A⁻¹‖)², which bounds how the formula amplifies rounding errors" },
  },
  realise(point, size) {
    if (!Number.isInteger(size) || size < 1 || size > mostDimensions) {
      throw invalidInput("size", size, `a whole number from 1 to ${mostDimensions}`);
    }
    const k = Math.max(1, Math.round(point.rankShare * size));
    return { point, size, realised: { ...point, rankShare: k / size }, shape: { d: size, k } };
  },
  run,
  cost,
};

/** Beyond this a replicate would take minutes. */
const mostDimensions = 4096;

function run(problems: readonly WoodburyProblem[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const {
    point: { condition },
    shape: { d, k },
  } = problems[0];
  const eigenvalues = geometricSequence(condition, d);
  const a = withEigenvalues(eigenvalues, stream.child("eigenvectors"));
  const u = denseMatrix(d, k);
  stream.child("update").fillNormal(u.data);
  const deviation = 1 / Math.sqrt(d);
  for (let i = 0; i < u.data.length; i++) u.data[i] *= deviation;
  const b = denseMatrix(d, 1);
  stream.child("right-hand side").fillNormal(b.data);

  const updated = symmetricProduct(u, "rows");
  for (let i = 0; i < updated.data.length; i++) updated.data[i] += a.data[i];
  const direct = choleskySolve(choleskyFactor(updated), b).data;

  const factor = choleskyFactor(a);
  const y = choleskySolve(factor, b);
  const inverseTimesU = choleskySolve(factor, u);
  const capacitance = choleskyFactor(multiply(u, inverseTimesU, { transposeA: true }), 1);
  const correction = multiply(inverseTimesU, choleskySolve(capacitance, multiply(u, y, { transposeA: true }))).data;

  const trace = eigenvalues.reduce((sum, eigenvalue) => sum + eigenvalue, 0);
  return problems.map(({ point }) => {
    const sign = point.correction === "subtracted" ? -1 : 1;
    return {
      difference: distance(
        direct,
        y.data.map((value, i) => value + sign * correction[i]),
      ),
      scale: Math.sqrt(squaredNorm(direct)),
      condition: trace * (1 + squaredNorm(u.data)) ** 2,
    };
  });
}

/** 1 = τ₁ < … < τ_d = κ; 1 alone for d = 1. */
function geometricSequence(condition: number, d: number): Float64Array {
  return Float64Array.from({ length: d }, (_, i) => (d === 1 ? 1 : condition ** (i / (d - 1))));
}

function withEigenvalues(eigenvalues: Float64Array, stream: Stream): DenseMatrix {
  const d = eigenvalues.length;
  const root = haarOrthogonal(d, stream);
  for (let i = 0; i < root.data.length; i++) root.data[i] *= Math.sqrt(eigenvalues[i % d]);
  return symmetricProduct(root, "rows");
}

/** Four streams, the eigenvectors, A and A + UUᵀ, two factors of order d and one of order k, solutions for k + 2 right-hand sides. */
function cost({ shape: { d, k } }: WoodburyProblem): number {
  const draws = 10 * (d * d + d * k + d);
  const matrices = (4 * d ** 3) / 3 + d ** 3 + d * d * k;
  const factors = (2 * d ** 3 + k ** 3) / 3;
  const solutions = 2 * d * d * (k + 2) + 2 * d * k * (k + 2);
  return 4 * streamCost + (draws + matrices + factors + solutions) / 1e6;
}
