import { logEvidenceAgainstAtLeast } from "../confidence-sequence/bernoulli.ts";

/** How many trials without a failure exclude, at error probability `alpha`, that failures have probability `rate` or more. */
export function trialsToExclude(rate: number, alpha: number): number {
  const suffices = (trials: number): boolean => logEvidenceAgainstAtLeast(0, trials, rate) >= -Math.log(alpha);
  let high = 1;
  while (!suffices(high)) high *= 2;
  let low = high / 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (suffices(middle)) high = middle;
    else low = middle;
  }
  return high;
}
