import { type DenseMatrix, denseMatrix, multiply, singularValueDecomposition } from "../../linalg/index.ts";
import { sandwich } from "../gram-spectrum/spectral-matrices.ts";
import { haarOrthogonal } from "../orthogonal/haar-orthogonal.ts";
import type { Stream } from "../stream.ts";
import { gaussian } from "./dense-network.ts";
import { inverseGram } from "./methods.ts";

/** How the right run's inputs come from the left one's; the start goes along so that Z is the same at time 0. */
export const transformations = ["rotation", "linear", "unrelated"] as const;

/**
 * - `rotation`: X′ = QX, W₀′ = QW₀ with Haar Q; P = P′ = I.
 * - `linear`: X′ = P′^{−½}QP^{½}X, W₀′ = P′^{½}QP^{−½}W₀ with random positive definite P and P′, which are the two sides'
 *   preconditioners where a method takes one, and Haar Q. XᵀPX = X′ᵀP′X′.
 * - `unrelated`: X′ is another draw, and W₀, W₀′ the smallest matrices that give one and the same Gaussian Z₀. There must be
 *   no more columns of X than inputs; P = P′ = I.
 *
 * In this notation, of the papers, inputs are columns of X; in the code they are rows.
 */
export type Transformation = (typeof transformations)[number];

/** What belongs to one side. */
export interface Side {
  /** A row a token. */
  readonly inputs: DenseMatrix;
  /** W₀, d × h. */
  readonly weights: DenseMatrix;
  /** P, d × d. */
  readonly preconditioner: DenseMatrix;
}

export interface CoupledSides {
  readonly left: Side;
  readonly right: Side;
  /**
   * How much forming one side from the other amplifies rounding: κ(P^{½})κ(P′^{½}), κ(X)κ(X′) for unrelated inputs; at
   * least 1.
   */
  readonly conversion: number;
}

/**
 * Two problems that a theorem on Gram matrices says are one: X of N(0, 1) entries and W₀ with columns P^{½}ω,
 * ω ~ N(0, I/d).
 *
 * @param condition κ of P and of P′, whose eigenvalues are in a geometric sequence around 1; from 1.
 */
export function coupledSides(
  transformation: Transformation,
  { rows, d, hidden, condition }: { rows: number; d: number; hidden: number; condition: number },
  stream: Stream,
): CoupledSides {
  const inputs = denseMatrix(rows, d, gaussian(rows * d, stream.child("inputs")));
  const omega = denseMatrix(
    d,
    hidden,
    gaussian(d * hidden, stream.child("weights")).map((entry) => entry / Math.sqrt(d)),
  );
  if (transformation === "unrelated") {
    const other = denseMatrix(rows, d, gaussian(rows * d, stream.child("other inputs")));
    const start = multiply(inputs, omega);
    const side = (own: DenseMatrix): Side => ({
      inputs: own,
      weights: multiply(inverseGram(own), multiply(own, start, { transposeA: true })),
      preconditioner: identity(d),
    });
    return { left: side(inputs), right: side(other), conversion: spread(inputs) * spread(other) };
  }
  const rotation = haarOrthogonal(d, stream.child("rotation"));
  if (transformation === "rotation") {
    return {
      left: { inputs, weights: omega, preconditioner: identity(d) },
      right: {
        inputs: multiply(inputs, rotation, { transposeB: true }),
        weights: multiply(rotation, omega),
        preconditioner: identity(d),
      },
      conversion: 1,
    };
  }
  const [first, second] = ["first", "second"].map((label) => {
    const basis = haarOrthogonal(d, stream.child(label));
    const eigenvalues = Float64Array.from({ length: d }, (_, j) => eigenvalue(j, d, condition));
    return (power: number) =>
      sandwich(
        basis,
        eigenvalues.map((value) => value ** power),
      );
  });
  const weights = multiply(first(0.5), omega);
  const forward = multiply(second(-0.5), multiply(rotation, first(0.5)));
  const contragredient = multiply(second(0.5), multiply(rotation, first(-0.5)));
  return {
    left: { inputs, weights, preconditioner: first(1) },
    right: {
      inputs: multiply(inputs, forward, { transposeB: true }),
      weights: multiply(contragredient, weights),
      preconditioner: second(1),
    },
    conversion: condition,
  };
}

function identity(d: number): DenseMatrix {
  const matrix = denseMatrix(d, d);
  for (let i = 0; i < d; i++) matrix.data[i * (d + 1)] = 1;
  return matrix;
}

/** The j-th of d numbers from κ^{−½} to κ^{½} in a geometric sequence. */
function eigenvalue(j: number, d: number, condition: number): number {
  return d === 1 ? 1 : condition ** (j / (d - 1) - 0.5);
}

/** The largest over the smallest singular value. */
function spread(matrix: DenseMatrix): number {
  const { values } = singularValueDecomposition(matrix);
  return values[0] / values[values.length - 1];
}
