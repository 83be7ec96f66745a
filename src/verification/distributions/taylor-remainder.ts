/**
 * What remains of log and exp once their linear part has been taken away. Both are non-negative and vanish to second
 * order at 0, where the plain difference has lost every digit. Relative error: a few units of machine epsilon.
 */

const SERIES_TERMS = 18;

/** u − log(1 + u) for u > −1. */
export function logRemainder(u: number): number {
  if (u < -0.5 || u > 1) return u - Math.log1p(u);
  // log(1 + u) = 2 artanh t with t = u/(2 + u), so that u − 2t = u·t and |t| ≤ 1/3.
  const t = u / (2 + u);
  const square = t * t;
  let tail = 0;
  for (let k = SERIES_TERMS; k >= 1; k -= 1) tail = tail * square + 1 / (2 * k + 1);
  return t * (u - 2 * square * tail);
}

/** eᵛ − 1 − v for any v. */
export function expRemainder(v: number): number {
  if (Math.abs(v) > 1) return Math.expm1(v) - v;
  let tail = 1;
  for (let k = SERIES_TERMS + 2; k >= 3; k -= 1) tail = 1 + (v / k) * tail;
  return 0.5 * v * v * tail;
}
