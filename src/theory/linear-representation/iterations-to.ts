import { invalidInput } from "../../foundation/errors.ts";
import { between0And, conditionNumberOf, sineOf } from "./domains.ts";
import { kfacTangent } from "./kfac-recursion.ts";
import { minimaxRate } from "./minimax-rate.ts";
import { sgdTangent } from "./sgd-recursion.ts";
import { sineOfTangent, tangentOfSine } from "./tangent.ts";

/** Steps of at least this size in the slowest direction are counted one by one; that takes below 1e8 of them. */
const smallestIterated = 1e-5;

/** The least number with all digits. */
const leastNormal = 2 ** -1022;

/** How far and how fast: `sgd` and `amgd` are the same without noise, where F is refitted exactly (η_F = 1). */
export interface IterationsSetting {
  /** The factor, in (0, 1), by which the distance shall shrink: dist_T ≤ accuracy · dist₀. */
  readonly accuracy: number;
  /** κ of F⋆ᵀF⋆, at least 1; KFAC does not depend on it. */
  readonly conditionNumber: number;
  readonly method: IterationsMethod;
  /** η of KFAC, in (0, 2), and at most 1.99999 with `sinTheta`; 1 if absent. Gradient descent takes its minimax step 2/(λ_min + λ_max). */
  readonly eta?: number;
  /** dist₀ in (0, 1), which the exact recursions then start from; if absent, the limit dist₀ → 0. */
  readonly sinTheta?: number;
}

/** The names of the methods. */
export const iterationsMethods = ["kfac", "sgd", "amgd"] as const;

export type IterationsMethod = (typeof iterationsMethods)[number];

/**
 * The least number T ≥ 1 of noise-free steps at Σ = I after which dist_T ≤ accuracy · dist₀, for the worst start at that
 * distance with one misaligned direction.
 *
 * Without `sinTheta` it is the local count ⌈ln accuracy/ln rate⌉ with the rate |1 − η| for KFAC, whatever κ, and
 * (κ − 1)/(κ + 1) for gradient descent: exponent 1 in κ; an accuracy that is met up to 8ε·T counts as met. With it, the
 * recursions of `kfacContraction` and `sgdContraction` are followed, for the latter with the direction of λ_min
 * misaligned: at the minimax step that of λ_max contracts faster from every angle, since with a = ηλ_min, b = ηλ_max = 2 − a
 * and t = tan θ, |1 − b + t²| ≤ 1 − a + t² and the divisors 1 + (1 + b)t² and 1 + (1 + a)t² are ordered the other way. Where the slowest direction takes a step x below
 * 1e-5, T comes from the recursion's logarithm to second order in x, which can be off by one: ψ = ln tan θ +
 * (x/2) ln(1 + tan²θ) decreases by −ln(1 − x) + O(x³) a step for gradient descent, and ψ = ln sin θ + (η/4) ln(cos²θ) by
 * −ln(1 − η) + O(η³) for KFAC.
 *
 * The minimax step is best near G⋆. Since η must stay below 2/λ_max, none can make the slow direction's step longer by
 * more than the factor 1 + 1/κ.
 *
 * Source: Theorem 3.6 and Proposition 3.5 of Zhang et al. 2025, arXiv 2502.01763, in their exact forms.
 *
 * @throws AsymptopiaError `invalid-input` naming the member.
 */
export function iterationsTo(setting: IterationsSetting): number {
  const { accuracy, conditionNumber, method, eta, sinTheta } = setting;
  between0And("accuracy", accuracy, 1);
  conditionNumberOf("conditionNumber", conditionNumber);
  if (sinTheta !== undefined && sineOf("sinTheta", sinTheta) === 0) {
    throw invalidInput("sinTheta", sinTheta, "above 0: there is nothing to learn");
  }
  if (!iterationsMethods.includes(method))
    throw invalidInput("method", method, `a method: ${iterationsMethods.join(", ")}`);
  const target = sinTheta === undefined ? 0 : accuracy * sinTheta;
  // Below, a small number times the rate can be rounded to itself for ever.
  if (sinTheta !== undefined && target < leastNormal) {
    throw invalidInput(
      "accuracy",
      accuracy,
      `at least ${leastNormal / sinTheta}, so that the distance is a normal number`,
    );
  }
  if (method === "kfac") {
    const step = between0And("eta", eta ?? 1, 2);
    if (sinTheta === undefined) return localCount(accuracy, step <= 1 ? step : 2 - step);
    if (2 - step < smallestIterated) throw invalidInput("eta", step, `at most ${2 - smallestIterated}, with sinTheta`);
    return kfacCount(sinTheta, target, step);
  }
  if (eta !== undefined) throw invalidInput("eta", eta, `absent: ${method} takes its minimax step`);
  const { gap } = minimaxRate(conditionNumber);
  // In the unit 1/λ_max, gap = 2/(κ + 1) is the step of the direction of λ_min.
  return sinTheta === undefined ? localCount(accuracy, gap) : sgdCount(sinTheta, target, gap);
}

/** ⌈ln accuracy/ln(1 − gap)⌉, at least 1. */
function localCount(accuracy: number, gap: number): number {
  if (gap >= 1) return 1;
  const count = Math.log(accuracy) / Math.log1p(-gap);
  return Math.max(1, Math.ceil(count * (1 - 8 * Number.EPSILON)));
}

function kfacCount(sinTheta: number, target: number, eta: number): number {
  let tangent = tangentOfSine(sinTheta);
  if (eta >= smallestIterated) return countUntil(tangent, target, (t) => kfacTangent(t, eta));
  // The expansion is one in η tan²θ, which falls like 1/(2t) over the first steps.
  let steps = 0;
  for (; eta * tangent * tangent > 1e-4 && sineOfTangent(tangent) > target; steps++)
    tangent = kfacTangent(tangent, eta);
  const start = sineOfTangent(tangent);
  if (start <= target) return Math.max(1, steps);
  const end = tangentOfSine(target);
  // ln cos² of both ends; the correction is of the order of a step.
  const bend = (eta / 4) * (Math.log1p(tangent * tangent) - Math.log1p(end * end));
  return steps + Math.max(1, Math.ceil((Math.log(start / target) - bend) / -Math.log1p(-eta)));
}

function sgdCount(sinTheta: number, target: number, x: number): number {
  const [start, end] = [tangentOfSine(sinTheta), tangentOfSine(target)];
  if (x < smallestIterated) {
    const bend = (x / 2) * (Math.log1p(start * start) - Math.log1p(end * end));
    return Math.max(1, Math.ceil((Math.log(start / end) + bend) / -Math.log1p(-x)));
  }
  return countUntil(start, target, (tangent) => sgdTangent(tangent, x));
}

function countUntil(start: number, target: number, step: (tangent: number) => number): number {
  let count = 0;
  let tangent = start;
  do {
    tangent = step(tangent);
    count++;
  } while (sineOfTangent(tangent) > target * (1 + 8 * Number.EPSILON));
  return count;
}
