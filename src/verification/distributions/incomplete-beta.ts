import { requireProbability, requireShape, requireWithin } from "./domain.ts";
import { logComplement } from "./log-complement.ts";
import { logConcaveTail } from "./log-concave-tail.ts";
import type { LogTails } from "./log-tails.ts";
import { solveLogTail, type ValueAndSlope } from "./solve-log-tail.ts";
import { stirlingError } from "./stirling-error.ts";
import { expRemainder, logRemainder } from "./taylor-remainder.ts";

/**
 * Both tails of the beta law with shapes a and b: log I_x(a, b) and log(1 − I_x(a, b)), with the regularised incomplete
 * beta function I.
 *
 * Domain: x in [0, 1] (at the ends a tail is −∞, the other 0); a and b in [½, 1e8].
 * Accuracy: absolute error of each logarithm, that is relative error of the tail, at most 2e-14 + 1e-15·|log|, hence
 * below 1e-12 down to tails of 1e-300. A logarithm near 0 has the relative error of the other tail.
 *
 * In the variable log(x/(1 − x)) the density xᵃ(1 − x)ᵇ/B(a, b) is log-concave with its mode at a/(a + b): the tail
 * away from the mode is an integral of positive terms, the other one its complement, which is never below ¼ there.
 *
 * @throws AsymptopiaError `invalid-input` naming x, a or b.
 */
export function logIncompleteBeta(x: number, a: number, b: number): LogTails {
  requireBeta(x, a, b);
  if (x === 0) return { lower: Number.NEGATIVE_INFINITY, upper: 0 };
  if (x === 1) return { lower: 0, upper: Number.NEGATIVE_INFINITY };
  return tailsAt({ x, y: 1 - x }, a, b);
}

/**
 * Logarithms of B(a, b)·I_x(a, b)/(xᵃ(1 − x)ᵇ) and of its mirror image B(a, b)·(1 − I_x(a, b))/(xᵃ(1 − x)ᵇ): the tails
 * in units of the density of log(x/(1 − x)).
 *
 * Both stay of moderate size on the side where their tail is small, so that they are right to 2e-14 even where the tail
 * is far below the smallest double; on the other side the error is that of `logIncompleteBeta`.
 *
 * @param x In (0, 1).
 * @throws AsymptopiaError `invalid-input` naming x, a or b.
 */
export function logIncompleteBetaRatio(x: number, a: number, b: number): LogTails {
  requireProbability("x", x);
  requireBeta(x, a, b);
  const point = { x, y: 1 - x };
  const excess = meanExcess(point, a, b);
  const direct = Math.log(directRatio(point, a, b, excess));
  const kernel = logKernel(point, a, b, excess);
  const other = logComplement(direct + kernel) - kernel;
  return excess < 0 ? { lower: direct, upper: other } : { lower: other, upper: direct };
}

/**
 * The x with I_x(a, b) = p.
 *
 * Domain: p in (0, 1), a and b in [½, 1e8]. Relative error of x at most 1e-12; x is rounded to 0 or to a subnormal
 * number where it lies there. For the upper tail use 1 − betaQuantile(p, b, a).
 *
 * @throws AsymptopiaError `invalid-input` naming p, a or b.
 */
export function betaQuantile(p: number, a: number, b: number): number {
  requireProbability("p", p);
  requireShape("a", a);
  requireShape("b", b);
  return p <= 0.5 ? lowerQuantile(Math.log(p), a, b).x : lowerQuantile(Math.log1p(-p), b, a).y;
}

/** A point of (0, 1) and its distance y = 1 − x from the other end; the smaller of the two carries the precision. */
interface BetaPoint {
  readonly x: number;
  readonly y: number;
}

const SMALLEST_NORMAL = 2 ** -1022;

function lowerQuantile(logTail: number, a: number, b: number): BetaPoint {
  // Where x is this small, I_x(a, b) is a power law in x to the last digit.
  const least = tailsAt({ x: SMALLEST_NORMAL, y: 1 }, a, b).lower;
  if (logTail <= least) return { x: SMALLEST_NORMAL * Math.exp((logTail - least) / a), y: 1 };
  const floor = Math.log(SMALLEST_NORMAL);
  const logOdds = solveLogTail(logTail, Math.log(a / b), (w) => lowerWithSlope(fromLogOdds(w), a, b), floor);
  return fromLogOdds(logOdds);
}

