import { invalidInput } from "../../foundation/errors.ts";
import { LOWEST_LOG_TAIL, requireLogTail, requireProbability, requireShape } from "./domain.ts";
import { logComplement } from "./log-complement.ts";
import { logConcaveTail } from "./log-concave-tail.ts";
import type { LogTails } from "./log-tails.ts";
import { solveLogTail, type ValueAndSlope } from "./solve-log-tail.ts";
import { stirlingError } from "./stirling-error.ts";
import { expRemainder, logRemainder } from "./taylor-remainder.ts";

/**
 * Both tails of the gamma law with shape a and scale 1: log P(a, x) and log Q(a, x), with the regularised incomplete
 * gamma functions.
 *
 * Domain: x ≥ 0 (at 0 and ∞ a tail is −∞, the other 0); a in [½, 1e8].
 * Accuracy: absolute error of each logarithm, that is relative error of the tail, at most 2e-14 + 1e-15·|log|, hence
 * below 1e-12 down to tails of 1e-300. A logarithm near 0 has the relative error of the other tail. Beyond x = 1e300 the
 * upper logarithm is −∞.
 *
 * In the variable log x the density xᵃe^(−x)/Γ(a) is log-concave with its mode at a: the tail away from the mode is an
 * integral of positive terms, the other one its complement.
 *
 * @throws AsymptopiaError `invalid-input` naming x or a.
 */
export function logIncompleteGamma(x: number, a: number): LogTails {
  if (!(x >= 0)) throw invalidInput("x", x, "a number of at least 0");
  requireShape("a", a);
  if (x === 0) return { lower: Number.NEGATIVE_INFINITY, upper: 0 };
  if (x > LARGEST_POINT) return { lower: 0, upper: Number.NEGATIVE_INFINITY };
  return tailsAt(x, a);
}

/**
 * The x with P(a, x) = p.
 *
 * Domain: p in (0, 1), a in [½, 1e8]. Relative error at most 1e-12; x is rounded to 0 or to a subnormal number where it
 * lies there.
 *
 * @throws AsymptopiaError `invalid-input` naming p or a.
 */
export function gammaQuantile(p: number, a: number): number {
  requireProbability("p", p);
  requireShape("a", a);
  return p <= 0.5 ? lowerQuantile(Math.log(p), a) : upperQuantile(Math.log1p(-p), a);
}

/**
 * The x with log Q(a, x) = logTail, for tails that are too small, or too near 1, for a probability.
 *
 * Domain: logTail in [−1e290, 0), a in [½, 1e8]. Relative error at most 1e-12.
 *
 * @throws AsymptopiaError `invalid-input` naming logTail or a.
 */
export function gammaUpperQuantile(logTail: number, a: number): number {
  requireLogTail("logTail", logTail, LOWEST_LOG_TAIL);
  requireShape("a", a);
  return logTail <= -Math.LN2 ? upperQuantile(logTail, a) : lowerQuantile(logComplement(logTail), a);
}

const LARGEST_POINT = 1e300;
const SMALLEST_NORMAL = 2 ** -1022;

function lowerQuantile(logTail: number, a: number): number {
  // Where x is this small, P(a, x) is a power law in x to the last digit.
  const least = tailsAt(SMALLEST_NORMAL, a).lower;
  if (logTail <= least) return SMALLEST_NORMAL * Math.exp((logTail - least) / a);
  const logX = solveLogTail(logTail, Math.log(a), (w) => withSlope(Math.exp(w), a, "lower"), Math.log(SMALLEST_NORMAL));
  return Math.exp(logX);
}

function upperQuantile(logTail: number, a: number): number {
  // P(X > a + √(2aτ) + τ) ≤ e^(−τ) (Laurent and Massart, Annals of Statistics 28 (2000), Lemma 1): beyond the root, near it.
  const beyond = a + Math.sqrt(-2 * a * logTail) - logTail;
  const minusLogX = solveLogTail(logTail, -Math.log(beyond), (w) => withSlope(Math.exp(-w), a, "upper"));
  return Math.exp(-minusLogX);
}

/** The logarithm of a tail and the size of its derivative in log x. */
function withSlope(x: number, a: number, side: keyof LogTails): ValueAndSlope {
  const ratio = directRatio(x, a);
  const kernel = logKernel(x, a);
  const direct = Math.log(ratio) + kernel;
  if ((side === "lower") === x < a) return { value: direct, slope: 1 / ratio };
  const value = logComplement(direct);
  return { value, slope: Math.exp(kernel - value) };
}

function tailsAt(x: number, a: number): LogTails {
  const direct = Math.log(directRatio(x, a)) + logKernel(x, a);
  const other = logComplement(direct);
  return x < a ? { lower: direct, upper: other } : { lower: other, upper: direct };
}

/** Γ(a)·P(a, x)/(xᵃe^(−x)) for x < a, else Γ(a)·Q(a, x)/(xᵃe^(−x)). */
function directRatio(x: number, a: number): number {
  const slope = Math.abs(x - a);
  const sign = x < a ? -1 : 1;
  return logConcaveTail((v) => slope * v + x * expRemainder(sign * v), slope, x);
}

/** log of xᵃe^(−x)/Γ(a). */
function logKernel(x: number, a: number): number {
  const u = (x - a) / a;
  // Near −1 the quotient has lost what distinguishes x from 0.
  const remainder = u < -0.9 ? u - Math.log(x) + Math.log(a) : logRemainder(u);
  return 0.5 * Math.log(a / (2 * Math.PI)) - stirlingError(a) - a * remainder;
}
