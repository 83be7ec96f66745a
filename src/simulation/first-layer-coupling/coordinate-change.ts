import { type DenseMatrix, denseMatrix, multiply } from "../../linalg/index.ts";
import { transpose } from "../linear-representation/orthonormal-rows.ts";
import type { Stream } from "../stream.ts";
import type { PositiveDefinite } from "./positive-definite.ts";

/** An invertible matrix A that maps inputs, together with what it makes of weights and preconditioners. */
export interface CoordinateChange {
  /** AM. */
  primal(matrix: DenseMatrix): DenseMatrix;
  /** A⁻ᵀM, so that (A⁻ᵀW)ᵀ(AX) = WᵀX. */
  dual(matrix: DenseMatrix): DenseMatrix;
  /** ‖A‖ or a bound on what its factors' norms multiply up to. */
  readonly primalNorm: number;
  /** The same of A⁻ᵀ. */
  readonly dualNorm: number;
}

/** A = P′^{−½}QP^{½}, for which (AX)ᵀP′(AX) = XᵀPX. */
export function congruence(own: PositiveDefinite, partner: PositiveDefinite, q: DenseMatrix): CoordinateChange {
  const change = (sign: 1 | -1) => (matrix: DenseMatrix) =>
    multiply(partner.power(-sign / 2), multiply(q, multiply(own.power(sign / 2), matrix)));
  return {
    primal: change(1),
    dual: change(-1),
    primalNorm: partner.powerNorm(-0.5) * own.powerNorm(0.5),
    dualNorm: partner.powerNorm(0.5) * own.powerNorm(-0.5),
  };
}

/** A = Q, orthogonal. */
export function rotation(q: DenseMatrix): CoordinateChange {
  const turn = (matrix: DenseMatrix) => multiply(q, matrix);
  return { primal: turn, dual: turn, primalNorm: 1, dualNorm: 1 };
}

/** A = DS with a random permutation S and the entries of D of random sign, log-uniform on [½, 2] in size. */
export function drawScaledPermutation(order: number, stream: Stream): CoordinateChange {
  const keys = Array.from({ length: order }, () => stream.uniform());
  const sources = Array.from(keys.keys()).sort((a, b) => keys[a] - keys[b]);
  const scales = keys.map(() => 4 ** (stream.uniform() - 0.5) * (stream.uniform() < 0.5 ? -1 : 1));
  const change =
    (scaleOf: (row: number) => number) =>
    ({ rows, columns, data }: DenseMatrix) => {
      const image = denseMatrix(rows, columns);
      sources.forEach((from, to) => {
        for (let j = 0; j < columns; j++) image.data[to * columns + j] = scaleOf(to) * data[from * columns + j];
      });
      return image;
    };
  return {
    primal: change((row) => scales[row]),
    dual: change((row) => 1 / scales[row]),
    primalNorm: 2,
    dualNorm: 2,
  };
}

/** A⁻ᵀPA⁻¹ for a symmetric P. */
export function dualForm({ dual }: CoordinateChange, symmetric: DenseMatrix): DenseMatrix {
  return dual(transpose(dual(symmetric)));
}
