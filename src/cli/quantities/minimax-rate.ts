import { minimaxRate } from "../../theory/index.ts";
import { defineQuantity, ratio } from "./definition.ts";

export const minimaxRateQuantity = defineQuantity({
  name: "minimax-rate",
  summary: "(κ − 1)/(κ + 1), the best local rate of gradient descent; beside it stepSize, in the unit 1/λ_max",
  example: { conditionNumber: 10 },
  shape: { conditionNumber: ratio },
  evaluate({ conditionNumber }) {
    const { rate, gap, stepSize } = minimaxRate(conditionNumber);
    return { value: rate, error: 2 * Number.EPSILON * rate, status: "ok", beside: { stepSize, gap } };
  },
});
