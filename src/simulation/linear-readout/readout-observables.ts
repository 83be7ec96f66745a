import { AsymptopiaError } from "../../foundation/errors.ts";

/** `values` themselves; a training that diverges has none. */
export function finiteObservations(values: Record<string, number>): Record<string, number> {
  for (const [name, value] of Object.entries(values)) {
    if (!Number.isFinite(value)) {
      throw new AsymptopiaError("non-finite", `${name} is ${value}`, {
        field: name,
        value,
        accepted: "a finite number: gradient descent diverges where learningRate exceeds 2 over the largest eigenvalue",
      });
    }
  }
  return values;
}
