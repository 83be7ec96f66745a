import { invalidInput } from "../../foundation/errors.ts";
import type { Stream } from "../stream.ts";

/**
 * A number with the gamma law of that shape a and of scale 1, whose density is proportional to x^{a−1} e^{−x}; exact in
 * law up to rounding, from a number of draws that does not grow with a (about two, or three below shape 1).
 *
 * By rejection from a cubed normal for a ≥ 1 (at least 95 % are accepted), and by the power U^{1/a} of a uniform number
 * times the gamma law of shape a + 1 below: G. Marsaglia and W. W. Tsang, A simple method for generating gamma
 * variables, ACM Transactions on Mathematical Software 26 (2000) 363–372. What is below the smallest double becomes 0.
 *
 * @param shape a, a number above 0.
 * @throws AsymptopiaError `invalid-input` for another shape.
 */
export function drawGamma(shape: number, stream: Stream): number {
  if (!(shape > 0 && shape < Number.POSITIVE_INFINITY)) throw invalidInput("shape", shape, "a number above 0");
  if (shape >= 1) return fromCubedNormal(shape, stream);
  const larger = fromCubedNormal(shape + 1, stream);
  // Not of U, which may be 0.
  return larger * (1 - stream.uniform()) ** (1 / shape);
}

function fromCubedNormal(shape: number, stream: Stream): number {
  const centre = shape - 1 / 3;
  const spread = 1 / (3 * Math.sqrt(centre));
  for (;;) {
    const x = stream.normal();
    const root = 1 + spread * x;
    if (root <= 0) continue;
    const ratio = root ** 3;
    if (Math.log(stream.uniform()) < x * x * 0.5 + centre * (1 - ratio + Math.log(ratio))) return centre * ratio;
  }
}
