import { AsymptopiaError } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import type { Population } from "../../model/population.ts";
import { pointsPerPanel } from "../quadrature/gauss-kronrod.ts";
import { gaussLegendre } from "../quadrature/gauss-legendre.ts";
import { adaptivePanels, type BulkPanel, type Density } from "../spectral-law/adaptive-panels.ts";
import { BulkCurve } from "../spectral-law/bulk-curve.ts";
import { weightedBy } from "../spectral-law/linear-statistic.ts";
import { support } from "../support/support.ts";

/** A function on the positive eigenvalues with its derivative. */
export interface SmoothFunction {
  value(x: number): number;
  derivative(x: number): number;
}

/** The Gaussian law that tr f(Σ̂) − d∫ f dF tends to, where F is the limiting law for the realised d/n and eigenvalues. */
export interface LinearStatisticFluctuation {
  /** Limit of E tr f(Σ̂) − d∫ f dF. In the unit of f. */
  readonly meanCorrection: Quantity;
  /** Limit of Var tr f(Σ̂). In the squared unit of f. */
  readonly variance: Quantity;
}

const eps = Number.EPSILON;
const wanted = 1e-13;
/** Nodes a panel, and those of the rule whose difference from it is the error. */
const [fine, coarse] = [20, 14];
const mostPanels = 400;
/** Those of panels that were halved again included. */
const mostEvaluations = 3 * mostPanels * pointsPerPanel;

/**
 * Mean correction and variance of tr f(Σ̂), Σ̂ = XᵀX/n, for real Gaussian data without centring: the sum over all
 * eigenvalues, which is not divided by d. Data whose entries have another fourth moment than the Gaussian's have further
 * terms; complex Gaussian data half the variance and no mean correction.
 *
 * Along the boundary values ℓ(x) = −1/v(x + i0): mean = (1/2π)∫ f′(x) arg ψ′(ℓ) dx, and, by parts twice from the double
 * logarithm of Bai and Silverstein, variance = (1/2π²)∬ (f(x) − f(y))² Re[dℓ dℓ₁/(ℓ − ℓ₁)² − dℓ dℓ̄₁/(ℓ − ℓ̄₁)²], whose
 * integrand is smooth on the diagonal. Gauss–Legendre panels that resolve the law and both integrands; the error is the
 * difference between rules of 20 and 14 nodes, and rounding. `status` is `ok` up to 1e-10 of the variance, and of its
 * root for the mean. Time: quadratic in the number of panels.
 *
 * Source: Bai and Silverstein, Ann. Probab. 32 (2004), 553–605, Theorem 1.1 and (1.14)–(1.17).
 *
 * @param f finite and analytic on the intervals of the support; what it is at 0 does not matter, for the number of
 *   eigenvalues 0 does not fluctuate. Where the bulk begins at 0, f must be smooth there.
 * @throws AsymptopiaError `invalid-input` for φ outside (0, ∞); `non-finite` where f or f′ is not finite on the support;
 *   `not-converged` where more than 400 panels are needed: for hundreds of bulks, and for a density over many scales at
 *   small φ, where the curve stays close to the real axis.
 */
export function linearStatisticFluctuation(
  population: Population,
  phi: number,
  f: SmoothFunction,
): LinearStatisticFluctuation {
  const { intervals, status } = support(population, phi);
  const curves = intervals.map((interval) => new BulkCurve(population, phi, interval));
  const { panels, complete } = adaptivePanels(curves, [weightedBy(f.value), bentBy(f.derivative)], {
    tolerance: wanted,
    most: mostEvaluations,
    // Atoms are poles of ψ, beyond which it goes on; a density is a cut.
    short: population.type === "continuous",
  });
  if (!complete || panels.length > mostPanels) {
    throw new AsymptopiaError("not-converged", `f and the law need more than ${mostPanels} panels`, {
      field: "f",
    });
  }
  const better = sums(f, panels, fine);
  const worse = sums(f, panels, coarse);
  const decided = status === "ok";
  const quantity = (value: number, error: number, size: number): Quantity => ({
    value,
    error,
    status: decided && error <= 1e-10 * size ? "ok" : "inaccurate",
  });
  const noise = panels.reduce((sum, panel) => sum + panel.noise[1], 0) / (2 * Math.PI);
  const ofMean = Math.abs(better.mean - worse.mean) + better.meanRounding + noise;
  const ofVariance = Math.abs(better.variance - worse.variance) + better.varianceRounding;
  return {
    meanCorrection: quantity(better.mean, ofMean, Math.sqrt(better.variance)),
    variance: quantity(better.variance, ofVariance, better.variance),
  };
}

