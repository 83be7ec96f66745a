import { sgdRoundingError, sgdTrajectory } from "../../theory/index.ts";
import { defineQuantity, nonNegative, positive, steps } from "./definition.ts";

export const sgdContractionQuantity = defineQuantity({
  name: "sgd-contraction",
  summary: "angle in [0, π/2) after a noise-free gradient step of size eta from theta at Σ = I, or after steps",
  example: { theta: 0.6, eta: 0.5, eigenvalue: 1.5 },
  shape: { theta: nonNegative, eta: nonNegative, eigenvalue: positive, steps: steps.optional() },
  evaluate({ theta, eta, eigenvalue, steps }) {
    const angles = sgdTrajectory(theta, eta, eigenvalue, steps ?? 1);
    const error = sgdRoundingError(angles, eta * eigenvalue);
    const answer = { value: angles[angles.length - 1], error, status: error <= 1e-11 ? "ok" : "inaccurate" } as const;
    return steps === undefined ? answer : { ...answer, beside: { trajectory: [...angles] } };
  },
});
