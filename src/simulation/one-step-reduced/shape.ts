import { invalidInput } from "../../foundation/errors.ts";
import type { OneStepShape } from "../one-step/shape.ts";

const longestVector = 2 ** 24;
// 2 GiB of inputs, more than a worker should be asked to hold.
const mostEntries = 2 ** 28;

/**
 * The shape whose smaller side is `size` and whose aspect ratio d/n is as close to φ as rounding the larger side allows:
 * the literal experiment's, where that one exists. Here n × d may be far beyond any memory.
 *
 * @param withRidge whether the KFAC step is computed, which takes a matrix of min(n, d + 2) × d numbers.
 * @throws AsymptopiaError `invalid-input` if `size` is not a whole number from 2, if n or d is above 2^24, or if the
 *   matrix would have more than 2^28 numbers.
 */
export function reducedOneStepShape(phi: number, size: number, withRidge: boolean): OneStepShape {
  if (!Number.isInteger(size) || size < 2) throw invalidInput("size", size, "a whole number from 2");
  const n = phi <= 1 ? Math.round(size / phi) : size;
  const d = phi <= 1 ? size : Math.round(phi * size);
  if (!(Math.max(n, d) <= longestVector)) {
    throw invalidInput("size", size, `such that neither n = ${n} nor d = ${d} is above 2^24`);
  }
  const rows = reducedRows({ n, d });
  if (withRidge && rows * d > mostEntries) {
    const accepted = `such that n = ${n} and d = ${d}, with lambda, need no array of more than 2^28 numbers (${rows} × ${d})`;
    throw invalidInput("size", size, accepted);
  }
  return { n, d };
}

/** min(n, d + 2): the two rows that meet the labels, and a factor of the others. */
export function reducedRows({ n, d }: OneStepShape): number {
  return Math.min(n, d + 2);
}
