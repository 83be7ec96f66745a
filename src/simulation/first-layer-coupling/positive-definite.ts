import { type DenseMatrix, multiply, symmetricEigen } from "../../linalg/index.ts";
import { haarOrthogonal } from "../orthogonal/haar-orthogonal.ts";
import type { Stream } from "../stream.ts";

/** A symmetric positive definite matrix P with its powers. */
export interface PositiveDefinite {
  readonly order: number;
  /** P^p; from the same eigenvectors for all p. */
  power(p: number): DenseMatrix;
  /** ‖P^p‖, the largest eigenvalue of the power. */
  powerNorm(p: number): number;
}

/** A random P of condition κ: a Haar basis, eigenvalues log-uniform on [κ^{−½}, κ^{½}] but for both ends, which are met. */
export function drawPositiveDefinite(order: number, condition: number, stream: Stream): PositiveDefinite {
  const exponents = Array.from({ length: order }, (_, i) => (i < 2 ? i : stream.uniform()) - 0.5);
  return fromEigen(
    exponents.map((exponent) => condition ** exponent),
    haarOrthogonal(order, stream),
  );
}

/** P^exponent. */
export function powerOf(matrix: PositiveDefinite, exponent: number): PositiveDefinite {
  return {
    order: matrix.order,
    power: (p) => matrix.power(exponent * p),
    powerNorm: (p) => matrix.powerNorm(exponent * p),
  };
}

/** A given P, of which the lower triangle is read; its eigenvalues must be above 0. */
export function positiveDefinite(matrix: DenseMatrix): PositiveDefinite {
  const { values, vectors } = symmetricEigen(matrix);
  return fromEigen([...values], vectors);
}

/** Vectors are columns. */
function fromEigen(values: readonly number[], vectors: DenseMatrix): PositiveDefinite {
  const order = values.length;
  return {
    order,
    power(p) {
      const powers = values.map((value) => value ** p);
      const scaled = { ...vectors, data: vectors.data.map((entry, at) => entry * powers[at % order]) };
      return multiply(scaled, vectors, { transposeB: true });
    },
    powerNorm: (p) => Math.max(...values.map((value) => value ** p)),
  };
}
