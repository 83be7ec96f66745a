import { invalidInput } from "../../foundation/errors.ts";
import { nonNegative, positive, scaledStep, sineOf, trajectorySteps } from "./domains.ts";
import { squaresOfTangent } from "./tangent.ts";

/** Angles are below π/2; the double nearest to it is, too, and stands for the right angle that was meant. */
const largestAngle = Math.PI / 2 - Number.EPSILON;

/**
 * The angle after one noise-free step of alternating gradient descent (AMGD with η_F = 1) of size η at Σ = I and infinite
 * batch, from the angle θ, in [0, π/2): with x = ηλ, tan θ₊ = tan θ |1 − x cos²θ|/(1 + x sin²θ).
 *
 * θ is the angle of a direction of row(G) with row(G⋆) that is decoupled from the others, λ its eigenvalue of F⋆ᵀF⋆.
 * Where x cos²θ > 1 the direction also flips to the other side. The result is exact, up to 4ε, for an x that differs from
 * ηλ by at most 8ε of itself, which is all that is known of the product; so it is relatively accurate except beside
 * x cos²θ = 1, where it vanishes.
 *
 * Derivation. F = F⋆G⋆Gᵀ; along the direction the gradient λ cos θ(cos θ g − u) at g = cos θ u + sin θ v, with u in
 * row(G⋆), gives g₊ = cos θ (1 + x sin²θ)u + sin θ (1 − x cos²θ)v, with squared length 1 + x² cos²θ sin²θ.
 *
 * Source: the recursion behind Proposition 3.5 (Lemmas B.1 and B.2) of Zhang et al. 2025, arXiv 2502.01763.
 *
 * @param theta radians, in [0, π/2); the right angle is a fixed point and excluded.
 * @param eta η ≥ 0.
 * @param eigenvalue λ > 0.
 * @throws AsymptopiaError `invalid-input` naming the argument.
 */
export function sgdContraction(theta: number, eta: number, eigenvalue: number): number {
  angleBelowRight("theta", theta);
  return angleOf(sgdTangent(Math.tan(theta), scaledStep(eta, eigenvalue)));
}

/**
 * θ₀, …, θ_T for `steps` = T applications of `sgdContraction`, T + 1 angles in [0, π/2); each step is as accurate as one
 * of those.
 *
 * @throws AsymptopiaError `invalid-input` naming the argument.
 */
export function sgdTrajectory(theta: number, eta: number, eigenvalue: number, steps: number): Float64Array {
  angleBelowRight("theta", theta);
  const x = scaledStep(eta, eigenvalue);
  trajectorySteps("steps", steps);
  const angles = new Float64Array(steps + 1);
  angles[0] = theta;
  let tangent = Math.tan(theta);
  for (let t = 1; t <= steps; t++) {
    tangent = sgdTangent(tangent, x);
    angles[t] = angleOf(tangent);
  }
  return angles;
}

/** |tan θ₊| from tan θ ≥ 0 and x = ηλ, the recursion of `sgdContraction` for arguments that have been checked. */
export function sgdTangent(tangent: number, x: number): number {
  const { cosine, sine } = squaresOfTangent(tangent);
  // Of 1 − x cos²θ, each form is exact but for roundings of x where the other is not: at small and at large angles.
  const factor = sine <= 0.5 ? 1 - x + x * sine : 1 - x * cosine;
  return tangent * (Math.abs(factor) / (1 + x * sine));
}

/**
 * 2/λ, rounded correctly: a noise-free step of gradient descent at Σ = I is locally stable in a direction with eigenvalue
 * λ of F⋆ᵀF⋆ exactly for η below that, since x = ηλ multiplies small angles by |1 − x|. The largest eigenvalue decides
 * for all of G.
 *
 * @throws AsymptopiaError `invalid-input` naming the argument, also where the limit is beyond the largest double.
 */
export function sgdStabilityLimit(eigenvalue: number): number {
  const limit = 2 / positive("eigenvalue", eigenvalue);
  if (!Number.isFinite(limit)) throw invalidInput("eigenvalue", eigenvalue, "so large that 2/eigenvalue is finite");
  return limit;
}

/**
 * The squared length 1 + x² cos²θ sin²θ, x = ηλ, of the row after a step of `sgdContraction`, before it is normalised; to
 * 8ε.
 *
 * @throws AsymptopiaError `invalid-input` naming the argument, also where the result is beyond the largest double.
 */
export function sgdRowNormSquared(sinTheta: number, eta: number, eigenvalue: number): number {
  sineOf("sinTheta", sinTheta);
  const x = scaledStep(eta, eigenvalue);
  const product = x * sinTheta * Math.sqrt((1 - sinTheta) * (1 + sinTheta));
  const squared = 1 + product * product;
  if (squared === Number.POSITIVE_INFINITY) throw invalidInput("eta", eta, "so small that the row's length is finite");
  return squared;
}

/**
 * sin θ of the two-cycle of `sgdContraction` above the limit of stability, x = ηλ > 2: √(½ − 1/x), to 4ε beside the
 * rounding of ηλ. The direction flips from one side to the other at this angle, neither diverging nor converging.
 *
 * Derivation: 1 − x cos²θ = −(1 + x sin²θ) there. The derivative of |tan θ₊| by tan θ is 8/x² − 1, in (−1, 1), so that
 * the cycle attracts.
 *
 * Source: Lemma B.2 of Zhang et al. 2025, arXiv 2502.01763, where a step above the limit is shown not to converge.
 *
 * @throws AsymptopiaError `invalid-input` naming the argument; a step of at most the limit 2/λ has no cycle.
 */
export function sgdTwoCycle(eta: number, eigenvalue: number): number {
  const x = scaledStep(eta, eigenvalue);
  if (!(x > 2)) throw invalidInput("eta", eta, `above the limit of stability 2/eigenvalue = ${2 / eigenvalue}`);
  return Math.sqrt((x - 2) / x / 2);
}

function angleBelowRight(field: string, value: number): number {
  nonNegative(field, value);
  if (!(value < Math.PI / 2)) throw invalidInput(field, value, "below π/2, a right angle");
  return value;
}

function angleOf(tangent: number): number {
  return Math.min(Math.atan(tangent), largestAngle);
}
