import { z } from "zod";
import { finite, nonNegative } from "./definition.ts";

const kinds = "log, inverse, power";

/** A function of the eigenvalues: log(x + shift), 1/(x + shift), or x^exponent. */
export const eigenvalueFunction = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({ kind: z.literal("log"), shift: z.exactOptional(nonNegative) }, "absent: log takes shift alone"),
    z.strictObject(
      { kind: z.literal("inverse"), shift: z.exactOptional(nonNegative) },
      "absent: inverse takes shift alone",
    ),
    z.strictObject({ kind: z.literal("power"), exponent: finite }, "absent: power takes exponent alone"),
  ],
  {
    error: ({ input }) =>
      typeof input === "object" && input !== null
        ? `a kind of function: ${kinds}`
        : `a function such as {"kind":"log"}, of a kind among ${kinds}`,
  },
);

export type EigenvalueFunction = z.output<typeof eigenvalueFunction>;

export interface WithDerivative {
  value(x: number): number;
  derivative(x: number): number;
}

export function withDerivative(f: EigenvalueFunction): WithDerivative {
  if (f.kind === "power") {
    const { exponent } = f;
    return {
      value: (x) => x ** exponent,
      derivative: (x) => (exponent === 0 ? 0 : exponent * x ** (exponent - 1)),
    };
  }
  const { kind, shift = 0 } = f;
  if (kind === "log") return { value: (x) => Math.log(x + shift), derivative: (x) => 1 / (x + shift) };
  return { value: (x) => 1 / (x + shift), derivative: (x) => -1 / (x + shift) ** 2 };
}
