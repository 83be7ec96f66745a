import type { z } from "zod";
import { multiply, singularValueDecomposition, symmetricEigen, symmetricProduct } from "../../linalg/index.ts";
import type { Experiment, Problem } from "../experiment.ts";
import { frobenius } from "../linear-representation/frobenius.ts";
import { numberBetween, oneOf, reader, strictPoint } from "../linear-representation/point-schema.ts";
import { distance } from "../matrix-identities/norms.ts";
import { oneStepShape } from "../one-step/shape.ts";
import { requireOneCell } from "../require-one-cell.ts";
import type { Stream } from "../stream.ts";
import { streamCost } from "../stream-cost.ts";
import { firstColumns, inputsOfRank, lastColumns, sandwich } from "./spectral-matrices.ts";

/** A point of the Gram-spectrum experiment. */
export type GramSpectrumParameters = {
  /** φ = d/n, the aspect ratio, above 0. */
  readonly phi: number;
  /** p, the exponent of the preconditioner, from −4 to 4. */
  readonly exponent: number;
  /** The largest over the smallest singular value of X that is not 0, from 1; they are in a geometric sequence. */
  readonly spread: number;
  /** The rank of X per smaller side, above 0 and at most 1; the rank is rounded, and at least 1. */
  readonly rankShare: number;
  /** The power of the singular values that is claimed: 2(p + 1), or without the 1 of the preconditioner's inputs. */
  readonly claimed: "2(p+1)" | "2p+1";
  /** P = (XXᵀ)^p, or (XXᵀ/n)^p. */
  readonly covariance: "sum" | "mean";
};

type GramSpectrumProblem = Problem<GramSpectrumParameters>;

/**
 * XᵀPX for P = (XXᵀ)^p against VS^{2(p+1)}Vᵀ, where X = USVᵀ is d × n. Powers are taken of the r singular values that are
 * not 0, and 0 on the null space: what is compared are exact functions of the r leading singular triplets, also where
 * rounding makes the others not quite 0. On the left XXᵀ is diagonalised by tridiagonal QR iterations, on the right X by
 * Jacobi rotations. `size` is the smaller of n and d; points that differ in p or what is claimed share X.
 *
 * How far rounding drives the two apart, to first order in ε = 2⁻⁵². Let T = ‖X‖²_F and λ₁ ≥ … ≥ λ_r the eigenvalues of
 * XXᵀ that are not 0. An error E of a symmetric matrix changes f of it by at most max|f[λᵢ, λⱼ]|·‖E‖_F, a divided
 * difference, and for f(λ) = λ^p with f(0) = 0 that is at most (1 + |p|)·maxᵢ λᵢ^{p−1} ≤ (1 + |p|)·q with
 * q² = Σλᵢ^{2(p−1)}. With m = max(n, d) and the eigenvectors and singular vectors of either method taken to be exact for a
 * matrix within 10mε of the given one:
 *
 * - Left: XXᵀ is off by (n + 1)ε·T and its eigenvectors by 10dε·T, which the products with X multiply by T. Forming
 *   P = UΛ^pUᵀ is off by (22d + 4)ε·‖P‖_F, the products by (2d + 2)ε·T‖P‖_F, and ‖P‖_F ≤ λ₁q ≤ T·q.
 * - Right: the same with λ^{p+1}, of which the divided differences are at most (1 + |p|)·T·q: (20m + 22n + 4)ε.
 *
 * Together ‖left − right‖_F ≤ (78m + 11)·ε·(1 + |p|)·T²q. The observables are the difference, the right side's norm, and
 * (1 + |p|)T²q over that norm.
 */
export const experiment: Experiment<GramSpectrumParameters> = {
  id: "gram-spectrum",
  version: 1,
  module: import.meta.url,
  streamParameters: ["phi", "spread", "rankShare"],
  parameters: reader(
    strictPoint({
      phi: numberBetween(0, Number.POSITIVE_INFINITY),
      exponent: numberBetween(-4, 4, { lowest: true, highest: true }),
      spread: numberBetween(1, 1e6, { lowest: true, highest: true }),
      rankShare: numberBetween(0, 1, { highest: true }).default(1),
      claimed: oneOf("2(p+1)", "2p+1").default("2(p+1)"),
      covariance: oneOf("sum", "mean").default("sum"),
    }) as unknown as z.ZodType<GramSpectrumParameters>,
  ),
  observables: {
    difference: { meaning: "‖XᵀPX − VS^{2(p+1)}Vᵀ‖_F" },
    scale: { meaning: "‖VS^{2(p+1)}Vᵀ‖_F" },
    condition: { meaning: "(1 + |p|)·‖X‖_F⁴·(Σλᵢ^{2(p−1)})^{1/2} over the scale, λᵢ the eigenvalues of XXᵀ above 0" },
  },
  realise(point, size) {
    const shape = oneStepShape(point.phi, size, 1);
    return { point, size, realised: { ...point, phi: shape.d / shape.n }, shape: { ...shape, r: rank(point, size) } };
  },
  run,
  cost,
};

function rank({ rankShare }: GramSpectrumParameters, size: number): number {
  return Math.max(1, Math.round(rankShare * size));
}

function run(problems: readonly GramSpectrumProblem[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const {
    point: { spread },
    shape: { n, d, r },
  } = problems[0];
  const inputs = inputsOfRank(d, n, r, spread, stream);
  const eigen = symmetricEigen(symmetricProduct(inputs, "rows"));
  const leading = lastColumns(eigen.vectors, r);
  const { values, right } = singularValueDecomposition(inputs);
  const triplets = firstColumns(right, r);
  const squares = Array.from(values.subarray(0, r), (value) => value ** 2);
  const total = frobenius(inputs) ** 2;
  return problems.map(({ point: { exponent, claimed, covariance } }) => {
    const divisor = covariance === "sum" ? 1 : n;
    const preconditioner = sandwich(
      leading,
      eigen.values.subarray(d - r).map((value) => (value / divisor) ** exponent),
    );
    const left = multiply(inputs, multiply(preconditioner, inputs), { transposeA: true });
    const power = claimed === "2(p+1)" ? exponent + 1 : exponent + 0.5;
    const diagonal = sandwich(
      triplets,
      Float64Array.from(squares, (square) => square ** power),
    );
    const scale = frobenius(diagonal);
    const slope = Math.sqrt(squares.reduce((sum, square) => sum + square ** (2 * (exponent - 1)), 0));
    return {
      difference: distance(left.data, diagonal.data),
      scale,
      condition: ((1 + Math.abs(exponent)) * total ** 2 * slope) / scale,
    };
  });
}

/** Three streams, two Haar matrices, the eigenvectors of order d, the Jacobi rotations, four products a problem. */
function cost({ shape: { n, d } }: GramSpectrumProblem): number {
  const factors = 4 * (n ** 3 + d ** 3);
  return (
    3 * streamCost + (factors + 9 * d ** 3 + 60 * Math.max(n, d) * Math.min(n, d) ** 2 + 6 * n * d * (n + d)) / 1e6
  );
}
