import type { Quantity } from "../../foundation/quantity.ts";
import type { CriticalPoint } from "../silverstein/critical-points.ts";

/** How the density of the limiting spectrum behaves at the end of an interval of its support. */
export type EdgeKind = "square-root" | "hard" | "endpoint";

/** An end E of an interval of the support of the limiting spectrum, with f its density. */
export interface Edge {
  /** E, in the unit of an eigenvalue. */
  readonly position: Quantity;
  /** ℓ = −1/v at E: z = ψ(ℓ) = ℓ(1 + φ∫ τ/(ℓ − τ) dH). In the unit of an eigenvalue. */
  readonly ell: Quantity;
  /**
   * - `square-root`: f ~ coefficient·|x − E|^{1/2};
   * - `hard`: E = 0, where φ(1 − H{0}) = 1, and f ~ coefficient·x^{−1/2};
   * - `endpoint`: E = ψ(τ_end) for an end of a continuous population near which ψ′ stays above 0: f is there what the
   *   population's density makes it. Also where a critical point is too near to that end for double precision.
   */
  readonly kind: EdgeKind;
  readonly side: "lower" | "upper";
  /** See `kind`; absent for endpoints, and at the hard edge where ∫ dH/τ over τ > 0 diverges. */
  readonly coefficient?: Quantity;
  /**
   * Of regular (square-root) edges alone: (|z″(v)|/2)^{1/3}, in the unit of an eigenvalue. With realised H and d/n,
   * n^{2/3}(λ_max − E)/scale tends to the Tracy–Widom law F₁ for real Gaussian data, and −n^{2/3}(λ_min − E)/scale at a
   * lower edge; see `tracyWidomScaling`.
   */
  readonly scale?: Quantity;
}

/**
 * The edge at a critical point. With z″(v) = ℓ⁴ψ″(ℓ) there, f ~ √(2|x − E|/|z″|)/(πφ).
 *
 * Source: Silverstein and Choi, J. Multivariate Anal. 54 (1995), 295–309; N. El Karoui, Ann. Probab. 35 (2007),
 * 663–714, for the scale.
 */
export function squareRootEdge(point: CriticalPoint, phi: number): Edge {
  const { ell, position, curvature, side } = point;
  const root = Math.sqrt(Math.abs(curvature.value));
  const size = Math.abs(ell.value);
  const relative = ell.error / size;
  const ofCurvature = curvature.error / Math.abs(curvature.value);
  const eps = Number.EPSILON;
  return {
    position,
    ell,
    kind: "square-root",
    side,
    // ℓ² may be no double where its quotient with √ψ″ is one.
    coefficient: quantity(Math.SQRT2 / size / root / size / (Math.PI * phi), 2 * relative + ofCurvature / 2 + 8 * eps),
    scale: quantity(
      size * Math.cbrt(size) * Math.cbrt(Math.abs(curvature.value) / 2),
      (4 * relative + ofCurvature) / 3 + 8 * eps,
    ),
  };
}

/** A positive value with the given bound on its relative error; `ok` up to 1e-12. */
export function quantity(value: number, relativeError: number): Quantity {
  if (!(relativeError < 1)) return { value, error: Number.MAX_VALUE, status: "inaccurate" };
  // Of a product of small powers first order is not enough where the factors' errors are not small.
  const bound = relativeError / (1 - relativeError);
  return { value, error: value * bound, status: bound <= 1e-12 ? "ok" : "inaccurate" };
}
