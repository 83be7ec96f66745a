import { type DenseMatrix, denseMatrix, unwrittenMatrix } from "../../linalg/dense-matrix.ts";
import type { Activation } from "../../model/activation.ts";
import { finiteValue } from "../finite-value.ts";
import { rowSign } from "./row-sign.ts";

/** The parts of the teacher's values at n × K projections, each n × K; absent where a part is 0 throughout. */
export interface TeacherParts {
  readonly odd?: DenseMatrix;
  /** With the signs of `rowSign`. */
  readonly even?: DenseMatrix;
}

/**
 * (σ⋆(z) − σ⋆(−z))/2 and ±(σ⋆(z) + σ⋆(−z))/2 of the projections z, with the sign of its row and direction.
 *
 * @throws AsymptopiaError `non-finite`, field `teacher`, where the teacher's value is no finite number.
 */
export function teacherParts({ value, parity }: Activation, projections: DenseMatrix): TeacherParts {
  const { rows, columns, data } = projections;
  if (parity === "odd") {
    const odd = data.map((z) => finiteValue("teacher", value(z), z));
    return odd.every((entry) => entry === 0) ? {} : { odd: denseMatrix(rows, columns, odd) };
  }
  const odd = unwrittenMatrix(rows, columns);
  const even = unwrittenMatrix(rows, columns);
  const patterns = rowSigns(columns);
  let hasOdd = false;
  let hasEven = false;
  for (let i = 0; i < rows; i++) {
    const pattern = (i * columns) % patterns.length;
    for (let k = 0; k < columns; k++) {
      const at = i * columns + k;
      const z = data[at];
      // Halves first: a sum of two finite numbers may be none.
      const plus = 0.5 * finiteValue("teacher", value(z), z);
      const minus = 0.5 * finiteValue("teacher", value(-z), -z);
      odd.data[at] = plus - minus;
      even.data[at] = patterns[pattern + k] * (plus + minus);
      hasOdd ||= plus !== minus;
      hasEven ||= plus !== -minus;
    }
  }
  return { ...(hasOdd ? { odd } : {}), ...(hasEven ? { even } : {}) };
}

// One replicate after the other asks for the same.
let latest = { count: 0, patterns: new Float64Array(0) };

/** The patterns below `count`, a row of them for each sample, until they come again. */
function rowSigns(count: number): Float64Array {
  if (latest.count !== count) {
    const length = count * 2 ** Math.ceil(Math.log2(count));
    const patterns = Float64Array.from({ length }, (_, at) => rowSign(Math.floor(at / count), at % count));
    latest = { count, patterns };
  }
  return latest.patterns;
}
