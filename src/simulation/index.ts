export type { Experiment, Observation, Problem } from "./experiment.ts";
export { experiment as firstLayerGradientExperiment } from "./first-layer-gradient/first-layer-gradient-experiment.ts";
export type { FirstLayerGradientParameters } from "./first-layer-gradient/parameters.ts";
export { experiment as oneStepExperiment } from "./one-step/one-step-experiment.ts";
export type { OneStepParameters } from "./one-step/parameters.ts";
export { createStream } from "./random/create-stream.ts";
export { type ReplicateKey, replicateStream } from "./random/replicate-stream.ts";
export { type RealisedSpectrum, realiseSpectrum } from "./spectrum/realise-spectrum.ts";
export type { Stream } from "./stream.ts";
