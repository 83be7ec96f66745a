import type { Quantity } from "asymptopia";

/** Assumptions of the exact, noise-free statements. */
export const noiseFree = "no label noise, infinite batch: gradients and covariances are those of the population";

export const isotropic = "$\\Sigma = I$";

export const fullRank = "$F_\\star$ has full column rank, $G_\\star$ orthonormal rows";

/**
 * For limits of numbers that are the same at every size but for rounding: the ladder is only averaged. Any exponent is
 * right where there is no bias.
 */
export const exactAtEverySize = { finiteSizeExponent: 4, varianceExponent: 0 } as const;

/** A number above 0 that has seen so many roundings. */
export function rounded(value: number, roundings = 1): Quantity {
  return { value, error: roundings * Number.EPSILON * Math.abs(value), status: "ok" };
}
