import type { Quantity } from "../../foundation/quantity.ts";

/**
 * The cosine `innerProduct`/√`squaredNorm` between a direction and β⋆, whose norm tends to 1; in [−1, 1]. It is 0 where
 * the inner product is 0, also for a direction that vanishes altogether.
 *
 * `status` is `ok` where both inputs are and the estimated error is at most 1e-11.
 */
export function correlation(innerProduct: Quantity, squaredNorm: Quantity): Quantity {
  const norm = Math.sqrt(squaredNorm.value);
  const cosine = innerProduct.value === 0 ? 0 : innerProduct.value / norm;
  const value = Math.max(-1, Math.min(1, cosine));
  const error = Math.min(
    2,
    ratio(innerProduct.error, norm) +
      Math.abs(value) * (ratio(squaredNorm.error, 2 * squaredNorm.value) + 2 * Number.EPSILON),
  );
  const ok = innerProduct.status === "ok" && squaredNorm.status === "ok" && error <= 1e-11;
  return { value, error, status: ok ? "ok" : "inaccurate" };
}

/** numerator/denominator, 0 for 0/0. */
function ratio(numerator: number, denominator: number): number {
  return numerator === 0 ? 0 : numerator / denominator;
}
