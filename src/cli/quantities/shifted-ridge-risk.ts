import { z } from "zod";
import { shiftedRidgeRisk } from "../../theory/index.ts";
import { defineQuantity, nonNegative } from "./definition.ts";
import { readout } from "./readout.ts";

const eigenvalues = z.array(z.number("a number of 0 or more"), "a list of numbers of 0 or more");
const weights = z.array(z.number("a number above 0"), "a list of numbers above 0");
const { population: _, ...setting } = readout;

export const shiftedRidgeRiskQuantity = defineQuantity({
  name: "shifted-ridge-risk",
  summary: "the same at test inputs of variances shiftedEigenvalues along the eigenvectors of the training covariance",
  example: {
    eigenvalues: [0.5, 1, 3],
    shiftedEigenvalues: [3, 1, 0.5],
    phi: 0.5,
    lambda: 0.1,
    exponent: -1,
    alignment: 0.5,
    noiseVariance: 0.25,
  },
  shape: {
    eigenvalues,
    shiftedEigenvalues: eigenvalues,
    weights: z.exactOptional(weights),
    ...setting,
    lambda: nonNegative,
  },
  evaluate(parameters) {
    const { risk, unshifted } = shiftedRidgeRisk(parameters);
    return { ...risk, beside: { unshifted: unshifted.value } };
  },
});
