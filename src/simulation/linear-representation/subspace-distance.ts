import { type DenseMatrix, multiply, singularValueDecomposition } from "../../linalg/index.ts";
import { orthonormalRows } from "./orthonormal-rows.ts";
import { plus } from "./population-step.ts";

/** G(I − G⋆ᵀG⋆): what of the rows of G is orthogonal to those of G⋆, which are orthonormal. */
export function orthogonalPart(features: DenseMatrix, teacherFeatures: DenseMatrix): DenseMatrix {
  const within = multiply(multiply(features, teacherFeatures, { transposeB: true }), teacherFeatures);
  return plus(features, within, -1);
}

/**
 * The sines of the principal angles between two row spaces, descending, as singular values of G(I − G⋆ᵀG⋆): with an
 * absolute error of a modest multiple of √d·ε, ε = 2⁻⁵².
 *
 * @param features G, k × d with orthonormal rows.
 * @param teacherFeatures G⋆, k × d with orthonormal rows.
 */
export function principalSines(features: DenseMatrix, teacherFeatures: DenseMatrix): Float64Array {
  return singularValueDecomposition(orthogonalPart(features, teacherFeatures)).values;
}

/** dist(G, G⋆) = ‖G(I − G⋆ᵀG⋆)‖_op, the largest of `principalSines`. */
export function subspaceDistance(features: DenseMatrix, teacherFeatures: DenseMatrix): number {
  return principalSines(features, teacherFeatures)[0];
}

/**
 * The sines of the principal angles between the row spaces of GΣ^½ and G⋆Σ^½, descending; their error is amplified by
 * κ(Σ^½) at most.
 *
 * @param root Σ^½.
 */
export function weightedPrincipalSines(
  features: DenseMatrix,
  teacherFeatures: DenseMatrix,
  root: DenseMatrix,
): Float64Array {
  return principalSines(orthonormalRows(multiply(features, root)), orthonormalRows(multiply(teacherFeatures, root)));
}
