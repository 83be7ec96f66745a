import { AsymptopiaError } from "../foundation/errors.ts";

/** Told of `count` rotations that turn rows `first` and on, each row with the next one, by these cosines and sines. */
export type Rotate = (first: number, count: number, cosines: Float64Array, sines: Float64Array) => void;

// Two or three sweeps an eigenvalue are usual.
const sweepsPerEigenvalue = 50;

// After so many, entries beside the diagonal are compared with the whole block and not with their neighbours: among
// eigenvalues that are 0 but for rounding, neighbours are rounding too, and what each sweep adds is never small beside them.
const relativeSweeps = 20;

// Where neither neighbour on the diagonal sets a scale, entries this far below 1 are 0.
const negligible = 2 ** -300;

/**
 * Diagonalises a symmetric tridiagonal matrix T with entries of at most about 1 by implicit QR steps with Wilkinson's
 * shift (G. H. Golub and C. F. Van Loan, Matrix Computations, section 8.3): `diagonal` becomes the eigenvalues, in no
 * order, and `offDiagonal` zeros.
 *
 * If the rotations are applied to the rows of an identity matrix, these become the eigenvectors.
 *
 * @throws AsymptopiaError `not-converged`, which no finite matrix is known to cause.
 */
export function diagonalise(diagonal: Float64Array, offDiagonal: Float64Array, rotate?: Rotate): void {
  const order = diagonal.length;
  const cosines = new Float64Array(order);
  const sines = new Float64Array(order);
  let last = order - 1;
  for (let sweeps = 0; last > 0; ) {
    let first = last;
    while (first > 0 && !vanishes(diagonal, offDiagonal, first - 1)) first--;
    if (first > 0) offDiagonal[first - 1] = 0;
    if (first === last) {
      last--;
      sweeps = 0;
      continue;
    }
    if (sweeps === sweepsPerEigenvalue) throw notConverged(last);
    sweeps++;
    if (
      sweeps > relativeSweeps &&
      dropBelow(Number.EPSILON * largest(diagonal, first, last), offDiagonal, first, last)
    ) {
      continue;
    }
    sweep(diagonal, offDiagonal, first, last, cosines, sines);
    rotate?.(first, last - first, cosines, sines);
  }
}

function vanishes(diagonal: Float64Array, offDiagonal: Float64Array, k: number): boolean {
  const size = Math.abs(offDiagonal[k]);
  return size <= Number.EPSILON * (Math.abs(diagonal[k]) + Math.abs(diagonal[k + 1])) || size < negligible;
}

/** Whether any entry beside the diagonal of rows `first` to `last` was at most `bound`; those that were are 0 now. */
function dropBelow(bound: number, offDiagonal: Float64Array, first: number, last: number): boolean {
  let dropped = false;
  for (let k = first; k < last; k++) {
    if (Math.abs(offDiagonal[k]) > bound) continue;
    offDiagonal[k] = 0;
    dropped = true;
  }
  return dropped;
}

function largest(diagonal: Float64Array, first: number, last: number): number {
  let size = 0;
  for (let k = first; k <= last; k++) size = Math.max(size, Math.abs(diagonal[k]));
  return size;
}

/** One QR step on rows `first` to `last`, among which no entry beside the diagonal vanishes. */
function sweep(
  diagonal: Float64Array,
  offDiagonal: Float64Array,
  first: number,
  last: number,
  cosines: Float64Array,
  sines: Float64Array,
): void {
  let x = diagonal[first] - shift(diagonal[last - 1], offDiagonal[last - 1], diagonal[last]);
  // What stands outside the band, two rows below the diagonal, and is to be rotated away.
  let bulge = offDiagonal[first];
  for (let k = first; k < last; k++) {
    const length = Math.sqrt(x * x + bulge * bulge);
    const c = length === 0 ? 1 : x / length;
    const s = length === 0 ? 0 : bulge / length;
    cosines[k - first] = c;
    sines[k - first] = s;
    if (k > first) offDiagonal[k - 1] = length;
    const upper = diagonal[k];
    const between = offDiagonal[k];
    // The change of either diagonal entry: their sum stays to the bit what rounding allows.
    const turned = s * (diagonal[k + 1] - upper) + 2 * c * between;
    const change = s * turned;
    diagonal[k] = upper + change;
    diagonal[k + 1] -= change;
    x = c * turned - between;
    offDiagonal[k] = x;
    if (k + 1 < last) {
      bulge = s * offDiagonal[k + 1];
      offDiagonal[k + 1] *= c;
    }
  }
}

/** The eigenvalue of ((a, b), (b, c)) that is nearer to c; b is not 0. */
function shift(a: number, b: number, c: number): number {
  const half = (a - c) / 2;
  const root = Math.sqrt(half * half + b * b);
  return c - (b / (half < 0 ? half - root : half + root)) * b;
}

function notConverged(index: number): AsymptopiaError {
  return new AsymptopiaError(
    "not-converged",
    `eigenvalue ${index} of a tridiagonal matrix was not found in ${sweepsPerEigenvalue} sweeps`,
    { field: "matrix", value: index, accepted: "a symmetric matrix with finite entries" },
  );
}
