export { type GaussianMoments, gaussianMoments } from "./gaussian/gaussian-moments.ts";
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
