import { betaQuantile, logIncompleteBeta } from "../verification/distributions/incomplete-beta.ts";

/**
 * Exact interval for a probability from `count` hits in `trials` independent trials: it contains the probability with at
 * least the chance `level`.
 *
 * Source: C. J. Clopper and E. S. Pearson, Biometrika 26 (1934) 404–413.
 *
 * @param trials At least 1.
 */
export function clopperPearson(count: number, trials: number, level: number): readonly [number, number] {
  const tail = (1 - level) / 2;
  return [
    count === 0 ? 0 : betaQuantile(tail, count, trials - count + 1),
    count === trials ? 1 : 1 - betaQuantile(tail, trials - count, count + 1),
  ];
}

/** log P(Bin(trials, p) ≥ count), which the lower end of a one-sided such interval compares with its level. */
export function logUpperTail(count: number, trials: number, p: number): number {
  return count === 0 ? 0 : logIncompleteBeta(p, count, trials - count + 1).lower;
}
