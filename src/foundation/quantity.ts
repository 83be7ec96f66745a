/**
 * A computed value that knows its own numerical error.
 *
 * `error` is an estimate of |value − exact value|, absolute; it covers truncation and rounding, not the model.
 * `status` is `inaccurate` when the computation could not reach the accuracy that its documentation promises.
 */
export interface Quantity {
  readonly value: number;
  readonly error: number;
  readonly status: "ok" | "inaccurate";
}

/** A number that is what it says: a parameter as the user gave it. */
export function exactly(value: number): Quantity {
  return { value, error: 0, status: "ok" };
}
