import { AsymptopiaError } from "../../foundation/errors.ts";
import { type DenseMatrix, denseMatrix, symmetricEigen, symmetricProduct } from "../../linalg/index.ts";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { haarOrthogonal } from "../orthogonal/haar-orthogonal.ts";
import { realiseSpectrum } from "../spectrum/realise-spectrum.ts";
import type { Stream } from "../stream.ts";
import type { CovarianceSpecification, SpectrumSpecification } from "./covariance-specification.ts";

/** A covariance Σ of inputs, positive definite. */
export interface InputCovariance {
  /** Σ, d × d, symmetric to the bit. */
  readonly matrix: DenseMatrix;
  /** Σ^½, the symmetric root, d × d: inputs are Σ^½z with uncorrelated z. */
  readonly root: DenseMatrix;
  /** Ascending, all above 0. */
  readonly eigenvalues: Float64Array;
}

/**
 * Σ of a specification at dimension d. Only `haar` and `perturbed-identity` draw from `stream`.
 *
 * @throws AsymptopiaError `non-finite`, naming `covariance`, for a matrix that is not positive definite: a spectrum with an
 *   atom at 0, or a deviation from the identity that was drawn too large.
 */
export function drawCovariance(specification: CovarianceSpecification, d: number, stream: Stream): InputCovariance {
  switch (specification.basis) {
    case "identity":
      return diagonalCovariance(new Float64Array(d).fill(1));
    case "diagonal":
      return diagonalCovariance(spectrumOf(specification.spectrum, d));
    case "haar":
      return covarianceWith(spectrumOf(specification.spectrum, d), haarOrthogonal(d, stream));
    case "perturbed-identity":
      return perturbedIdentity(d, specification.deviation, stream);
  }
}

/** The d eigenvalues of a spectrum, ascending. */
export function spectrumOf(specification: SpectrumSpecification, d: number): Float64Array {
  if (specification.kind === "log-spaced") return logSpaced(d, specification.condition);
  return realiseSpectrum(parsePopulation(specification, "covariance.spectrum"), d).eigenvalues;
}

/** d numbers in a geometric sequence, ascending, from c to c·condition with mean 1; 1 alone for d = 1. */
export function logSpaced(d: number, condition: number): Float64Array {
  const sequence = Float64Array.from({ length: d }, (_, i) => (d === 1 ? 1 : condition ** (i / (d - 1))));
  const mean = sequence.reduce((sum, value) => sum + value, 0) / d;
  return sequence.map((value) => value / mean);
}

/** Σ = Q diag(τ) Qᵀ, for an orthogonal Q whose columns are the eigenvectors. */
function covarianceWith(eigenvalues: Float64Array, vectors: DenseMatrix): InputCovariance {
  requirePositive(eigenvalues);
  const d = eigenvalues.length;
  /** Q diag(τ^p)Qᵀ, as the product of a matrix and its transpose. */
  const power = (half: (value: number) => number): DenseMatrix =>
    symmetricProduct(
      denseMatrix(
        d,
        d,
        vectors.data.map((entry, i) => entry * half(eigenvalues[i % d])),
      ),
      "rows",
    );
  return { matrix: power(Math.sqrt), root: power((value) => Math.sqrt(Math.sqrt(value))), eigenvalues };
}

function diagonalCovariance(eigenvalues: Float64Array): InputCovariance {
  requirePositive(eigenvalues);
  return { matrix: diagonal(eigenvalues), root: diagonal(eigenvalues.map(Math.sqrt)), eigenvalues };
}

function diagonal(values: Float64Array): DenseMatrix {
  const matrix = denseMatrix(values.length, values.length);
  for (const [i, value] of values.entries()) matrix.data[i * values.length + i] = value;
  return matrix;
}

function perturbedIdentity(d: number, deviation: number, stream: Stream): InputCovariance {
  const a = new Float64Array(d * d);
  stream.fillNormal(a);
  const matrix = denseMatrix(d, d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) {
      matrix.data[i * d + j] = (i === j ? 1 : 0) + deviation * (a[i * d + j] + a[j * d + i]);
    }
  }
  return covarianceOf(matrix);
}

/**
 * A covariance of which the matrix is given, symmetric to the bit.
 *
 * @throws AsymptopiaError `non-finite`, naming `covariance`, if it is not positive definite.
 */
export function covarianceOf(matrix: DenseMatrix): InputCovariance {
  const { values, vectors } = symmetricEigen(matrix);
  return { ...covarianceWith(values, vectors), matrix };
}

function requirePositive(eigenvalues: Float64Array): void {
  const smallest = eigenvalues[0];
  if (smallest > 0) return;
  throw new AsymptopiaError("non-finite", `covariance has the eigenvalue ${smallest}`, {
    field: "covariance",
    value: smallest,
    accepted: "a positive definite matrix",
  });
}