function fromLogOdds(w: number): BetaPoint {
  return { x: 1 / (1 + Math.exp(-w)), y: 1 / (1 + Math.exp(w)) };
}

/** log I_x(a, b) and its derivative in log(x/(1 − x)). */
function lowerWithSlope(point: BetaPoint, a: number, b: number): ValueAndSlope {
  const excess = meanExcess(point, a, b);
  const ratio = directRatio(point, a, b, excess);
  const kernel = logKernel(point, a, b, excess);
  const direct = Math.log(ratio) + kernel;
  if (excess < 0) return { value: direct, slope: 1 / ratio };
  const value = logComplement(direct);
  return { value, slope: Math.exp(kernel - value) };
}

function tailsAt(point: BetaPoint, a: number, b: number): LogTails {
  const excess = meanExcess(point, a, b);
  const direct = Math.log(directRatio(point, a, b, excess)) + logKernel(point, a, b, excess);
  const other = logComplement(direct);
  return excess < 0 ? { lower: direct, upper: other } : { lower: other, upper: direct };
}

/** The ratio of `logIncompleteBetaRatio` for the tail that points away from the mode. */
function directRatio({ x, y }: BetaPoint, a: number, b: number, excess: number): number {
  const share = excess < 0 ? x : y;
  const rest = excess < 0 ? y : x;
  const slope = Math.abs(excess);
  const total = a + b;
  return logConcaveTail((v) => slope * v + total * bernoulliCumulant(share, rest, v), slope, total * x * y);
}

/**
 * log E exp(−v(X − x)) of a Bernoulli variable X with P(X = 1) = x, where y = 1 − x, for v ≥ 0: the exponent's convex
 * part. Relative error: a few units of machine epsilon.
 */
function bernoulliCumulant(x: number, y: number, v: number): number {
  // Of the two equal forms the one in the smaller probability does not cancel.
  if (x <= 0.5) {
    const u = x * Math.expm1(-v);
    return v < 1 ? x * expRemainder(-v) - logRemainder(u) : Math.log1p(u) + x * v;
  }
  const u = y * Math.expm1(v);
  return v < 1 ? y * expRemainder(v) - logRemainder(u) : Math.log1p(u) - y * v;
}

/** log of xᵃ(1 − x)ᵇ/B(a, b). */
function logKernel({ x, y }: BetaPoint, a: number, b: number, excess: number): number {
  // a·log(x/m) + b·log((1 − x)/(1 − m)) for the mode m = a/(a + b); the linear parts of the logarithms cancel.
  const deviance = a * shareRemainder(excess / a, x, b / a) + b * shareRemainder(-excess / b, y, a / b);
  const stirling = stirlingError(a + b) - stirlingError(a) - stirlingError(b);
  return 0.5 * Math.log((a / (a + b)) * (b / (2 * Math.PI))) + stirling - deviance;
}

/** u − log(1 + u) where 1 + u = share·(1 + ratio). Near u = −1 only the factors still know how far from 0 it is. */
function shareRemainder(u: number, share: number, ratio: number): number {
  return u < -0.9 ? u - Math.log(share) - Math.log1p(ratio) : logRemainder(u);
}

/**
 * (a + b)·x − a, rounded once. The plain difference is wrong by up to (a + b)·ε, which at a = 1e7 and tails of 1e-300
 * would be 1e-10 of the tail.
 */
function meanExcess({ x, y }: BetaPoint, a: number, b: number): number {
  return x <= 0.5 ? scaledExcess(x, a, b) : -scaledExcess(y, b, a);
}

function scaledExcess(x: number, a: number, b: number): number {
  const total = a + b;
  const larger = Math.max(a, b);
  const lost = Math.min(a, b) - (total - larger);
  const product = total * x;
  return product - a + (productError(total, x, product) + lost * x);
}

/** p·q − product exactly, for product = fl(p·q): Dekker's product with Veltkamp's splitting. */
function productError(p: number, q: number, product: number): number {
  const pHigh = leadingHalf(p);
  const qHigh = leadingHalf(q);
  const pLow = p - pHigh;
  const qLow = q - qHigh;
  return pHigh * qHigh - product + pHigh * qLow + pLow * qHigh + pLow * qLow;
}

function leadingHalf(value: number): number {
  const shifted = 134217729 * value;
  return shifted - (shifted - value);
}

function requireBeta(x: number, a: number, b: number): void {
  requireWithin("x", x, 0, 1);
  requireShape("a", a);
  requireShape("b", b);
}
