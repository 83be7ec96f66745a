import { AsymptopiaError } from "../foundation/errors.ts";
import type { DenseMatrix } from "./dense-matrix.ts";

/**
 * The power of 2 by which to divide a matrix, so that its largest entry comes to be near 1 and no square overflows; 1
 * for zeros. With `part` "lower", entries above the diagonal are not looked at.
 *
 * @throws AsymptopiaError `non-finite` for an entry that is NaN or infinite, named below `field`.
 */
export function scaleOf(field: string, { rows, columns, data }: DenseMatrix, part: "all" | "lower" = "all"): number {
  let most = 0;
  for (let i = 0; i < rows; i++) {
    const end = i * columns + (part === "lower" ? i + 1 : columns);
    for (let at = i * columns; at < end; at++) {
      const size = Math.abs(data[at]);
      // True of NaN as well.
      if (!(size < Number.POSITIVE_INFINITY)) {
        throw new AsymptopiaError("non-finite", `${field}.data[${at}] is ${data[at]}`, {
          field: `${field}.data[${at}]`,
          value: data[at],
          accepted: "a finite number",
        });
      }
      if (size > most) most = size;
    }
  }
  // Not beyond 2^±1022, so that it is a normal number as its inverse is.
  return most === 0 ? 1 : 2 ** Math.min(1022, Math.max(-1022, Math.floor(Math.log2(most))));
}

/**
 * value · scale, for a result that belongs to the divided matrix.
 *
 * @throws AsymptopiaError `non-finite` if that is beyond the largest double.
 */
export function scaledBack(field: string, value: number, scale: number): number {
  const result = value * scale;
  if (Number.isFinite(result)) return result;
  throw new AsymptopiaError("non-finite", `a result, ${value} · ${scale}, is beyond the largest double`, {
    field,
    value: result,
    accepted: "a matrix with smaller entries",
  });
}
