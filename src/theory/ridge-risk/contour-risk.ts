import { type Complex, divide, modulus, multiply, scale } from "../../foundation/complex.ts";
import type { Estimate } from "../equivalents/estimate.ts";
import { type ComplexRidge, regularQuotient } from "./complex-ridge.ts";
import type { PreconditionedSpectrum } from "./preconditioned-spectrum.ts";
import type { SignalMasses } from "./setting.ts";

/** A spectrum with what the contour integrals need beside it. */
export interface TrajectoryProblem {
  readonly spectrum: PreconditionedSpectrum;
  readonly signal: SignalMasses;
  readonly phi: number;
  /** κ₀ = lim κ(λ) as λ ↓ 0, in the unit of the spectrum. */
  readonly kappaAtZero: number;
}

/** A contour with κ at its points, and with steps that have a filter f(z) as a factor. */
export interface FilteredContour {
  readonly ridges: readonly ComplexRidge[];
  readonly steps: readonly Complex[];
  /** Relative error of the filter at each point. */
  readonly filterErrors: readonly number[];
}

const eps = Number.EPSILON;
/** Below this relative distance the difference of two transforms is not formed. */
const sharing = 0.01;

/** (1/2πi)∮ f(z)(q(z) − 1)/z dz with q = (κ − κ₀)/(−z). The error is that of rounding. */
export function noiseIntegral(
  { spectrum, phi, kappaAtZero }: TrajectoryProblem,
  { ridges, steps, filterErrors }: FilteredContour,
): Estimate {
  let [value, error] = [0, 0];
  ridges.forEach((ridge, k) => {
    const quotient = regularQuotient(spectrum, phi, ridge, kappaAtZero);
    const term = multiply(steps[k], divide({ re: quotient.re - 1, im: quotient.im }, ridge.z));
    value += 2 * term.re;
    const relative = filterErrors[k] + 3 * ridge.relativeError + 16 * eps;
    const ofQuotient = modulus(divide(multiply(steps[k], quotient), ridge.z));
    error += relative * (ofQuotient + modulus(term)) + 2 * eps * modulus(divide(steps[k], ridge.z));
  });
  return { value, error };
}

/**
 * (1/2πi)²∮∮ W(z₁)W(z₂)K(z₁, z₂) dz₁dz₂ with W = f(z)κ/z and
 * K = Σθ̃²τ̃/((τ̃ + κ₁)(τ̃ + κ₂))/(1 − φ∫ τ̃²/((τ̃ + κ₁)(τ̃ + κ₂)) dH), which is the divided difference of
 * F(z) = Σθ̃²τ̃/(τ̃ + κ(z)), since z₁ − z₂ is κ₂ − κ₁ times the denominator. Where F(z₁) and F(z₂) share digits it is
 * computed as it stands. The error is that of rounding.
 */
