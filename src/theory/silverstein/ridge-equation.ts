import type { Discretisation } from "../populations/discretise.ts";
import type { ResolventSums } from "./resolvent-sums.ts";

/** The left side of λ/κ = 1 − φ df₁(κ) with a bound on the rounding error of its evaluation. */
export interface RidgeRatio {
  readonly value: number;
  readonly error: number;
}

/**
 * 1 − φ df₁(κ) at the κ of `sums`.
 *
 * With positive mass h = 1 − H{0} it equals (1 − φh) + φ∫c, all of whose terms are positive for φh ≤ 1: no digit is
 * lost however small λ/κ is. Far above, where φ∫c would nearly cancel φh − 1, it is evaluated as it stands: φ df₁ is
 * then near 1 at the root.
 */
export function ridgeRatio(discretisation: Discretisation, phi: number, sums: ResolventSums): RidgeRatio {
  const { zeroMass, relativeError } = discretisation;
  const positive = phi * (1 - zeroMass);
  if (positive > 1.5) {
    const taken = phi * sums.p;
    return { value: 1 - taken, error: relativeError * taken + Number.EPSILON };
  }
  const rounding = Number.EPSILON * (Math.abs(1 - positive) + (zeroMass > 0 ? positive : 0));
  return { value: 1 - positive + phi * sums.c, error: relativeError * phi * sums.c + rounding };
}
