import { AsymptopiaError } from "../../foundation/errors.ts";
import type { DenseMatrix } from "../../linalg/dense-matrix.ts";

/** Means over the columns of two d × K matrices. */
export interface ColumnStatistics {
  readonly correlation: number;
  readonly innerProduct: number;
  readonly squaredNorm: number;
}

/**
 * ⟨t, b⟩/(‖t‖‖b‖), ⟨t, b⟩ and ‖b‖², each averaged over the K pairs of columns t of `teachers` and b of `estimates`. Sums
 * run from the first row to the last, then over the columns.
 *
 * @param name of the estimate, for errors.
 * @throws AsymptopiaError `non-finite` if a column is zero, so that it has no direction, or if a mean is not finite.
 */
export function columnStatistics(teachers: DenseMatrix, estimates: DenseMatrix, name: string): ColumnStatistics {
  const columns = teachers.columns;
  const inner = new Float64Array(columns);
  const teacherSquares = new Float64Array(columns);
  const squares = new Float64Array(columns);
  for (let at = 0; at < teachers.data.length; at += columns) {
    for (let column = 0; column < columns; column++) {
      const teacher = teachers.data[at + column];
      const estimate = estimates.data[at + column];
      inner[column] += teacher * estimate;
      teacherSquares[column] += teacher * teacher;
      squares[column] += estimate * estimate;
    }
  }
  let correlation = 0;
  let innerProduct = 0;
  let squaredNorm = 0;
  for (let column = 0; column < columns; column++) {
    const norms = Math.sqrt(teacherSquares[column]) * Math.sqrt(squares[column]);
    if (norms === 0) {
      const which = teacherSquares[column] === 0 ? "the teacher" : "the estimate";
      throw new AsymptopiaError(
        "non-finite",
        `${name}Correlation is undefined: ${which} of column ${column} is the zero vector`,
        { field: `${name}Correlation`, value: Number.NaN, accepted: "vectors that are not zero" },
      );
    }
    // Rounding may carry a perfect correlation out of [−1, 1] by an epsilon; NaN stays NaN and is caught below.
    correlation += Math.min(1, Math.max(-1, inner[column] / norms));
    innerProduct += inner[column];
    squaredNorm += squares[column];
  }
  return {
    correlation: finiteMean(correlation / columns, `${name}Correlation`),
    innerProduct: finiteMean(innerProduct / columns, `${name}InnerProduct`),
    squaredNorm: finiteMean(squaredNorm / columns, `${name}SquaredNorm`),
  };
}

/**
 * `value` itself.
 *
 * @throws AsymptopiaError `non-finite`, naming the observable, if it is NaN or infinite.
 */
export function finiteMean(value: number, observable: string): number {
  if (Number.isFinite(value)) return value;
  throw new AsymptopiaError("non-finite", `${observable} is ${value}`, {
    field: observable,
    value,
    accepted: "a finite number",
  });
}
