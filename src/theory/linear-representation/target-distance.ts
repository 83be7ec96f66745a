import { invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import { checkedSquareMatrix, type DenseMatrix, denseMatrix, multiply, symmetricEigen } from "../../linalg/index.ts";
import { checkedCovariance } from "./covariance.ts";
import { sinesBetween } from "./principal-angles.ts";
import { finiteMatrix, rowBasis } from "./row-basis.ts";

/**
 * The distance between the row spaces of G⋆Σ^½ and G⋆, in [0, 1]: where gradient descent (AMGD) on whitened inputs
 * Σ^-½x ends up, up to the noise, while it fits as well as it could. The root is the symmetric one; the representation
 * that is learned is that of the whitened inputs, y = F⋆(G⋆Σ^½)(Σ^-½x) + ε, in the place of G⋆.
 *
 * The absolute error is some 4√d·ε·κ(Σ) + 16·d·ε·√κ(Σ); `status` is `ok` up to 1e-11.
 *
 * Source: section 3.1.1 of Zhang et al. 2025, arXiv 2502.01763, in exact form.
 *
 * @param teacherFeatures G⋆, k × d, of full row rank; only its row space matters.
 * @param covariance Σ, d × d, positive definite.
 * @throws AsymptopiaError `invalid-input` naming the argument, also for dependent rows.
 */
export function whiteningTargetDistance(teacherFeatures: DenseMatrix, covariance: DenseMatrix): Quantity {
  const teacher = rowBasis("teacherFeatures", teacherFeatures);
  const { relativeError } = checkedCovariance(covariance, teacherFeatures.columns);
  const target = rowBasis("teacherFeatures", multiply(teacher.basis, squareRoot(covariance)));
  return withError(sinesBetween(target, teacher)[0], relativeError);
}

/**
 * The distance between the row spaces of G⋆D^½ and G⋆, D = diag Σ, in [0, 1]: where gradient descent on batch-normalised
 * inputs D^-½x ends up. At a diagonal Σ it is `whiteningTargetDistance`; in general batch normalisation neither whitens
 * nor moves the target as far. The absolute error is some 16·d·ε·√κ(D).
 *
 * @param teacherFeatures G⋆, k × d, of full row rank; only its row space matters.
 * @param covariance Σ, d × d, of which only the diagonal is read; its entries above 0.
 * @throws AsymptopiaError `invalid-input` naming the argument, also for dependent rows.
 */
export function batchNormTargetDistance(teacherFeatures: DenseMatrix, covariance: DenseMatrix): Quantity {
  const teacher = rowBasis("teacherFeatures", teacherFeatures);
  const order = checkedSquareMatrix("covariance", finiteMatrix("covariance", covariance)).rows;
  const { rows, columns, data } = teacher.basis;
  if (order !== columns) throw invalidInput("covariance.rows", order, `${columns}, the number of inputs`);
  const roots = Float64Array.from({ length: order }, (_, i) => {
    const variance = covariance.data[i * order + i];
    if (!(variance > 0)) throw invalidInput(`covariance.data[${i * order + i}]`, variance, "a variance above 0");
    return Math.sqrt(variance);
  });
  const scaled = denseMatrix(
    rows,
    columns,
    data.map((entry, i) => entry * roots[i % columns]),
  );
  return sinesBetween(rowBasis("teacherFeatures", scaled), teacher)[0];
}

/** The symmetric Σ^½. */
function squareRoot(covariance: DenseMatrix): DenseMatrix {
  const { values, vectors } = symmetricEigen(covariance);
  const order = values.length;
  const scaled = denseMatrix(
    order,
    order,
    vectors.data.map((entry, i) => entry * Math.sqrt(values[i % order])),
  );
  return multiply(scaled, vectors, { transposeB: true });
}

function withError({ value, error }: Quantity, more: number): Quantity {
  const sum = Math.min(1, error + more);
  return { value, error: sum, status: sum <= 1e-11 ? "ok" : "inaccurate" };
}
