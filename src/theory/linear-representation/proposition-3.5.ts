import { between0And, conditionNumberOf, positive, scaledStep, wholeNumber } from "./domains.ts";
import { powerOfRate } from "./minimax-rate.ts";
import { sgdTangent, sgdTwoCycle } from "./sgd-recursion.ts";
import { sineOfTangent, tangentOfSine } from "./tangent.ts";

/**
 * (1 − 2/κ)₊ᵀ, T = `steps`: what is left of the distance after T steps of gradient descent at Σ = I without noise, at
 * least, whatever the step size, where the adversary picks a start at any distance up to a prescribed one after seeing η.
 * To a relative error of (4 + 4T/κ)ε for κ ≥ 4, 4Tε elsewhere.
 *
 * Derivation, with x = ηλ_max. For x ≤ 2 misalign the direction of λ_min alone (Lemma B.1: only this row moves): then
 * sin θ₊ = sin θ (1 − (x/κ)cos²θ)/√(1 + (x/κ)² cos²θ sin²θ) ≥ (1 − x/κ) sin θ, for with y = x/κ ≤ 1 the claim's square,
 * (1 − y + y sin²θ)² ≥ (1 − y)²(1 + y² cos²θ sin²θ), follows from 2(1 − y)y ≥ (1 − y)²y². For x > 2 misalign that
 * of λ_max: small angles grow and never fall below their start (`sgdAdversary`).
 *
 * Source: Proposition 3.5 of Zhang et al. 2025, arXiv 2502.01763, with its constant made explicit.
 *
 * @param conditionNumber κ of F⋆ᵀF⋆, at least 1.
 * @throws AsymptopiaError `invalid-input` naming the argument.
 */
export function sgdLowerBound(conditionNumber: number, steps: number): number {
  return lowerBound(2, conditionNumber, steps);
}

/**
 * (1 − 4/κ)₊ᵀ, the bound for a start at a distance that is prescribed to the adversary. It holds for distances up to ½
 * and fails above: at distance .7, κ = 100, ηλ_max = 10.52 and T = 3 it claims .619 where .581 is reached.
 *
 * Accuracy and errors as for `sgdLowerBound`, with 8 in the place of 4.
 */
export function sgdLowerBoundAtDistance(conditionNumber: number, steps: number): number {
  return lowerBound(4, conditionNumber, steps);
}

function lowerBound(numerator: number, conditionNumber: number, steps: number): number {
  conditionNumberOf("conditionNumber", conditionNumber);
  wholeNumber("steps", steps, 0);
  // κ − 2 and κ − 4 do not cancel where they are small.
  const rate = Math.max(0, conditionNumber - numerator) / conditionNumber;
  return powerOfRate(rate, numerator / conditionNumber, steps);
}

/** The start that the adversary of Proposition 3.5 picks. */
export interface SgdAdversary {
  /** Whose direction starts misaligned, all others being aligned: form A (`smallest`) or form B (`largest`). */
  readonly misaligned: "smallest" | "largest";
  /** Its eigenvalue of F⋆ᵀF⋆. */
  readonly eigenvalue: number;
  /** Distance of the start from G⋆, above 0 and at most the prescribed bound. */
  readonly sinTheta: number;
}

/**
 * A start at a distance of at most `bound` from which T steps of size η leave at least (1 − 2/κ)₊ᵀ of it, for all T.
 *
 * Up to the limit of stability, x = ηλ_max ≤ 2, the direction of λ_min starts at the bound. Above it, that of λ_max starts
 * on a path which leads, growing by every step, to the two-cycle of `sgdTwoCycle`: for x² ≤ 8, where the cycle is
 * approached from one side, at the bound or the cycle, whichever is nearer; for x² > 8, where a step may lead past the
 * cycle and back below the start, at the cycle itself or the first of its preimages near 0 within the bound, to a relative
 * error of some 8ε a preimage.
 *
 * @param setting `eta` above 0; 0 < `smallestEigenvalue` ≤ `largestEigenvalue`, of F⋆ᵀF⋆; `bound` in (0, 1).
 * @throws AsymptopiaError `invalid-input` naming the member.
 */
export function sgdAdversary(setting: {
  readonly eta: number;
  readonly smallestEigenvalue: number;
  readonly largestEigenvalue: number;
  readonly bound: number;
}): SgdAdversary {
  const { eta, smallestEigenvalue, largestEigenvalue, bound } = setting;
  positive("eta", eta);
  positive("largestEigenvalue", largestEigenvalue);
  between0And("bound", bound, 1);
  if (smallestEigenvalue !== largestEigenvalue)
    between0And("smallestEigenvalue", smallestEigenvalue, largestEigenvalue);
  const x = scaledStep(eta, largestEigenvalue);
  if (x <= 2) return { misaligned: "smallest", eigenvalue: smallestEigenvalue, sinTheta: bound };
  const cycle = tangentOfSine(sgdTwoCycle(eta, largestEigenvalue));
  const farthest = tangentOfSine(bound);
  let tangent = cycle;
  if (x * x > 8) while (tangent > farthest) tangent = preimage(tangent, x);
  const sinTheta = Math.min(bound, sineOfTangent(tangent));
  return { misaligned: "largest", eigenvalue: largestEigenvalue, sinTheta };
}

/**
 * The smallest tangent t that `sgdTangent` takes to `image`, which is at most that of the two-cycle; x > √8.
 *
 * The map rises from 0, by a factor of at most x − 1, to a maximum before the two-cycle, and from there falls to the
 * cycle, which it takes to itself. So between image/x and the image it passes the image once, from below.
 */
function preimage(image: number, x: number): number {
  let low = image / x;
  let high = image;
  // Each halves the distance: after 60, what is left of a ratio of x is below a rounding.
  for (let i = 0; i < 60 + Math.log2(x); i++) {
    const middle = (low + high) / 2;
    if (sgdTangent(middle, x) < image) low = middle;
    else high = middle;
  }
  return low;
}
