import { invalidInput } from "../../foundation/errors.ts";
import type { Stream } from "../stream.ts";
import { drawGamma } from "./gamma.ts";

/**
 * A number with the χ² law; with a whole number of degrees of freedom, the square of `drawChi`. It costs what
 * `drawGamma` costs, however many degrees there are.
 *
 * @param degrees of freedom, a number above 0.
 * @throws AsymptopiaError `invalid-input` for other degrees.
 */
export function drawChiSquared(degrees: number, stream: Stream): number {
  if (!(degrees > 0 && degrees < Number.POSITIVE_INFINITY)) {
    throw invalidInput("degrees", degrees, "a number above 0");
  }
  if (degrees !== 1) return 2 * drawGamma(degrees / 2, stream);
  const normal = stream.normal();
  return normal * normal;
}
