import { invalidInput } from "../../foundation/errors.ts";
import { LOWEST_LOG_TAIL, requireLogTail, requireProbability, requireWithin } from "./domain.ts";
import { gammaQuantile, gammaUpperQuantile, logIncompleteGamma } from "./incomplete-gamma.ts";
import type { LogTails } from "./log-tails.ts";

const MOST_DEGREES = 2e8;

/**
 * Both tails of the χ² law with df degrees of freedom (a real number in [1, 2e8]) at x ≥ 0, as logarithms. Accuracy: that of
 * `logIncompleteGamma`.
 *
 * @throws AsymptopiaError `invalid-input` naming x or df.
 */
export function logChiSquaredTails(x: number, df: number): LogTails {
  if (!(x >= 0)) throw invalidInput("x", x, "a number of at least 0");
  requireWithin("df", df, 1, MOST_DEGREES);
  return logIncompleteGamma(x / 2, df / 2);
}

/**
 * The x with P(χ²_df ≤ x) = p, for p in (0, 1) and df in [1, 2e8]. Relative error at most 1e-12.
 *
 * @throws AsymptopiaError `invalid-input` naming p or df.
 */
export function chiSquaredQuantile(p: number, df: number): number {
  requireProbability("p", p);
  requireWithin("df", df, 1, MOST_DEGREES);
  return 2 * gammaQuantile(p, df / 2);
}

/**
 * The x with log P(χ²_df > x) = logTail, for logTail in [−1e290, 0) and df in [1, 2e8]. Relative error at most 1e-12.
 *
 * @throws AsymptopiaError `invalid-input` naming logTail or df.
 */
export function chiSquaredUpperQuantile(logTail: number, df: number): number {
  requireLogTail("logTail", logTail, LOWEST_LOG_TAIL);
  requireWithin("df", df, 1, MOST_DEGREES);
  return 2 * gammaUpperQuantile(logTail, df / 2);
}
