import { invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import { type DenseMatrix, multiply, singularValueDecomposition } from "../../linalg/index.ts";
import { checkedCovariance } from "./covariance.ts";
import { orthogonalPart, type RowBasis, rowBasis } from "./row-basis.ts";

/** Two representations of the same number of inputs and of features. */
export interface RepresentationPair {
  /** G, k × d, of full row rank; only its row space matters. */
  readonly features: DenseMatrix;
  /** G⋆, k × d, of full row rank; only its row space matters. */
  readonly teacherFeatures: DenseMatrix;
  /** Σ, d × d: angles are then between the row spaces of GΣ^½ and G⋆Σ^½, the ones that KFAC contracts. */
  readonly covariance?: DenseMatrix;
}

/**
 * The sines of the principal angles between two row spaces, k numbers in [0, 1] from the largest to the smallest, each
 * with an absolute error of 16·d·ε times the larger condition number of GΣ^½ and G⋆Σ^½ (1 for orthonormal rows at
 * Σ = I), beside what the covariance's own rounding does (`checkedCovariance`).
 *
 * Any L with Σ = L Lᵀ in the place of Σ^½ gives the same angles, since the two differ by an orthogonal matrix.
 *
 * @throws AsymptopiaError `invalid-input` naming the member, also for dependent rows.
 */
export function principalAngleSines(pair: RepresentationPair): readonly Quantity[] {
  const { features, teacherFeatures, covariance } = pair;
  const basis = rowBasis("features", features);
  const teacher = rowBasis("teacherFeatures", teacherFeatures);
  requireSameShape(basis, teacher);
  if (covariance === undefined) return sinesBetween(basis, teacher);
  const { factor, relativeError } = checkedCovariance(covariance, features.columns);
  const sines = sinesBetween(
    rowBasis("features", multiply(basis.basis, factor)),
    rowBasis("teacherFeatures", multiply(teacher.basis, factor)),
  );
  return sines.map(({ value, error }) => sine(value, error + relativeError));
}

/**
 * dist(G, G⋆) = ‖G(I − G⋆ᵀG⋆)‖_op for orthonormal rows, the sine of the largest principal angle: in [0, 1], 0 exactly for
 * equal row spaces, 1 where a direction of one is orthogonal to the other, the same for any basis of either and with the
 * two exchanged. Accuracy and errors as for `principalAngleSines`.
 *
 * Source: Definition 3.2 of Zhang et al. 2025, arXiv 2502.01763.
 */
export function subspaceDistance(features: DenseMatrix, teacherFeatures: DenseMatrix): Quantity {
  return principalAngleSines({ features, teacherFeatures })[0];
}

/** The sines between two row spaces that have been checked, descending. */
export function sinesBetween(a: RowBasis, b: RowBasis): readonly Quantity[] {
  const { values } = singularValueDecomposition(orthogonalPart(a.basis, b.basis));
  const error = 16 * a.basis.columns * Number.EPSILON * Math.max(a.condition, b.condition);
  return [...values].map((value) => sine(Math.min(1, value), error));
}

/** @throws AsymptopiaError `invalid-input` naming `features`. */
export function requireSameShape({ basis: features }: RowBasis, { basis: teacher }: RowBasis): void {
  if (features.columns !== teacher.columns) {
    throw invalidInput("features.columns", features.columns, `${teacher.columns}, as teacherFeatures has`);
  }
  if (features.rows !== teacher.rows) {
    throw invalidInput("features.rows", features.rows, `${teacher.rows}, as teacherFeatures has`);
  }
}

function sine(value: number, error: number): Quantity {
  return { value, error: Math.min(1, error), status: error <= 1e-11 ? "ok" : "inaccurate" };
}
