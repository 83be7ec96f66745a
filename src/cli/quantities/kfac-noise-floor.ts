import { kfacNoiseFloor } from "../../theory/index.ts";
import { count, defineQuantity, nonNegative, positive } from "./definition.ts";
import { matrix } from "./matrix.ts";

export const kfacNoiseFloorQuantity = defineQuantity({
  name: "kfac-noise-floor",
  summary: "stationary E‖G(I − G⋆ᵀG⋆)‖_F² of KFAC on fresh Gaussian batches, to first order in the noise",
  example: {
    teacherHead: [[2], [1]],
    teacherFeatures: [[0.6, 0.8, 0]],
    covariance: [
      [2, 0.5, 0],
      [0.5, 1, 0],
      [0, 0, 0.5],
    ],
    eta: 0.3,
    batchSize: 50,
    noiseVariance: 0.01,
  },
  shape: {
    teacherHead: matrix,
    teacherFeatures: matrix,
    covariance: matrix,
    eta: positive,
    batchSize: count,
    noiseVariance: nonNegative,
  },
  evaluate: ({ teacherHead, teacherFeatures, covariance, ...setting }) =>
    kfacNoiseFloor({ teacherHead, teacherFeatures, covariance }, setting),
});
