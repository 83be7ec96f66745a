import type { Complex } from "./complex.ts";
import type { Quantity } from "./quantity.ts";

/** A computed complex value that knows its own numerical error, as `Quantity` does. */
export interface ComplexQuantity {
  readonly value: Complex;
  /** Estimate of |value − exact value|, the modulus of the difference, from above. */
  readonly error: number;
  readonly status: Quantity["status"];
}
