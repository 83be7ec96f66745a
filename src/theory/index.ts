export { kfacCorrelationSensitivity, sgdCorrelationSensitivity } from "./equivalents/correlation-sensitivity.ts";
export {
  type DegreesOfFreedom,
  type DegreesOfFreedomCounts,
  degreesOfFreedom,
  degreesOfFreedomCounts,
} from "./equivalents/degrees-of-freedom.ts";
export {
  type ResolventEquivalent,
  resolventForm,
  resolventTrace,
  twoResolventForm,
  twoResolventTrace,
} from "./equivalents/resolvent.ts";
export type { RidgeSetting } from "./equivalents/ridge-point.ts";
export {
  nullSpaceForm,
  nullSpaceTrace,
  pseudoInverseForm,
  pseudoInverseTrace,
  type RidgelessLimit,
  ridgelessForm,
  ridgelessLimit,
  ridgelessSlope,
  ridgelessStieltjes,
  ridgelessTrace,
} from "./equivalents/ridgeless.ts";
export {
  type AtomSensitivity,
  atomSensitivities,
  type MassSensitivity,
  type PlaceSensitivity,
  type Sensitivity,
} from "./equivalents/sensitivity.ts";
export { type SilversteinSensitivity, silversteinSensitivity } from "./equivalents/silverstein-sensitivity.ts";
export type { TestMatrix, VectorPair } from "./equivalents/spectral-measure.ts";
export {
  type PredictedResolventTrace,
  predictResolventTrace,
  type TraceFluctuation,
  traceFluctuation,
} from "./equivalents/trace-fluctuation.ts";
export {
  type LinearStatisticFluctuation,
  linearStatisticFluctuation,
  type SmoothFunction,
} from "./fluctuations/linear-statistic-fluctuation.ts";
export { type GaussianMoments, gaussianMoments } from "./gaussian/gaussian-moments.ts";
export { type GaussianComponent, gaussianMixtureInformation } from "./gram-information/gaussian-mixture-information.ts";
export { type MixtureComponent, mixtureInformation } from "./gram-information/mixture-information.ts";
export {
  type SignStepInput,
  type SignStepSetting,
  signStepInformation,
} from "./gram-information/sign-step-information.ts";
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
export {
  type OptimalExponent,
  type OptimalExponentSetting,
  optimalExponent,
} from "./ridge-risk/optimal-exponent.ts";
export { type RidgeRisk, type RidgeRiskSetting, ridgeRisk } from "./ridge-risk/ridge-risk.ts";
export { type Normalization, normalizations, type TeacherSetting } from "./ridge-risk/setting.ts";
export {
  type ShiftedRidgeRisk,
  type ShiftedRidgeRiskSetting,
  shiftedRidgeRisk,
} from "./ridge-risk/shifted-ridge-risk.ts";
export { gradientDescentRisk, gradientFlowRisk, type TrajectoryRisk } from "./ridge-risk/trajectory-risk.ts";
export { type TunedRidge, tunedRidge } from "./ridge-risk/tuned-ridge.ts";
export { worstTeacherRisk } from "./ridge-risk/worst-teacher-risk.ts";
export { type LeastSquaresMargins, leastSquaresMargins } from "./sign-flip/least-squares-margin.ts";
export { type PopulationReadout, populationReadout } from "./sign-flip/population-path.ts";
export type { ReadoutPath, SignFlipSetting } from "./sign-flip/setting.ts";
export { type BoundaryGrid, boundaryGrid } from "./silverstein/boundary-grid.ts";
export { type CriticalPoint, criticalPoints, type PopulationGap } from "./silverstein/critical-points.ts";
export { resolventIntegral } from "./silverstein/resolvent-integral.ts";
export { type SilversteinSolution, solveSilverstein } from "./silverstein/solve.ts";
export {
  type BranchCertificate,
  boundaryPoint,
  type SpectralPoint,
  spectralPoint,
} from "./silverstein/spectral-point.ts";
export { effectiveRidge, stieltjes, stieltjesDerivative } from "./silverstein/stieltjes.ts";
export { spectralDensities, spectralDensity, type ValuesAlongGrid } from "./spectral-law/density.ts";
export { type DensityCurve, densityCurves } from "./spectral-law/density-curve.ts";
export { spectralDistribution } from "./spectral-law/distribution-function.ts";
export { type LinearStatisticOptions, linearStatistic } from "./spectral-law/linear-statistic.ts";
export { type LogStatisticOptions, logStatistic } from "./spectral-law/log-statistic.ts";
export { spectralMoment } from "./spectral-law/moment.ts";
export { spectralQuantile } from "./spectral-law/quantile.ts";
export { type DetectionInterval, detectionIntervals } from "./spikes/detection.ts";
export { type AbsorbedSpike, type Outlier, outlier, type SeparatedOutlier } from "./spikes/outlier.ts";
export type { Edge, EdgeKind } from "./support/edge.ts";
export { type Support, type SupportInterval, support } from "./support/support.ts";
export { type TracyWidomScaling, tracyWidomScaling } from "./support/tracy-widom-scaling.ts";
export { type TracyWidom, type TracyWidomBeta, tracyWidom } from "./tracy-widom/distribution.ts";
export { type TracyWidomMoments, tracyWidomMoments } from "./tracy-widom/moments.ts";
export { tracyWidomQuantile } from "./tracy-widom/quantile.ts";
