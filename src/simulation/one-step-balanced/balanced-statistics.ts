import { AsymptopiaError } from "../../foundation/errors.ts";
import type { DenseMatrix } from "../../linalg/dense-matrix.ts";
import { zeros } from "../../linalg/scratch.ts";
import { type ColumnStatistics, finiteMean } from "../one-step/column-statistics.ts";
import type { Block } from "./linear-steps.ts";

/** What a linear map makes of the parts of the labels, d × K each; absent where a part is 0. */
export interface StepParts {
  readonly odd: Block | undefined;
  readonly even: Block | undefined;
  readonly noise: Block | undefined;
  /** What the noise is to be multiplied by. */
  readonly deviation: number;
  /** All four estimates o ± e ± ε, or o + e + ε alone. */
  readonly estimates: 1 | 4;
}

// A step below this part of its summands is what rounding leaves of nothing.
const cancelled = 2 ** -40;

/**
 * ⟨t, b⟩/(‖t‖‖b‖), ⟨t, b⟩ and ‖b‖², averaged over the K directions t and, for each, the estimates b = o ± e ± ε of the odd
 * and the even part of the signal and of the noise. Sums run from the first row to the last, then over the directions.
 *
 * @param name of the estimate, for errors.
 * @throws AsymptopiaError `non-finite` if an estimate is zero up to rounding, so that it has no direction, or if a mean is
 *   not finite.
 */
export function balancedStatistics(directions: DenseMatrix, parts: StepParts, name: string): ColumnStatistics {
  const count = directions.columns;
  const none = { data: zeros(directions.data.length), width: count, offset: 0 };
  const { odd = none, even = none, noise = none, deviation, estimates } = parts;
  let correlation = 0;
  let innerProduct = 0;
  let squaredNorm = 0;
  const inners = new Float64Array(4);
  const squares = new Float64Array(4);
  for (let k = 0; k < count; k++) {
    let length = 0;
    let inner0 = 0;
    let inner1 = 0;
    let inner2 = 0;
    let inner3 = 0;
    let square0 = 0;
    let square1 = 0;
    let square2 = 0;
    let square3 = 0;
    let whole = 0;
    for (let i = 0; i < directions.rows; i++) {
      const t = directions.data[i * count + k];
      const o = odd.data[i * odd.width + odd.offset + k];
      const e = even.data[i * even.width + even.offset + k];
      const z = deviation * noise.data[i * noise.width + noise.offset + k];
      const above = o + e;
      const below = o - e;
      const b0 = above + z;
      const b1 = above - z;
      const b2 = below + z;
      const b3 = below - z;
      length += t * t;
      inner0 += t * b0;
      inner1 += t * b1;
      inner2 += t * b2;
      inner3 += t * b3;
      square0 += b0 * b0;
      square1 += b1 * b1;
      square2 += b2 * b2;
      square3 += b3 * b3;
      whole += o * o + e * e + z * z;
    }
    inners.set([inner0, inner1, inner2, inner3]);
    squares.set([square0, square1, square2, square3]);
    for (let sign = 0; sign < estimates; sign++) {
      const inner = inners[sign];
      const square = squares[sign];
      if (square <= cancelled ** 2 * whole && Number.isFinite(whole)) throw withoutDirection(name, k);
      // Rounding may carry a perfect correlation out of [−1, 1] by an epsilon; NaN stays NaN and is caught below.
      const cosine = inner / (Math.sqrt(length) * Math.sqrt(square));
      correlation += Math.min(1, Math.max(-1, cosine));
      innerProduct += inner;
      squaredNorm += square;
    }
  }
  const columns = estimates * count;
  return {
    correlation: finiteMean(correlation / columns, `${name}Correlation`),
    innerProduct: finiteMean(innerProduct / columns, `${name}InnerProduct`),
    squaredNorm: finiteMean(squaredNorm / columns, `${name}SquaredNorm`),
  };
}

function withoutDirection(name: string, direction: number): AsymptopiaError {
  return new AsymptopiaError(
    "non-finite",
    `${name}Correlation is undefined: an estimate of direction ${direction} is the zero vector, up to rounding`,
    { field: `${name}Correlation`, value: Number.NaN, accepted: "vectors that are not zero" },
  );
}
