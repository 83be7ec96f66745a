/** log(1 − eˡ) for l ≤ 0, without cancellation at either end; −∞ at l = 0. */
export function logComplement(l: number): number {
  return l > -Math.LN2 ? Math.log(-Math.expm1(l)) : Math.log1p(-Math.exp(l));
}
