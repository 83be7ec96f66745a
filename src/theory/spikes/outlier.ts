import { invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import type { Population } from "../../model/population.ts";
import { isOnSupport } from "../silverstein/on-support.ts";
import { slopeSums } from "../silverstein/slope-sums.ts";

/** What a spike, one population eigenvalue ℓ apart from the others, does to the sample spectrum. */
export type Outlier = SeparatedOutlier | AbsorbedSpike;

/** The sample eigenvalue of the spike stays away from the bulk. */
export interface SeparatedOutlier {
  readonly separated: true;
  /** ψ′(ℓ), above 0. Dimensionless; at most 1. */
  readonly slope: Quantity;
  /** ψ(ℓ), the limit of the sample eigenvalue. In the unit of an eigenvalue. */
  readonly position: Quantity;
  /** ℓψ′/ψ, the limit of the squared inner product of the population's and the sample's unit eigenvectors. In (0, 1]. */
  readonly overlap: Quantity;
  /** 2ℓ²ψ′, the variance of the limit law N(0, ·) of √n(λ̂ − ψ) for real Gaussian data; half of it for complex ones. */
  readonly variance: Quantity;
}

/** ψ′(ℓ) ≤ 0: the sample eigenvalue goes to the bulk or to its edge, and the eigenvector's overlap to 0. */
export interface AbsorbedSpike {
  readonly separated: false;
  /** ψ′(ℓ); −∞, with error 0, on the support of H. `inaccurate` where its error does not exclude separation. */
  readonly slope: Quantity;
}

const eps = Number.EPSILON;

/**
 * The limit of the sample eigenvalue that belongs to a spike ℓ of the population, its eigenvector and its fluctuation,
 * where ψ(ℓ) = ℓ(1 + φ∫ τ/(ℓ − τ) dH): an outlier exactly if ψ′(ℓ) > 0, above, below or between the bulks. The spikes
 * are finitely many and distinct, and no part of H.
 *
 * With P = φℓ²∫ τ/(ℓ − τ)² dH the position is P + ℓψ′, a sum of positive terms, so that all that can be lost is lost in
 * ψ′ near a threshold; `status` is `ok` up to a relative error of 1e-12.
 *
 * Source: Baik and Silverstein, J. Multivariate Anal. 97 (2006), 1382–1408; Bai and Yao, Ann. Inst. H. Poincaré 44
 * (2008), 447–474, and J. Multivariate Anal. 106 (2012), 167–177; for the overlap Paul, Statist. Sinica 17 (2007),
 * 1617–1642, and Ding and Yang, Ann. Statist. 49 (2021), 1113–1138.
 *
 * @param phi aspect ratio φ = lim d/n, above 0.
 * @param spike ℓ > 0.
 * @throws AsymptopiaError `invalid-input` for φ or ℓ outside its domain.
 */
export function outlier(population: Population, phi: number, spike: number): Outlier {
  if (!(phi > 0 && Number.isFinite(phi))) throw invalidInput("phi", phi, "a finite number above 0");
  if (!(spike > 0 && Number.isFinite(spike))) throw invalidInput("spike", spike, "a finite number above 0");
  if (isOnSupport(population, spike)) {
    return { separated: false, slope: { value: Number.NEGATIVE_INFINITY, error: 0, status: "ok" } };
  }
  const sums = slopeSums(population, phi, 0, spike);
  const { slope: value } = sums;
  // The ends of an AR(1) spectrum are rounded functions of its parameter: as if ℓ were off by as much.
  const ofEnds = population.specification.kind === "ar1" ? 4 * eps * spike * Math.abs(sums.curvature) : 0;
  const error = sums.slopeError + ofEnds;
  const slope: Quantity = { value, error, status: error <= 1e-12 * Math.abs(value) ? "ok" : "inaccurate" };
  if (!(value > 0)) return { separated: false, slope: { ...slope, status: -value > error ? "ok" : "inaccurate" } };
  const ofSlope = error / value;
  const lifted = spike * value;
  const position = sums.position + lifted;
  const positionError = sums.position * (sums.relativeError + 8 * eps) + lifted * (ofSlope + 2 * eps);
  // Of ℓψ′/(P + ℓψ′) an error of ℓψ′ counts by the share of P alone.
  const ofOverlap = (sums.position / position) * (ofSlope + sums.relativeError + 8 * eps) + 4 * eps;
  return {
    separated: true,
    slope,
    position: quantity(position, positionError / position),
    overlap: quantity(lifted / position, ofOverlap),
    variance: quantity(2 * spike * lifted, ofSlope + 4 * eps),
  };
}

function quantity(value: number, relativeError: number): Quantity {
  const error = relativeError < 0.5 ? value * 2 * relativeError : Number.MAX_VALUE;
  return { value, error, status: error <= 1e-12 * value && Number.isFinite(value) ? "ok" : "inaccurate" };
}
