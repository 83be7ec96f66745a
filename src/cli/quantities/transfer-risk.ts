import { transferRisk } from "../../theory/index.ts";
import { count, defineQuantity, nonNegative } from "./definition.ts";
import { matrix } from "./matrix.ts";

export const transferRiskQuantity = defineQuantity({
  name: "transfer-risk",
  summary: "expected excess risk of least squares on features, exact at every number of samples (Lemma 3.7)",
  example: {
    features: [[1, 0, 0]],
    teacherHead: [[2], [1]],
    teacherFeatures: [[0.6, 0.8, 0]],
    covariance: [
      [2, 0.5, 0],
      [0.5, 1, 0],
      [0, 0, 0.5],
    ],
    samples: 10,
    noiseVariance: 0.25,
  },
  shape: {
    features: matrix,
    teacherHead: matrix,
    teacherFeatures: matrix,
    covariance: matrix,
    samples: count,
    noiseVariance: nonNegative,
  },
  evaluate(setting) {
    const { risk, bias, variance, biasBound } = transferRisk(setting);
    const beside = { bias: bias.value, variance: variance.value };
    return { ...risk, beside: biasBound === undefined ? beside : { ...beside, biasBound: biasBound.value } };
  },
});
