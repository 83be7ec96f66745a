export { type GaussianMoments, gaussianMoments } from "./gaussian/gaussian-moments.ts";
export { type Curvatures, curvatures, type LinearTeacher } from "./linear-representation/curvatures.ts";
export {
  type IterationsMethod,
  type IterationsSetting,
  iterationsMethods,
  iterationsTo,
} from "./linear-representation/iterations-to.ts";
export { kfacContraction, kfacRowNormSquared, kfacTrajectory } from "./linear-representation/kfac-recursion.ts";
export { logDeterminantRatio, selfNormalisedBound } from "./linear-representation/lemma-B.3.ts";
export { lemmaB8LargestB, lemmaB8Slack } from "./linear-representation/lemma-B.8.ts";
export {
  type LocalRate,
  type LocalRateMethod,
  localRate,
  localRateMethods,
} from "./linear-representation/local-rate.ts";
export { type MinimaxRate, minimaxContraction, minimaxRate } from "./linear-representation/minimax-rate.ts";
export {
  kfacNoiseFloor,
  multiTaskNoiseFloor,
  type NoiseFloorSetting,
  stationaryFactor,
  type TaskTeacher,
} from "./linear-representation/noise-floor.ts";
export {
  principalAngleSines,
  type RepresentationPair,
  subspaceDistance,
} from "./linear-representation/principal-angles.ts";
export {
  type SgdAdversary,
  sgdAdversary,
  sgdLowerBound,
  sgdLowerBoundAtDistance,
} from "./linear-representation/proposition-3.5.ts";
export {
  sgdContraction,
  sgdRowNormSquared,
  sgdStabilityLimit,
  sgdTrajectory,
  sgdTwoCycle,
} from "./linear-representation/sgd-recursion.ts";
export { sgdRoundingError } from "./linear-representation/sgd-rounding.ts";
export { batchNormTargetDistance, whiteningTargetDistance } from "./linear-representation/target-distance.ts";
export {
  type KfacBasin,
  type KfacDistanceBound,
  kfacBasin,
  kfacBasinBound,
  kfacDistanceBound,
} from "./linear-representation/theorem-3.6.ts";
export {
  type FiniteBatchSetting,
  type FiniteBatchTerms,
  finiteBatchTerms,
} from "./linear-representation/theorem-3.6-terms.ts";
export {
  fromScratchRisk,
  type TransferRisk,
  type TransferSetting,
  transferRisk,
} from "./linear-representation/transfer-risk.ts";
export { adamCorrelation, type Eigenbasis, eigenbases } from "./one-step/adam-correlation.ts";
export {
  type DampedOneStepSetting,
  kfacCorrelation,
  kfacInnerProduct,
  kfacSquaredNorm,
} from "./one-step/kfac-correlation.ts";
export type { OneStepSetting, TeacherMoments } from "./one-step/setting.ts";
export { sgdCorrelation, sgdInnerProduct, sgdSquaredNorm } from "./one-step/sgd-correlation.ts";
export { integrateAgainst } from "./populations/integrate-against.ts";
export { moment } from "./populations/moment.ts";
export { spectrumOf } from "./populations/spectrum.ts";
export { type SilversteinSolution, solveSilverstein } from "./silverstein/solve.ts";
export { effectiveRidge, stieltjes, stieltjesDerivative } from "./silverstein/stieltjes.ts";
