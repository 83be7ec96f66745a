import { sgdStabilityLimit } from "../../theory/index.ts";
import { defineQuantity, positive } from "./definition.ts";

export const sgdStabilityLimitQuantity = defineQuantity({
  name: "sgd-stability-limit",
  summary: "2/eigenvalue, the step size below which noise-free gradient steps converge locally at Σ = I",
  example: { eigenvalue: 1.5 },
  shape: { eigenvalue: positive },
  evaluate({ eigenvalue }) {
    const value = sgdStabilityLimit(eigenvalue);
    return { value, error: Number.EPSILON * value, status: "ok" };
  },
});