export function signalIntegral(problem: TrajectoryProblem, { ridges, steps, filterErrors }: FilteredContour): Estimate {
  const { signal } = problem;
  const outer = parts(ridges.map(({ z, kappa }, k) => multiply(steps[k], divide(kappa, z))));
  const transforms = parts(ridges.map(({ kappa }) => transform(problem, kappa)));
  const points = parts(ridges.map(({ z }) => z));
  const ofRidge = Float64Array.from(ridges, ({ relativeError }) => 3 * relativeError);
  let [value, error] = [0, 0];
  // Numbers in the place of complex ones: on long ellipses there are millions of pairs.
  for (let i = 0; i < ridges.length; i++) {
    const size = Math.abs(transforms.re[i]) + Math.abs(transforms.im[i]);
    for (let j = 0; j <= i; j++) {
      const ofRidges = ofRidge[i] + ofRidge[j];
      const relative = filterErrors[i] + filterErrors[j] + ofRidges + 24 * eps;
      const factor = i === j ? 2 : 4;
      // The other point in the upper half plane, then its conjugate.
      for (let sign = 1; sign >= -1; sign -= 2) {
        const weightRe = outer.re[i] * outer.re[j] - sign * outer.im[i] * outer.im[j];
        const weightIm = sign * outer.re[i] * outer.im[j] + outer.im[i] * outer.re[j];
        const topRe = transforms.re[i] - transforms.re[j];
        const topIm = transforms.im[i] - sign * transforms.im[j];
        const apart = Math.abs(topRe) + Math.abs(topIm);
        let [kernelRe, kernelIm, kernelError] = [0, 0, relative];
        if (apart > sharing * size) {
          const bottomRe = points.re[i] - points.re[j];
          const bottomIm = points.im[i] - sign * points.im[j];
          const norm = bottomRe * bottomRe + bottomIm * bottomIm;
          kernelRe = (topRe * bottomRe + topIm * bottomIm) / norm;
          kernelIm = (topIm * bottomRe - topRe * bottomIm) / norm;
          kernelError += (ofRidges + 8 * eps) * (size / apart);
        } else {
          const { z, kappa } = ridges[j];
          const other = sign > 0 ? ridges[j] : { z: conjugate(z), kappa: conjugate(kappa) };
          ({ re: kernelRe, im: kernelIm } = directKernel(problem, ridges[i], other));
        }
        value += factor * (weightRe * kernelRe - weightIm * kernelIm);
        error += factor * kernelError * Math.sqrt((weightRe ** 2 + weightIm ** 2) * (kernelRe ** 2 + kernelIm ** 2));
      }
    }
  }
  return { value, error: error + signal.relativeError * Math.abs(value) + signal.missing };
}

function parts(values: readonly Complex[]): { readonly re: Float64Array; readonly im: Float64Array } {
  return { re: Float64Array.from(values, ({ re }) => re), im: Float64Array.from(values, ({ im }) => im) };
}

/** F = Σθ̃²τ̃/(τ̃ + κ). */
function transform({ spectrum, signal }: TrajectoryProblem, kappa: Complex): Complex {
  const { values } = spectrum;
  const { masses } = signal;
  let [re, im] = [0, 0];
  for (let k = 0; k < values.length; k++) {
    const real = values[k] + kappa.re;
    const scaled = masses[k] / (real * real + kappa.im * kappa.im);
    re += scaled * real;
    im -= scaled * kappa.im;
  }
  return { re, im };
}

/** K with 1 − φ∫ τ̃²/((τ̃ + κ₁)(τ̃ + κ₂)) dH = −z₁/κ₁ + φ∫ τ̃κ₂/((τ̃ + κ₁)(τ̃ + κ₂)) dH. */
function directKernel(
  { spectrum, signal, phi }: TrajectoryProblem,
  one: Pick<ComplexRidge, "z" | "kappa">,
  other: Pick<ComplexRidge, "z" | "kappa">,
): Complex {
  const { values, weights } = spectrum;
  const { masses } = signal;
  let [topRe, topIm, gapRe, gapIm] = [0, 0, 0, 0];
  for (let k = 0; k < values.length; k++) {
    const a = values[k] + one.kappa.re;
    const b = values[k] + other.kappa.re;
    const re = a * b - one.kappa.im * other.kappa.im;
    const im = a * other.kappa.im + b * one.kappa.im;
    const norm = re * re + im * im;
    const mass = masses[k] / norm;
    topRe += mass * re;
    topIm -= mass * im;
    const weight = (weights[k] * values[k]) / norm;
    gapRe += weight * re;
    gapIm -= weight * im;
  }
  const gap = multiply(other.kappa, { re: phi * gapRe, im: phi * gapIm });
  const ratio = scale(divide(one.z, one.kappa), -1);
  return divide({ re: topRe, im: topIm }, { re: ratio.re + gap.re, im: ratio.im + gap.im });
}

function conjugate({ re, im }: Complex): Complex {
  return { re, im: -im };
}
