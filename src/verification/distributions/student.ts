import { invalidInput } from "../../foundation/errors.ts";
import { LOWEST_LOG_TAIL, requireLogTail, requireProbability, requireWithin } from "./domain.ts";
import { logComplement } from "./log-complement.ts";
import { logConcaveTail } from "./log-concave-tail.ts";
import { solveLogTail } from "./solve-log-tail.ts";
import { stirlingError } from "./stirling-error.ts";
import { quantileAtLogTail, quantileAtProbability, type SymmetricLaw } from "./symmetric-quantile.ts";

const MOST_DEGREES = 2e8;

/**
 * log P(T > t) for Student's t with df degrees of freedom, a real number in [1, 2e8], and any t but NaN.
 *
 * Accuracy: absolute error, that is relative error of the tail, at most 2e-14 + 1e-15·|log|. There is no switch to the
 * normal law at large df: the tail tends to it by itself.
 *
 * With t = √df·sinh θ the density of θ is K·cosh(θ)^(−df), K = Γ((df + 1)/2)/(√π·Γ(df/2)), which is log-concave.
 *
 * @throws AsymptopiaError `invalid-input` naming t or df.
 */
export function logStudentUpperTail(t: number, df: number): number {
  if (Number.isNaN(t)) throw invalidInput("t", t, "a number");
  requireWithin("df", df, 1, MOST_DEGREES);
  if (Math.abs(t) === Number.POSITIVE_INFINITY) return t < 0 ? 0 : Number.NEGATIVE_INFINITY;
  const size = Math.abs(t);
  const sinh = size / Math.sqrt(df);
  const tanh = size / Math.hypot(size, Math.sqrt(df));
  // log cosh θ, rounded as t²/df; where the square overflows, the 1 beside it does not count.
  const logCosh = size < 1e150 ? 0.5 * Math.log1p((size * size) / df) : Math.log(sinh);
  const tail = Math.log(millsRatio(tanh, df)) + logNormaliser(df) - df * logCosh;
  return t < 0 ? logComplement(tail) : tail;
}

/**
 * The t with P(T ≤ t) = p, for p in (0, 1) and df in [1, 2e8]. Relative error at most 1e-12, also near the median.
 *
 * @throws AsymptopiaError `invalid-input` naming p or df.
 */
export function studentQuantile(p: number, df: number): number {
  requireProbability("p", p);
  requireWithin("df", df, 1, MOST_DEGREES);
  return quantileAtProbability(p, studentLaw(df));
}

/**
 * The t with log P(T > t) = logTail, for logTail in [−1e290, 0) and df in [1, 2e8]; ±∞ where it exceeds the largest
 * double. Relative error at most 1e-12 down to tails of 1e-300 for the given double logTail, beyond them
 * 4e-16·|logTail|; near log ½, where t vanishes, 1e-16/|t| more.
 *
 * @throws AsymptopiaError `invalid-input` naming logTail or df.
 */
export function studentUpperQuantile(logTail: number, df: number): number {
  requireLogTail("logTail", logTail, LOWEST_LOG_TAIL);
  requireWithin("df", df, 1, MOST_DEGREES);
  return quantileAtLogTail(logTail, studentLaw(df));
}

function studentLaw(df: number): SymmetricLaw {
  const normaliser = logNormaliser(df);
  const root = Math.sqrt(df);
  return {
    central(area) {
      const theta = solveLogTail(area, 0, (at) => ({
        value: centralArea(at, df, normaliser),
        slope: Math.exp(normaliser - df * logCosh(at)),
      }));
      return root * Math.sinh(theta);
    },
    far(logTail) {
      const minusTheta = solveLogTail(logTail, 0, (w) => {
        const ratio = millsRatio(Math.tanh(-w), df);
        return { value: Math.log(ratio) + normaliser - df * logCosh(-w), slope: 1 / ratio };
      });
      return root * Math.sinh(-minusTheta);
    },
  };
}

/** P(Θ > θ) over the density of θ, for θ ≥ 0 with the given hyperbolic tangent. */
function millsRatio(tanh: number, df: number): number {
  const exponent = (v: number): number => {
    const half = Math.sinh(0.5 * v);
    // cosh(θ + v)/cosh θ = 1 + 2 sinh²(v/2) + tanh θ·sinh v
    return df * Math.log1p(2 * half * half + tanh * Math.sinh(v));
  };
  return logConcaveTail(exponent, df * tanh, df * (1 - tanh * tanh));
}

/** log K of the density K·cosh(θ)^(−df). */
function logNormaliser(df: number): number {
  const a = 0.5 * df;
  return 0.5 * Math.log(a / Math.PI) + a * Math.log1p(0.5 / a) - 0.5 + stirlingError(a + 0.5) - stirlingError(a);
}

/** log cosh θ for any θ, without overflow. */
function logCosh(theta: number): number {
  const size = Math.abs(theta);
  if (size > 20) return size - Math.LN2;
  return 0.5 * Math.log1p(Math.sinh(size) ** 2);
}

/**
 * P(0 < Θ < θ) for small θ ≥ 0: K·cosh(θ)^(−df)·tanh θ·F(1, (df + 1)/2; 3/2; tanh²θ), all terms positive (DLMF 8.17.8 at
 * a = ½).
 */
function centralArea(theta: number, df: number, normaliser: number): number {
  const tanh = Math.tanh(theta);
  const square = tanh * tanh;
  let term = tanh;
  let sum = tanh;
  for (let k = 0; term > 1e-18 * sum; k += 1) {
    term *= (square * (0.5 * (df + 1) + k)) / (1.5 + k);
    sum += term;
  }
  return sum * Math.exp(normaliser - df * logCosh(theta));
}
