import { AsymptopiaError } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";

const eps = Number.EPSILON;

/**
 * A value with a bound of its absolute error, on its way to a Quantity. The operations below pass errors on to first
 * order and beyond (no product of errors is dropped) and add their own rounding; correlations are not used.
 */
export interface Estimate {
  readonly value: number;
  readonly error: number;
}

/** A number that is exact, or whose error does not count: a parameter. */
export function exact(value: number): Estimate {
  return { value, error: 0 };
}

export function sum(...terms: readonly Estimate[]): Estimate {
  let [value, error] = [0, 0];
  terms.forEach((term, i) => {
    value += term.value;
    error += term.error + (i > 0 ? (eps / 2) * Math.abs(value) : 0);
  });
  return { value, error };
}

export function negated({ value, error }: Estimate): Estimate {
  return { value: -value, error };
}

export function difference(a: Estimate, b: Estimate): Estimate {
  return sum(a, negated(b));
}

export function product(...factors: readonly (Estimate | number)[]): Estimate {
  let [value, error] = [1, 0];
  factors.forEach((factor, i) => {
    const next = typeof factor === "number" ? exact(factor) : factor;
    const [size, nextSize] = [Math.abs(value), Math.abs(next.value)];
    value *= next.value;
    // A vanishing factor leaves no error, be that of the other infinite.
    error = times(error, nextSize) + times(size, next.error) + times(error, next.error);
    if (i > 0) error += eps * Math.abs(value) + (size > 0 && nextSize > 0 ? Number.MIN_VALUE : 0);
  });
  return { value, error };
}

/** a/b for b above 0. Where b is not known to be above 0 the error is infinite. */
export function quotient(a: Estimate, b: Estimate | number): Estimate {
  const divisor = typeof b === "number" ? exact(b) : b;
  const value = a.value / divisor.value;
  const least = divisor.value - divisor.error;
  if (!(least > 0)) return { value, error: Number.POSITIVE_INFINITY };
  const error = a.error / least + times(Math.abs(value), divisor.error / least);
  return { value, error: error + eps * Math.abs(value) + (a.value === 0 ? 0 : Number.MIN_VALUE) };
}

/** √a for a of at least 0. */
export function squareRoot({ value, error }: Estimate): Estimate {
  const root = Math.sqrt(value);
  const least = Math.sqrt(Math.max(0, value - error));
  return { value: root, error: (root === 0 ? Math.sqrt(error) : error / (root + least)) + eps * root };
}

/** Bound on the relative error; infinite where the value may be 0. */
export function relativeError({ value, error }: Estimate): number {
  return error === 0 ? 0 : error / Math.abs(value);
}

/**
 * The estimate as a result: `ok` where its error is at most `promised` times `size`, the size of its terms, which is that
 * of the value itself where all are positive.
 *
 * @param name of the result, for the message.
 * @throws AsymptopiaError `non-finite` for a value that is no finite double.
 */
export function asQuantity(
  { value, error }: Estimate,
  promised: number,
  name: string,
  size: number = Math.abs(value),
): Quantity {
  if (!Number.isFinite(value)) {
    throw new AsymptopiaError("non-finite", `${name} is outside the range of doubles`, { field: "lambda" });
  }
  return { value, error: Math.min(error, Number.MAX_VALUE), status: error <= promised * size ? "ok" : "inaccurate" };
}

function times(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : a * b;
}
