export { choleskyFactor } from "./cholesky-factor.ts";
export { choleskySolve } from "./cholesky-solve.ts";
export {
  type ConjugateGradientsOptions,
  type ConjugateGradientsResult,
  conjugateGradients,
  type LinearOperator,
} from "./conjugate-gradients.ts";
export { checkedMatrix, checkedSquareMatrix, type DenseMatrix, denseMatrix } from "./dense-matrix.ts";
export { dotProduct } from "./dot-product.ts";
export { type MultiplyOptions, multiply } from "./multiply.ts";
export { operatorNorm } from "./operator-norm.ts";
export { withResidentCopy, withResidentMatrix } from "./resident-matrix.ts";
export { ridgeOperator } from "./ridge-operator.ts";
export { type SingularValueDecomposition, singularValueDecomposition } from "./singular-values.ts";
export { type SymmetricEigen, symmetricEigen, symmetricEigenvalues } from "./symmetric-eigen.ts";
export { symmetricProduct } from "./symmetric-product.ts";
export { type ThinQr, thinQr } from "./thin-qr.ts";
