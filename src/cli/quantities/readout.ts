import { z } from "zod";
import { normalizations } from "../../theory/index.ts";
import { finite, nonNegative, population, positive, word } from "./definition.ts";

/** What the quantities of a preconditioned linear readout have in common. */
export const readout = {
  population,
  phi: positive,
  exponent: finite,
  alignment: finite,
  normalization: z.exactOptional(word(normalizations, "a normalization")),
  noiseVariance: nonNegative,
};
