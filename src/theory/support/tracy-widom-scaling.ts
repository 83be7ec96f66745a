import { AsymptopiaError, invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import type { Edge } from "./edge.ts";

/** The affine map under which the extreme eigenvalue beside an edge follows a Tracy–Widom law. */
export interface TracyWidomScaling {
  /** E, subtracted first. */
  readonly centre: Quantity;
  /** n^{−2/3}·(|z″|/2)^{1/3}, divided by then: the size of the fluctuation, in the unit of an eigenvalue. */
  readonly spread: Quantity;
  /** +1 at an upper edge, −1 at a lower one. */
  readonly sign: 1 | -1;
  /** sign·(eigenvalue − centre)/spread. */
  standardise(eigenvalue: number): number;
}

/**
 * Centring and scale of the extreme eigenvalue at a regular edge for n samples: sign·(λ − centre)/spread tends in law to
 * F₁ for real Gaussian data (F₂ for complex). Take the edge of the realised problem, H of the finite Σ and φ = d/n:
 * with the limits in their place the centring is off by more than the fluctuation.
 *
 * Source: N. El Karoui, Ann. Probab. 35 (2007), 663–714 (complex); J. O. Lee and K. Schnelli, Ann. Appl. Probab. 26
 * (2016), 3786–3839, and A. Knowles and J. Yin, Probab. Theory Related Fields 169 (2017), 257–352 (real, all edges).
 *
 * @throws AsymptopiaError `invalid-input` for an edge that is not regular, and for n that is no number of at least 1.
 */
export function tracyWidomScaling(edge: Edge, n: number): TracyWidomScaling {
  if (!(n >= 1 && Number.isFinite(n))) throw invalidInput("n", n, "a finite number of at least 1");
  const { position: centre, scale } = edge;
  if (scale === undefined) {
    const message = `edge must be regular, of kind square-root: at a ${edge.kind} one fluctuations are not Tracy–Widom`;
    throw new AsymptopiaError("invalid-input", message, {
      field: "edge",
      value: edge.kind,
      accepted: "an edge of kind square-root",
    });
  }
  const factor = Math.cbrt(n) ** -2;
  const value = factor * scale.value;
  const spread: Quantity = { value, error: factor * scale.error + 4 * Number.EPSILON * value, status: scale.status };
  const sign = edge.side === "upper" ? 1 : -1;
  return { centre, spread, sign, standardise: (eigenvalue) => (sign * (eigenvalue - centre.value)) / value };
}
