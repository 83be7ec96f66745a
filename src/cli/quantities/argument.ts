import { z } from "zod";
import type { Complex } from "../../foundation/complex.ts";
import type { ComplexQuantity } from "../../foundation/complex-quantity.ts";
import type { QuantityAnswer } from "./definition.ts";

const accepted = 'a number other than 0, or a complex one such as {"re":1,"im":0.5}';

/** The argument z of a transform: a number, or an object with real and imaginary part. */
export const argument = z
  .union([z.number(accepted), z.strictObject({ re: z.number(), im: z.number() }, accepted)], accepted)
  .refine((z) => (typeof z === "number" ? z !== 0 : z.re !== 0 || z.im !== 0), accepted);

/** Both parts of a complex value where the argument was given as a complex number, otherwise the real one. */
export function complexAnswer(z: Complex | number, { value, error, status }: ComplexQuantity): QuantityAnswer {
  return { value: typeof z === "number" ? value.re : { re: value.re, im: value.im }, error, status };
}
