import type { Problem } from "../experiment.ts";
import { oneStepShape } from "../one-step/shape.ts";
import { realisedCovariance } from "../spectrum/realised-covariance.ts";
import type { SampleCovarianceParameters } from "./point-schema.ts";

/**
 * n samples of d inputs with `size` the smaller of n and d; the other one is rounded to the aspect ratio, so that d/n is
 * exact in `realised`, which has the d eigenvalues of Σ as well.
 *
 * @throws AsymptopiaError `invalid-input`, field `size`, for a size that is too small or too large.
 */
export function realiseSampleCovariance<P extends SampleCovarianceParameters>(point: P, size: number): Problem<P> {
  const shape = oneStepShape(point.phi, size, 1);
  const population = realisedCovariance(point.population, shape.d, size);
  return { point, size, realised: { ...point, population, phi: shape.d / shape.n }, shape };
}
