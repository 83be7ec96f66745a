import { batchNormTargetDistance, whiteningTargetDistance } from "../../theory/index.ts";
import { defineQuantity } from "./definition.ts";
import { matrix } from "./matrix.ts";

export const whiteningTargetDistanceQuantity = defineQuantity({
  name: "whitening-target-distance",
  summary: "distance from G⋆ to what gradient descent on whitened inputs learns; beside it that for batch norm",
  example: {
    teacherFeatures: [[0.6, 0.8, 0]],
    covariance: [
      [2, 0.5, 0],
      [0.5, 1, 0],
      [0, 0, 0.5],
    ],
  },
  shape: { teacherFeatures: matrix, covariance: matrix },
  evaluate: ({ teacherFeatures, covariance }) => ({
    ...whiteningTargetDistance(teacherFeatures, covariance),
    beside: { batchNorm: batchNormTargetDistance(teacherFeatures, covariance).value },
  }),
});
