import { type Complex, divide, modulus, multiply, scale, subtract } from "../../foundation/complex.ts";
import { AsymptopiaError } from "../../foundation/errors.ts";
import { solveOnNodes } from "../silverstein/solve.ts";
import type { PreconditionedSpectrum } from "./preconditioned-spectrum.ts";

/** The effective ridge at a complex z, in the unit of the spectrum. */
export interface ComplexRidge {
  readonly z: Complex;
  /** κ(z), with κ(1 − φ∫ τ̃/(τ̃ + κ) dH) = −z. */
  readonly kappa: Complex;
  /** Bound on its relative error. */
  readonly relativeError: number;
}

const eps = Number.EPSILON;
const mostHalvings = 60;
const mostSteps = 60;

/**
 * κ(z) along a path from the negative real axis: Newton's method from one point to the next, with shorter steps where it
 * does not settle on the right branch.
 *
 * Of the roots at Im z > 0 it is the one with Im κ < 0, and there is only one (Silverstein and Choi, J. Multivariate Anal.
 * 54 (1995), 295–309): the sign is checked, beyond the root's error, at every point, and so no branch is taken for another.
 *
 * @param path points with Im z > 0; the path goes on from −|z₀| to the first of them, z₀.
 * @throws AsymptopiaError `not-converged` where no such root is found, which is not known to happen.
 */
export function complexRidges(
  spectrum: PreconditionedSpectrum,
  phi: number,
  path: readonly Complex[],
): readonly ComplexRidge[] {
  const from = -Math.max(modulus(path[0]), Number.MIN_VALUE);
  let z: Complex = { re: from, im: 0 };
  let kappa: Complex = { re: solveOnNodes(spectrum, spectrum.meanBound, phi, -from).kappa.value, im: 0 };
  return path.map((target) => {
    for (let halvings = 0; z !== target; ) {
      const share = 2 ** -halvings;
      const next =
        share === 1 ? target : { re: z.re + share * (target.re - z.re), im: z.im + share * (target.im - z.im) };
      const root = newton(spectrum, phi, kappa, z, next);
      if (root !== undefined) {
        [z, kappa] = [next, root.kappa];
        halvings = Math.max(0, halvings - 1);
        if (z === target) return { z, ...root };
      } else if (++halvings > mostHalvings) {
        break;
      }
    }
    throw new AsymptopiaError("not-converged", `the effective ridge at ${target.re} + ${target.im}i was not found`, {
      field: "phi",
      value: phi,
    });
  });
}

function newton(
  spectrum: PreconditionedSpectrum,
  phi: number,
  start: Complex,
  from: Complex,
  z: Complex,
): { kappa: Complex; relativeError: number } | undefined {
  const first = evaluate(spectrum, phi, start, from);
  let kappa = subtract(start, divide(subtract(z, from), first.slope));
  for (let step = 0; step < mostSteps; step++) {
    const { residual, slope, rounding } = evaluate(spectrum, phi, kappa, z);
    const move = divide(residual, slope);
    const size = modulus(kappa);
    if (!(modulus(move) < 0.5 * size) && step > 20) return undefined;
    const next = subtract(kappa, move);
    if (!Number.isFinite(next.re) || !Number.isFinite(next.im)) return undefined;
    kappa = next;
    if (modulus(move) > 1e-9 * size) continue;
    // What is left after the last step is of second order, but no less than what rounding hides.
    const relativeError = (1.5 * rounding) / (modulus(slope) * size) + 2 * eps;
    return kappa.im < -relativeError * size ? { kappa, relativeError } : undefined;
  }
  return undefined;
}

/** κ(1 − φ df₁) + z, its derivative 1 − φ df₂ by κ, and how far rounding of its terms may reach. */
function evaluate({ values, weights, zeroMass }: PreconditionedSpectrum, phi: number, kappa: Complex, z: Complex) {
  const positive = phi * (1 - zeroMass);
  // As in the real equation, by the smaller of p and c.
  const byRest = positive <= 1.5;
  let [sumRe, sumIm, gapRe, gapIm, size] = [0, 0, 0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const tau = values[i];
    const re = tau + kappa.re;
    const norm = re * re + kappa.im * kappa.im;
    // 1/(τ̃ + κ)
    const inverseRe = re / norm;
    const inverseIm = -kappa.im / norm;
    const shareRe = tau * inverseRe;
    const shareIm = tau * inverseIm;
    const restRe = kappa.re * inverseRe - kappa.im * inverseIm;
    const restIm = kappa.re * inverseIm + kappa.im * inverseRe;
    const weight = weights[i];
    sumRe += weight * (byRest ? restRe : shareRe);
    sumIm += weight * (byRest ? restIm : shareIm);
    gapRe += weight * (shareRe * restRe - shareIm * restIm);
    gapIm += weight * (shareRe * restIm + shareIm * restRe);
    size += weight * Math.sqrt(byRest ? restRe * restRe + restIm * restIm : shareRe * shareRe + shareIm * shareIm);
  }
  const ratio = byRest
    ? { re: 1 - positive + phi * sumRe, im: phi * sumIm }
    : { re: 1 - phi * sumRe, im: -phi * sumIm };
  const product = multiply(kappa, ratio);
  const constant = byRest ? Math.abs(1 - positive) : 1;
  const rounding = (4 + Math.sqrt(values.length)) * eps * modulus(kappa) * (constant + phi * size) + eps * modulus(z);
  return {
    residual: { re: product.re + z.re, im: product.im + z.im },
    slope: { re: ratio.re + phi * gapRe, im: ratio.im + phi * gapIm },
    rounding,
  };
}

/** (κ − κ₀)/(−z) without a difference, where κ₀ > 0 solves φ∫ τ̃/(τ̃ + κ₀) dH = 1; κ/(−z) for κ₀ = 0. */
export function regularQuotient(
  { values, weights }: PreconditionedSpectrum,
  phi: number,
  { z, kappa }: ComplexRidge,
  kappaAtZero: number,
): Complex {
  if (kappaAtZero === 0) return scale(divide(kappa, z), -1);
  let [sumRe, sumIm] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const tau = values[i];
    const re = tau + kappa.re;
    const norm = re * re + kappa.im * kappa.im;
    const factor = (weights[i] * tau) / (tau + kappaAtZero) / norm;
    // κ/(τ̃ + κ) = κ(τ̃ + κ̄)/|τ̃ + κ|²
    sumRe += factor * (kappa.re * re + kappa.im * kappa.im);
    sumIm += factor * (kappa.im * re - kappa.re * kappa.im);
  }
  return divide({ re: 1, im: 0 }, { re: phi * sumRe, im: phi * sumIm });
}
