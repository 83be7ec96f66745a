import { invalidInput } from "../../foundation/errors.ts";
import { nonNegative, sineOf, trajectorySteps } from "./domains.ts";
import { largestSine, sineOfTangent, tangentOfSine } from "./tangent.ts";

/**
 * sin θ after one noise-free KFAC step of size η at infinite batch from sin θ:
 * sin θ₊ = |1 − η| sin θ / √(1 + η² tan²θ), to a relative error of 8ε.
 *
 * θ is any of the principal angles between the row spaces of GΣ^½ and G⋆Σ^½; each moves by itself, for every Σ and F⋆.
 * At Σ = I the largest is that of the distance ‖G(I − G⋆ᵀG⋆)‖; at other Σ it is not, and the distance may grow.
 *
 * Derivation. With F = F⋆A, A = G⋆ΣGᵀ(GΣGᵀ)⁻¹, the preconditioned gradient is G − A⁻¹G⋆, so that
 * Ḡ = (1 − η)G + ηA⁻¹G⋆. In the coordinates Σ^½, and in bases in which the two row spaces pair off as
 * g = cos θ u + sin θ v with u, A is diag(cos θ): the row goes to (cos θ + η sin²θ/cos θ)u + (1 − η) sin θ v, hence
 * tan θ₊ = |1 − η| tan θ/(1 + η tan²θ), with squared length 1 + η² tan²θ.
 *
 * Source: noise-free part of Theorem 3.6 of Zhang et al. 2025, arXiv 2502.01763, in exact form.
 *
 * @param sinTheta in [0, 1): at a right angle F⋆A has not full rank, and no step is defined.
 * @param eta η_G ≥ 0; steps above 1 overshoot, and those above 2 do not converge.
 * @throws AsymptopiaError `invalid-input` naming the argument.
 */
export function kfacContraction(sinTheta: number, eta: number): number {
  sineOf("sinTheta", sinTheta);
  nonNegative("eta", eta);
  const cosine = Math.sqrt((1 - sinTheta) * (1 + sinTheta));
  const sine = Math.abs(1 - eta) * ((sinTheta * cosine) / Math.hypot(cosine, eta * sinTheta));
  return Math.min(sine, largestSine);
}

/**
 * sin θ₀, …, sin θ_T for `steps` = T applications of `kfacContraction`, T + 1 numbers.
 *
 * The map does not expand relative differences of tan θ, d ln tan θ₊/d ln tan θ = (1 − η tan²θ)/(1 + η tan²θ), so that the
 * relative error after t steps is at most (8 + 4t)ε, down to the smallest normal number.
 *
 * @throws AsymptopiaError `invalid-input` naming the argument.
 */
export function kfacTrajectory(sinTheta: number, eta: number, steps: number): Float64Array {
  sineOf("sinTheta", sinTheta);
  nonNegative("eta", eta);
  trajectorySteps("steps", steps);
  const sines = new Float64Array(steps + 1);
  sines[0] = sinTheta;
  let tangent = tangentOfSine(sinTheta);
  for (let t = 1; t <= steps; t++) {
    tangent = kfacTangent(tangent, eta);
    sines[t] = sineOfTangent(tangent);
  }
  return sines;
}

/** tan θ₊ = |1 − η| tan θ/(1 + η tan²θ), the recursion of `kfacContraction` for arguments that have been checked. */
export function kfacTangent(tangent: number, eta: number): number {
  if (eta <= 1) return ((1 - eta) * tangent) / (1 + eta * tangent * tangent);
  // Divided by η, so that nothing overflows.
  return ((1 - 1 / eta) * tangent) / (1 / eta + tangent * tangent);
}

/**
 * The squared length 1 + η² tan²θ of the row of Ḡ along a principal direction, before the orthonormalisation, of a
 * noise-free KFAC step at Σ = I, to 8ε: an eigenvalue of ḠḠᵀ = (1 − η²)I + η²(GG⋆ᵀG⋆Gᵀ)⁻¹ ⪰ I. At other Σ the same
 * holds of ḠΣḠᵀ beside GΣGᵀ, and ḠḠᵀ can have eigenvalues below 1.
 *
 * Source: Proposition B.7 of Zhang et al. 2025, arXiv 2502.01763, in exact form.
 *
 * @throws AsymptopiaError `invalid-input` naming the argument, also where the result is beyond the largest double.
 */
export function kfacRowNormSquared(sinTheta: number, eta: number): number {
  sineOf("sinTheta", sinTheta);
  nonNegative("eta", eta);
  const product = eta * tangentOfSine(sinTheta);
  const squared = 1 + product * product;
  if (squared === Number.POSITIVE_INFINITY) throw invalidInput("eta", eta, "so small that 1 + η² tan²θ is finite");
  return squared;
}
