import { invalidInput } from "../../foundation/errors.ts";

/** n samples of d inputs. A type and not an interface, so that it is a record of numbers as well. */
export type OneStepShape = { readonly n: number; readonly d: number };

// 2 GiB of inputs, more than a worker should be asked to hold.
const mostEntries = 2 ** 28;

/**
 * The shape whose smaller side is `size` and whose aspect ratio d/n is as close to φ as rounding the larger side
 * allows.
 *
 * @throws AsymptopiaError `invalid-input` if `size` is not a whole number from 2, or if n × d, n × columns or
 *   d × columns numbers are too many to hold.
 */
export function oneStepShape(phi: number, size: number, columns: number): OneStepShape {
  if (!Number.isInteger(size) || size < 2) throw invalidInput("size", size, "a whole number from 2");
  const shape = phi <= 1 ? { n: Math.round(size / phi), d: size } : { n: size, d: Math.round(phi * size) };
  const longer = Math.max(shape.n, shape.d);
  if (!(longer * Math.max(size, columns) <= mostEntries)) {
    const accepted = `such that n = ${shape.n} and d = ${shape.d} with ${columns} columns need no array of more than 2^28 numbers`;
    throw invalidInput("size", size, accepted);
  }
  return shape;
}
