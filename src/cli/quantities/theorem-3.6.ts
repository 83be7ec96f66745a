import { kfacDistanceBound } from "../../theory/index.ts";
import { count, defineQuantity, fraction, nonNegative, positive, ratio, sine } from "./definition.ts";

export const theorem36Quantity = defineQuantity({
  name: "theorem-3.6",
  summary: "bound on dist(G₊, G⋆) after a KFAC step on two batches, with its terms (Lemma B.5, Propositions B.6, B.7)",
  example: {
    inputs: 20,
    features: 3,
    outputs: 5,
    batchSize: 4000,
    failureProbability: 0.05,
    distance: 0.1,
    eta: 0.5,
    noiseVariance: 0.01,
    smallestHeadSingularValue: 1,
    smallestEigenvalue: 1,
    conditionNumber: 1,
  },
  shape: {
    inputs: count,
    features: count,
    outputs: count,
    batchSize: count,
    failureProbability: fraction,
    distance: sine,
    eta: nonNegative,
    noiseVariance: nonNegative,
    smallestHeadSingularValue: positive,
    smallestEigenvalue: positive,
    conditionNumber: ratio,
  },
  evaluate(setting) {
    const { bound, terms } = kfacDistanceBound(setting);
    // Near the end of the domain the terms are small differences of numbers near 1.
    const lost = 1 / terms.smallestRowEigenvalue + 1 / terms.alignment;
    return { value: bound, error: 64 * Number.EPSILON * bound * lost, status: "ok", beside: { ...terms } };
  },
});
