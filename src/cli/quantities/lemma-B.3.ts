import { logDeterminantRatio, selfNormalisedBound } from "../../theory/index.ts";
import { count, defineQuantity, fraction, nonNegative } from "./definition.ts";
import { matrix } from "./matrix.ts";

export const lemmaB3Quantity = defineQuantity({
  name: "lemma-B.3",
  summary: "bound on a self-normalised sum over samples with noise in as many outputs, at regularisation V",
  example: {
    regularisation: [
      [1, 0],
      [0, 2],
    ],
    samples: [
      [1, 2],
      [0.5, -1],
      [2, 0],
    ],
    noiseVariance: 0.25,
    outputs: 3,
    failureProbability: 0.05,
  },
  shape: {
    regularisation: matrix,
    samples: matrix,
    noiseVariance: nonNegative,
    outputs: count,
    failureProbability: fraction,
  },
  evaluate({ regularisation, samples, ...rest }) {
    const { value: logarithm, error, status } = logDeterminantRatio(regularisation, samples);
    const value = selfNormalisedBound({ logDeterminantRatio: logarithm, ...rest });
    return {
      value,
      error: 4 * rest.noiseVariance * error + 8 * Number.EPSILON * value,
      status,
      beside: { logDeterminantRatio: logarithm },
    };
  },
});
