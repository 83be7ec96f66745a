import { lemmaB8LargestB, lemmaB8Slack } from "../../theory/index.ts";
import { defineQuantity, nonNegative } from "./definition.ts";

export const lemmaB8Quantity = defineQuantity({
  name: "lemma-B.8",
  summary: "1 − aη − (1 − η)/√(1 − bη), at least 0 on [0, 1] where b ≤ 2(1 − a); beside it that largest b",
  example: { a: 0.9, b: 0.2, eta: 0.5 },
  shape: { a: nonNegative, b: nonNegative, eta: nonNegative },
  evaluate({ a, b, eta }) {
    const value = lemmaB8Slack(a, b, eta);
    return {
      value,
      error: (8 * Number.EPSILON * eta) / (1 - b * eta),
      status: "ok",
      beside: { largestB: lemmaB8LargestB(a) },
    };
  },
});
