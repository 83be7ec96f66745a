import { invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import { curvatures, type LinearTeacher } from "./curvatures.ts";
import { nonNegative } from "./domains.ts";

/**
 * Which preconditioners the update of G has: none (`amgd`), the inputs' covariance on the right (`dfw`), FᵀF on the
 * left (`left`), or both (`kfac`).
 */
export const localRateMethods = ["amgd", "dfw", "left", "kfac"] as const;

export type LocalRateMethod = (typeof localRateMethods)[number];

/** The local behaviour of a method at a teacher. */
export interface LocalRate {
  /** max |1 − ηλs| over the method's curvatures: the factor of a step in the slowest direction near G⋆. */
  readonly rate: Quantity;
  /** K ≥ 1, the ratio of the extreme curvatures. */
  readonly conditionNumber: Quantity;
  /** (K − 1)/(K + 1), the least rate over all step sizes. */
  readonly minimaxRate: Quantity;
  /** η = 2/(smallest + largest curvature), which reaches it. */
  readonly minimaxStepSize: Quantity;
  /** 2/(largest curvature), below which steps converge locally. */
  readonly stabilityLimit: Quantity;
}

/**
 * The factor by which a noise-free step at infinite batch multiplies a small distance to G⋆, for any Σ, with F refitted
 * exactly (η_F = 1): max over the curvatures c of |1 − ηc|, where c runs through λᵢsⱼ for `amgd`, λᵢ for `dfw`, sⱼ for
 * `left`, and is 1 for `kfac`. λᵢ are the eigenvalues of F⋆ᵀF⋆ and sⱼ those of S = (NΣ⁻¹Nᵀ)⁻¹, N a basis of G⋆'s null
 * space.
 *
 * Derivation: at G = G⋆ + EN to first order, the residual FG − F⋆G⋆ is F⋆EN(I − ΣG⋆ᵀ(G⋆ΣG⋆ᵀ)⁻¹G⋆). Times ΣNᵀ it is
 * F⋆E times the Schur complement NΣNᵀ − NΣG⋆ᵀ(G⋆ΣG⋆ᵀ)⁻¹G⋆ΣNᵀ = S; times Nᵀ alone, F⋆E. So E₊ = E − ηF⋆ᵀF⋆ES without
 * preconditioner; one on the right replaces S by I, one on the left F⋆ᵀF⋆ by I. What decides is κ(S), not κ(Σ).
 *
 * Errors are of the order √d·ε·(κ(Σ) + κ(F⋆)) relative to the curvatures; a status is `ok` for an error of at most 1e-9,
 * relative to the value where that is above 1.
 *
 * @param eta η_G ≥ 0.
 * @throws AsymptopiaError `invalid-input` naming the member, also for a rank that is not full.
 */
export function localRate(teacher: LinearTeacher, method: LocalRateMethod, eta: number): LocalRate {
  if (!localRateMethods.includes(method)) {
    throw invalidInput("method", method, `a method: ${localRateMethods.join(", ")}`);
  }
  nonNegative("eta", eta);
  const { head, headError, inputs, inputsError } = curvatures(teacher);
  const [useHead, useInputs] = [method === "amgd" || method === "dfw", method === "amgd" || method === "left"];
  const smallest = (useHead ? head[0] : 1) * (useInputs ? inputs[0] : 1);
  const largest = (useHead ? head[head.length - 1] : 1) * (useInputs ? inputs[inputs.length - 1] : 1);
  const relative = (useHead ? headError : 0) + (useInputs ? inputsError : 0);
  // |1 − ηc| is convex in c: an end of the range is the worst.
  const rate = Math.max(Math.abs(1 - eta * smallest), Math.abs(1 - eta * largest));
  if (!Number.isFinite(rate)) throw invalidInput("eta", eta, "so small that the rate is finite");
  const ratio = largest / smallest;
  return {
    rate: quantity(rate, eta * largest * (relative + Number.EPSILON)),
    conditionNumber: quantity(ratio, 2 * ratio * relative),
    // (K − 1)/(K + 1) from the extremes themselves; its derivative by ln K is 2K/(K + 1)².
    minimaxRate: quantity((largest - smallest) / (largest + smallest), (4 * relative) / (2 + ratio)),
    minimaxStepSize: quantity(2 / (smallest + largest), (2 * relative) / (smallest + largest)),
    stabilityLimit: quantity(2 / largest, (2 * relative) / largest),
  };
}

function quantity(value: number, errorOfInputs: number): Quantity {
  const error = errorOfInputs + 2 * Number.EPSILON * value;
  return { value, error, status: error <= 1e-9 * Math.max(1, value) ? "ok" : "inaccurate" };
}
