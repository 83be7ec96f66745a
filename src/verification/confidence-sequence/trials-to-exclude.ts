import { logEvidenceAgainstAtLeast } from "./bernoulli.ts";
import { checkErrorProbability } from "./check-arguments.ts";

/**
 * The fewest trials that, all without a failure, exclude at error probability `alpha` that failures have probability `rate`
 * or more: those after which `logEvidenceAgainstAtLeast` reaches log(1/alpha).
 *
 * @throws AsymptopiaError `invalid-input` for a rate or an alpha outside (0, 1).
 */
export function trialsToExclude(rate: number, alpha: number): number {
  checkErrorProbability(alpha);
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
