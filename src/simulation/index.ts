export { experiment as quadraticFormExperiment } from "./concentration/quadratic-form-experiment.ts";
export type { QuadraticFormParameters } from "./concentration/quadratic-form-parameters.ts";
export type { Experiment, Observation, Problem } from "./experiment.ts";
export { experiment as firstLayerCouplingExperiment } from "./first-layer-coupling/first-layer-coupling-experiment.ts";
export type { FirstLayerCouplingParameters } from "./first-layer-coupling/first-layer-coupling-parameters.ts";
export { experiment as firstLayerGradientExperiment } from "./first-layer-gradient/first-layer-gradient-experiment.ts";
export type { FirstLayerGradientParameters } from "./first-layer-gradient/parameters.ts";
export {
  type ExactInformationParameters,
  experiment as exactInformationExperiment,
} from "./first-layer-information/exact-information-experiment.ts";
export { experiment as informationDensityExperiment } from "./first-layer-information/information-density-experiment.ts";
export type { InformationDensityParameters } from "./first-layer-information/information-density-parameters.ts";
export { experiment as firstLayerLawExperiment } from "./first-layer-law/first-layer-law-experiment.ts";
export type { FirstLayerLawParameters } from "./first-layer-law/first-layer-law-parameters.ts";
export {
  experiment as gramSpectrumExperiment,
  type GramSpectrumParameters,
} from "./gram-spectrum/gram-spectrum-experiment.ts";
export {
  experiment as interpolatorExperiment,
  type InterpolatorParameters,
} from "./gram-spectrum/interpolator-experiment.ts";
export { experiment as inputMapCouplingExperiment } from "./input-map/input-map-coupling-experiment.ts";
export { experiment as inputMapGapExperiment } from "./input-map/input-map-gap-experiment.ts";
export type { InputMapParameters } from "./input-map/input-map-parameters.ts";
export { inputMapRoundings } from "./input-map/input-map-roundings.ts";
export type { MethodSpecification } from "./input-map/methods.ts";
export {
  experiment as averagedReadoutExperiment,
  type ReadoutParameters,
} from "./linear-readout/averaged-readout-experiment.ts";
export {
  experiment as linearReadoutExperiment,
  type LiteralReadoutParameters,
} from "./linear-readout/linear-readout-experiment.ts";
export {
  experiment as readoutAgreementExperiment,
  type ReadoutAgreementParameters,
} from "./linear-readout/readout-agreement-experiment.ts";
export {
  experiment as readoutPairExperiment,
  type ReadoutPairParameters,
} from "./linear-readout/readout-pair-experiment.ts";
export type { Normalization, ReadoutSetting, ReadoutTraining } from "./linear-readout/readout-setting.ts";
export {
  type AdversaryParameters,
  experiment as adversaryExperiment,
} from "./linear-representation/adversary/adversary-experiment.ts";
export {
  type BestStepParameters,
  experiment as bestStepExperiment,
} from "./linear-representation/adversary/best-step-experiment.ts";
export {
  type CycleMultiplierParameters,
  experiment as cycleMultiplierExperiment,
} from "./linear-representation/decoupled-descent/cycle-multiplier-experiment.ts";
export {
  type DecoupledDescentParameters,
  experiment as decoupledDescentExperiment,
} from "./linear-representation/decoupled-descent/decoupled-descent-experiment.ts";
export {
  type DistancePropertiesParameters,
  experiment as distancePropertiesExperiment,
} from "./linear-representation/distance-properties/distance-properties-experiment.ts";
export { experiment as finiteBatchExperiment } from "./linear-representation/finite-batch/finite-batch-experiment.ts";
export type { FiniteBatchParameters } from "./linear-representation/finite-batch/finite-batch-parameters.ts";
export { type FixedInstanceParameters, fixedInstance } from "./linear-representation/fixed-instance.ts";
export {
  experiment as headUpdateExperiment,
  type HeadUpdateParameters,
} from "./linear-representation/head-update/head-update-experiment.ts";
export { inputEigenvalues } from "./linear-representation/input-eigenvalues.ts";
export {
  experiment as iterationsExperiment,
  type IterationsParameters,
} from "./linear-representation/iterations/iterations-experiment.ts";
export {
  experiment as kfacStepExperiment,
  type KfacStepParameters,
} from "./linear-representation/kfac-step/kfac-step-experiment.ts";
export {
  experiment as localRateExperiment,
  type LocalRateParameters,
} from "./linear-representation/local-rate/local-rate-experiment.ts";
export {
  experiment as multiTaskExperiment,
  type MultiTaskParameters,
} from "./linear-representation/multi-task/multi-task-experiment.ts";
export { experiment as rescaledInputsExperiment } from "./linear-representation/rescaled-inputs/rescaled-inputs-experiment.ts";
export type { RescaledInputsParameters } from "./linear-representation/rescaled-inputs/rescaled-inputs-parameters.ts";
export {
  experiment as scalarInequalityExperiment,
  type ScalarInequalityParameters,
} from "./linear-representation/scalar-inequality/scalar-inequality-experiment.ts";
export { experiment as selfNormalisedExperiment } from "./linear-representation/self-normalised/self-normalised-experiment.ts";
export type { SelfNormalisedParameters } from "./linear-representation/self-normalised/self-normalised-parameters.ts";
export { experiment as stationaryExperiment } from "./linear-representation/stationary/stationary-experiment.ts";
export type { StationaryParameters } from "./linear-representation/stationary/stationary-parameters.ts";
export {
  experiment as transferExperiment,
  transferFeatures,
} from "./linear-representation/transfer/transfer-experiment.ts";
export type { TransferParameters } from "./linear-representation/transfer/transfer-parameters.ts";
export {
  experiment as trainingPairExperiment,
  type TrainingPairParameters,
} from "./linear-training/pair-experiment.ts";
export { experiment as trainingExperiment, type TrainingParameters } from "./linear-training/training-experiment.ts";
export { recordedIterations, type TrainingSetting } from "./linear-training/training-setting.ts";
export { experiment as pushThroughExperiment } from "./matrix-identities/push-through-experiment.ts";
export type { PushThroughParameters } from "./matrix-identities/push-through-parameters.ts";
export { experiment as woodburyExperiment } from "./matrix-identities/woodbury-experiment.ts";
export type { WoodburyParameters } from "./matrix-identities/woodbury-parameters.ts";
export { experiment as noisyDigitsExperiment } from "./noisy-digits/noisy-digits-experiment.ts";
export type { NoisyDigitsParameters } from "./noisy-digits/noisy-digits-parameters.ts";
export { experiment as oneStepExperiment } from "./one-step/one-step-experiment.ts";
export type { OneStepParameters } from "./one-step/parameters.ts";
export { experiment as balancedOneStepExperiment } from "./one-step-balanced/balanced-one-step-experiment.ts";
export type { BalancedOneStepParameters } from "./one-step-balanced/parameters.ts";
export type { ReducedOneStepParameters } from "./one-step-reduced/parameters.ts";
export { experiment as reducedOneStepExperiment } from "./one-step-reduced/reduced-one-step-experiment.ts";
export { type AlgorithmSpecification, parseAlgorithm } from "./optimizers/algorithm.ts";
export {
  curvatureMemory,
  parameterCount,
  type StepCosts,
  stepCosts,
  type TrainingShape,
} from "./optimizers/step-costs.ts";
export { experiment as ownSettingCouplingExperiment } from "./own-setting/own-setting-coupling-experiment.ts";
export { experiment as ownSettingLawsExperiment } from "./own-setting/own-setting-laws-experiment.ts";
export { type OwnSettingParameters, recordedSteps } from "./own-setting/own-setting-parameters.ts";
export { drawChi } from "./random/chi.ts";
export { drawChiSquared } from "./random/chi-squared.ts";
export { createStream } from "./random/create-stream.ts";
export { drawGamma } from "./random/gamma.ts";
export { type ReplicateKey, replicateStream } from "./random/replicate-stream.ts";
export { experiment as rotatedOneStepExperiment } from "./rotation/rotated-one-step-experiment.ts";
export type { RotatedOneStepParameters } from "./rotation/rotated-one-step-parameters.ts";
export {
  type EdgeEigenvalueParameters,
  experiment as edgeEigenvalueExperiment,
} from "./sample-covariance/edge-eigenvalue-experiment.ts";
export type { SampleCovarianceParameters } from "./sample-covariance/point-schema.ts";
export {
  experiment as resolventFluctuationExperiment,
  type ResolventFluctuationParameters,
} from "./sample-covariance/resolvent-fluctuation-experiment.ts";
export {
  experiment as resolventFormExperiment,
  type ResolventFormParameters,
} from "./sample-covariance/resolvent-form-experiment.ts";
export {
  experiment as resolventTraceExperiment,
  type ResolventTraceParameters,
} from "./sample-covariance/resolvent-trace-experiment.ts";
export { sampleEigenvalues, sampleEigenvaluesCost } from "./sample-covariance/sample-eigenvalues.ts";
export {
  experiment as wishartMomentsExperiment,
  sandwichPowers,
  type WishartMomentsParameters,
} from "./sample-covariance/wishart-moments-experiment.ts";
export { experiment as zeroEigenvalueExperiment } from "./sample-covariance/zero-eigenvalue-experiment.ts";
export {
  experiment as optimizerComparisonExperiment,
  type OptimizerComparisonParameters,
} from "./sign-flip/optimizer-comparison-experiment.ts";
export { experiment as signFlipExperiment } from "./sign-flip/sign-flip-experiment.ts";
export type { SignFlipParameters } from "./sign-flip/sign-flip-parameters.ts";
export { experiment as signStepExperiment } from "./sign-step/sign-step-experiment.ts";
export type { SignStepParameters } from "./sign-step/sign-step-parameters.ts";
export { type RealisedSpectrum, realiseSpectrum } from "./spectrum/realise-spectrum.ts";
export {
  experiment as spikedCovarianceExperiment,
  type SpikedCovarianceParameters,
} from "./spiked-covariance/spiked-covariance-experiment.ts";
export type { Stream } from "./stream.ts";
export {
  experiment as networkContinualExperiment,
  type NetworkContinualParameters,
} from "./two-layer-network/continual-experiment.ts";
export {
  experiment as networkContinualPairExperiment,
  type NetworkContinualPairParameters,
} from "./two-layer-network/continual-pair-experiment.ts";
export {
  type MethodSpecification as NetworkMethodSpecification,
  parseMethod as parseNetworkMethod,
} from "./two-layer-network/method.ts";
export {
  experiment as networkNoiseExcessExperiment,
  type NetworkNoiseExcessParameters,
} from "./two-layer-network/noise-excess-experiment.ts";
export {
  experiment as networkNoiseExcessPairExperiment,
  type NetworkNoiseExcessPairParameters,
} from "./two-layer-network/noise-excess-pair-experiment.ts";
export type { TeacherSpecification } from "./two-layer-network/teacher.ts";
export {
  experiment as networkTrainingExperiment,
  type NetworkTrainingParameters,
} from "./two-layer-network/training-experiment.ts";
export {
  experiment as networkTrainingPairExperiment,
  type NetworkTrainingPairParameters,
} from "./two-layer-network/training-pair-experiment.ts";
export {
  experiment as networkTransferExperiment,
  type NetworkTransferParameters,
} from "./two-layer-network/transfer-experiment.ts";
export {
  experiment as networkTransferPairExperiment,
  type NetworkTransferPairParameters,
} from "./two-layer-network/transfer-pair-experiment.ts";

export {
  experiment as readoutErrorExperiment,
  type ReadoutErrorParameters,
} from "./whitening/readout-error-experiment.ts";

export {
  experiment as whitenedPredictionsExperiment,
  type WhitenedPredictionsParameters,
} from "./whitening/whitened-predictions-experiment.ts";
