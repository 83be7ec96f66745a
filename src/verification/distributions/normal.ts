import { invalidInput } from "../../foundation/errors.ts";
import { requireLogTail, requireProbability } from "./domain.ts";
import { logComplement } from "./log-complement.ts";
import { logConcaveTail } from "./log-concave-tail.ts";
import { solveLogTail } from "./solve-log-tail.ts";
import { quantileAtLogTail, quantileAtProbability, type SymmetricLaw } from "./symmetric-quantile.ts";

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/**
 * log P(Z > z) for a standard normal Z and any z but NaN; −∞ from z = 1.9e154 on, where the logarithm overflows.
 *
 * Accuracy: absolute error, that is relative error of the tail, at most 5e-15 + 4e-16·|log|.
 *
 * @throws AsymptopiaError `invalid-input` naming z.
 */
export function logNormalUpperTail(z: number): number {
  if (Number.isNaN(z)) throw invalidInput("z", z, "a number");
  return z < 0 ? logComplement(positiveTail(-z)) : positiveTail(z);
}

/**
 * The z with P(Z ≤ z) = p, for p in (0, 1). Relative error at most 1e-14, also near the median.
 *
 * @throws AsymptopiaError `invalid-input` naming p.
 */
export function normalQuantile(p: number): number {
  requireProbability("p", p);
  return quantileAtProbability(p, STANDARD_NORMAL);
}

/**
 * The z with log P(Z > z) = logTail, for any finite logTail below 0, also for tails far below the smallest double.
 * Relative error at most 1e-14 for the given double logTail; near log ½, where z vanishes, at most 1e-14 + 1e-16/|z|.
 *
 * @throws AsymptopiaError `invalid-input` naming logTail.
 */
export function normalUpperQuantile(logTail: number): number {
  requireLogTail("logTail", logTail, -Number.MAX_VALUE);
  return quantileAtLogTail(logTail, STANDARD_NORMAL);
}

const STANDARD_NORMAL: SymmetricLaw = {
  central(area) {
    return solveLogTail(area, 0, (z) => ({ value: centralArea(z), slope: density(z) }));
  },
  far(logTail) {
    const minusZ = solveLogTail(logTail, -Math.SQRT2 * Math.sqrt(-logTail), (w) => {
      const ratio = millsRatio(-w);
      return { value: Math.log(ratio) - logRoot(-w), slope: 1 / ratio };
    });
    return -minusZ;
  },
};

function positiveTail(z: number): number {
  const exponent = logRoot(z);
  return exponent === Number.POSITIVE_INFINITY ? -exponent : Math.log(millsRatio(z)) - exponent;
}

/** P(Z > z)/density(z) for z ≥ 0. */
function millsRatio(z: number): number {
  return logConcaveTail((v) => v * (z + 0.5 * v), z, 1);
}

/** −log density(z). */
function logRoot(z: number): number {
  return 0.5 * z * z + HALF_LOG_TWO_PI;
}

function density(z: number): number {
  return Math.exp(-logRoot(z));
}

/** P(0 < Z < z) for small z ≥ 0: density(z)·Σ z^(2k+1)/(1·3·…·(2k+1)), all terms positive (DLMF 7.6.2). */
function centralArea(z: number): number {
  let term = z;
  let sum = z;
  for (let k = 1; term > 1e-18 * sum; k += 1) {
    term *= (z * z) / (2 * k + 1);
    sum += term;
  }
  return sum * density(z);
}