/** f′ arg ψ′ dx. */
function bentBy(derivative: (x: number) => number): Density {
  const slope = (curve: BulkCurve): number => finite(derivative, curve.x, "derivative") * curve.speed;
  return {
    at: (curve) => slope(curve) * curve.slopeAngle,
    // With t = b/(wa), arg ψ′ = arctan t, and t is as uncertain as w.
    noiseAt: (curve) =>
      Math.abs(slope(curve)) * (curve.blur + Math.abs(Math.sin(2 * curve.slopeAngle)) * curve.uncertainty),
  };
}

interface Sums {
  readonly mean: number;
  readonly meanRounding: number;
  readonly variance: number;
  readonly varianceRounding: number;
}

function sums(f: SmoothFunction, panels: readonly BulkPanel[], count: number): Sums {
  const { nodes, weights } = gaussLegendre(count);
  const size = panels.length * count;
  const arrays = Array.from({ length: 9 }, () => new Float64Array(size));
  const [start, re, im, speedRe, speedIm, values, slopes, blur, bend] = arrays;
  let mean = 0;
  let meanSize = 0;
  let k = 0;
  for (const { curve, low, high } of panels) {
    for (let i = 0; i < count; i++) {
      curve.moveTo(low / 2 + high / 2 + (high / 2 - low / 2) * nodes[i]);
      const weight = (weights[i] * (high - low)) / 2;
      const slope = finite(f.derivative, curve.x, "derivative");
      const step = slope * curve.speed * weight;
      start[k] = curve.interval.lower.ell.value;
      re[k] = curve.displacement;
      im[k] = curve.im;
      speedRe[k] = curve.ellSpeedRe * weight;
      speedIm[k] = curve.ellSpeedIm * weight;
      values[k] = finite(f.value, curve.x, "value");
      slopes[k] = step;
      // Uncertainties of f(x) by rounding, of dℓ relatively, and of ℓ.
      blur[k] = eps * (4 * Math.abs(values[k]) + 8 * Math.abs(slope * curve.x));
      bend[k] = curve.uncertainty;
      mean += step * curve.slopeAngle;
      meanSize += Math.abs(step * curve.slopeAngle);
      k++;
    }
  }
  let variance = 0;
  let rounding = 0;
  for (let i = 0; i < size; i++) {
    // On the diagonal the first term is f′(x)² dx², and the second has no weight in f(x) − f(x) = 0.
    let row = slopes[i] * slopes[i];
    let rowError = row * bend[i];
    for (let j = 0; j < i; j++) {
      const difference = values[i] - values[j];
      const square = difference * difference;
      const along = start[i] === start[j] ? re[i] - re[j] : start[i] - start[j] + (re[i] - re[j]);
      const across = im[i] - im[j];
      const first = squaredQuotient(speedRe[i], speedIm[i], speedRe[j], speedIm[j], along, across);
      const second = squaredQuotient(speedRe[i], speedIm[i], speedRe[j], -speedIm[j], along, im[i] + im[j]);
      row += 2 * square * (first - second);
      const relative = bend[i] + bend[j] + (bend[i] * im[i] + bend[j] * im[j]) / Math.hypot(along, across);
      rowError += 2 * (square * relative + 2 * Math.abs(difference) * (blur[i] + blur[j])) * Math.abs(first - second);
    }
    variance += row;
    rounding += rowError;
  }
  const scale = 1 / (2 * Math.PI * Math.PI);
  return {
    mean: mean / (2 * Math.PI),
    meanRounding: (16 * eps * meanSize) / (2 * Math.PI),
    variance: scale * variance,
    varianceRounding: scale * rounding,
  };
}

/** Re[ab/c²] for complex a, b and c. */
function squaredQuotient(aRe: number, aIm: number, bRe: number, bIm: number, cRe: number, cIm: number): number {
  const norm = cRe * cRe + cIm * cIm;
  const [re, im] = [aRe * bRe - aIm * bIm, aRe * bIm + aIm * bRe];
  const [squareRe, squareIm] = [cRe * cRe - cIm * cIm, 2 * cRe * cIm];
  return (re * squareRe + im * squareIm) / norm / norm;
}

function finite(f: (x: number) => number, x: number, which: string): number {
  const y = f(x);
  if (Number.isFinite(y)) return y;
  throw new AsymptopiaError("non-finite", `the ${which} of f is ${y} at ${x}`, { field: "f", value: y });
}
