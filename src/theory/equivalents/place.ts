import { difference, type Estimate, negated, product, relativeError, sum } from "./estimate.ts";
import type { RidgePoint } from "./ridge-point.ts";

const eps = Number.EPSILON;

/** p and c at one τ, and how far they and p² are from their means under H. */
export interface Place {
  /** p = τ/(τ + κ). */
  readonly share: Estimate;
  /** c = κ/(τ + κ). */
  readonly rest: Estimate;
  /** c − ∫ c dH = −(p − df₁). */
  readonly restDeviation: Estimate;
  /** c² − ∫ c² dH. */
  readonly squaredRestDeviation: Estimate;
  /** p² − df₂. */
  readonly squaredShareDeviation: Estimate;
  /** pc − D. */
  readonly mixedDeviation: Estimate;
}

/**
 * The deviations change sign between eigenvalues, where their errors remain those of their terms; each is formed from the
 * smaller of p and c, so that it keeps its digits where κ is far below or far above the spectrum.
 */
export function placeAt(point: RidgePoint, tau: number): Place {
  const kappa = point.kappa.value;
  const relative = relativeError(point.kappa);
  const p = tau / (tau + kappa);
  const c = kappa / (tau + kappa);
  // d log p/d log κ = −c, d log c/d log κ = p.
  const share = { value: p, error: p * (c * relative + 2 * eps) };
  const rest = { value: c, error: c * (p * relative + 2 * eps) };
  const ofRest = difference(rest, point.rest);
  const ofSquaredRest = difference(product(rest, rest), point.squaredRest);
  const ofShare = difference(share, point.first);
  const ofSquaredShare = difference(product(share, share), point.second);
  const mixed = difference(product(share, rest), point.gap);
  return {
    share,
    rest,
    restDeviation: surer(ofRest, negated(ofShare)),
    // c² − p² = 1 − 2p, and the like the other way round.
    squaredRestDeviation: surer(ofSquaredRest, difference(ofSquaredShare, product(2, ofShare))),
    squaredShareDeviation: surer(ofSquaredShare, difference(ofSquaredRest, product(2, ofRest))),
    mixedDeviation: surer(mixed, sum(ofShare, negated(ofSquaredShare)), sum(ofRest, negated(ofSquaredRest))),
  };
}

/** Of several ways to one value, that with the smallest error. */
function surer(...ways: readonly Estimate[]): Estimate {
  return ways.reduce((best, way) => (way.error < best.error ? way : best));
}
