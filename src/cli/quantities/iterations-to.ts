import { iterationsMethods, iterationsTo } from "../../theory/index.ts";
import { defineQuantity, fraction, positive, ratio, word } from "./definition.ts";

export const iterationsToQuantity = defineQuantity({
  name: "iterations-to",
  summary: "noise-free steps until the distance has shrunk by accuracy: near G⋆, or from the distance sinTheta",
  example: { accuracy: 1e-6, conditionNumber: 100, method: "sgd" },
  shape: {
    accuracy: fraction,
    conditionNumber: ratio,
    method: word(iterationsMethods, "a method"),
    eta: positive.optional(),
    sinTheta: fraction.optional(),
  },
  evaluate({ accuracy, conditionNumber, method, eta, sinTheta }) {
    const value = iterationsTo({
      accuracy,
      conditionNumber,
      method,
      ...(eta === undefined ? {} : { eta }),
      ...(sinTheta === undefined ? {} : { sinTheta }),
    });
    return { value, error: 0, status: "ok" };
  },
});
