import { kfacContraction, kfacTrajectory } from "../../theory/index.ts";
import { defineQuantity, nonNegative, sine, steps } from "./definition.ts";

export const kfacContractionQuantity = defineQuantity({
  name: "kfac-contraction",
  summary: "sin θ after a noise-free KFAC step of size eta from sinTheta, or after steps (Theorem 3.6, exact form)",
  example: { sinTheta: 0.6, eta: 0.5 },
  shape: { sinTheta: sine, eta: nonNegative, steps: steps.optional() },
  evaluate({ sinTheta, eta, steps }) {
    if (steps === undefined) {
      const value = kfacContraction(sinTheta, eta);
      return { value, error: 8 * Number.EPSILON * value, status: "ok" };
    }
    const trajectory = [...kfacTrajectory(sinTheta, eta, steps)];
    const value = trajectory[steps];
    return { value, error: (8 + 4 * steps) * Number.EPSILON * value, status: "ok", beside: { trajectory } };
  },
});
