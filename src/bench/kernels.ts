import { benchmark as choleskyFactor } from "../linalg/cholesky-factor.bench.ts";
import { benchmark as choleskySolve } from "../linalg/cholesky-solve.bench.ts";
import { benchmark as conjugateGradients } from "../linalg/conjugate-gradients.bench.ts";
import { benchmark as dotProduct } from "../linalg/dot-product.bench.ts";
import { benchmark as multiply } from "../linalg/multiply.bench.ts";
import { benchmark as multiplyVectors } from "../linalg/multiply-vectors.bench.ts";
import { benchmark as operatorNorm } from "../linalg/operator-norm.bench.ts";
import { benchmark as ridgeOperator } from "../linalg/ridge-operator.bench.ts";
import { benchmark as singularValues } from "../linalg/singular-values.bench.ts";
import { benchmarks as symmetricEigen } from "../linalg/symmetric-eigen.bench.ts";
import { benchmark as symmetricProduct } from "../linalg/symmetric-product.bench.ts";
import { benchmark as thinQr } from "../linalg/thin-qr.bench.ts";
import { benchmark as normals } from "../simulation/random/normals.bench.ts";
import { benchmarks as spectralDensity } from "../theory/silverstein/spectral-density.bench.ts";
import { benchmarks as stieltjes } from "../theory/silverstein/stieltjes.bench.ts";
import type { Benchmark } from "./benchmark.ts";

/** In the order of the page. */
export const kernels: readonly Benchmark[] = [
  normals,
  multiply,
  symmetricProduct,
  choleskyFactor,
  choleskySolve,
  multiplyVectors,
  ridgeOperator,
  conjugateGradients,
  dotProduct,
  ...symmetricEigen,
  thinQr,
  singularValues,
  operatorNorm,
  ...stieltjes,
  ...spectralDensity,
];
