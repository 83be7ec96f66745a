import { invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import { type AirySpectrum, airySpectrum } from "./airy-operator.ts";
import { leftTail, rightEnd } from "./left-tail.ts";

/** Symmetry class: 1 for real, 2 for complex, 4 for quaternionic data. */
export type TracyWidomBeta = 1 | 2 | 4;

/** A Tracy–Widom law at one point. */
export interface TracyWidom {
  /** F_β(s), the probability of values up to s. */
  readonly cdf: Quantity;
  /** 1 − F_β(s), which keeps its relative accuracy in the right tail. */
  readonly upper: Quantity;
  /** F_β′(s). */
  readonly density: Quantity;
}

const eps = Number.EPSILON;
const betas: readonly unknown[] = [1, 2, 4];

/**
 * The Tracy–Widom law F_β at s, in the normalisation of Tracy and Widom (Comm. Math. Phys. 177 (1996), 727–754), in
 * which F₂ is the limit law of 2^{1/2}n^{1/6}(λ_max − √(2n)) for the Gaussian unitary ensemble and F₄ has the mean
 * −2.3069; largest eigenvalues of real sample covariances go by F₁.
 *
 * To the right of −3 by Fredholm determinants, F₁ = det(1 − B) and F₂ = det(1 − B²) with the operator of
 * `airySpectrum`, F₄(s/√2) = ½(det(1 − B_s) + det(1 + B_s)); to the left by a table. Members are functions of the
 * eigenvalues of B that do not cancel: of F₁ and F₂ all three are good to a relative 1e-13 for s from −8 to 20. Further
 * out the relative error grows with the logarithm, whose rounding it is. Of F₄, `upper` and `density` are good to
 * 1e-12 up to s = 2; from there on the second eigenvalue carries them, and relative errors grow to 1e-11 at 10. `cdf`
 * is that good everywhere. `inaccurate` where the bound exceeds 1e-12, and where a value is below 1e-290.
 *
 * Time: some 0.3 milliseconds, and some microseconds for s ≤ −3.
 *
 * @throws AsymptopiaError `invalid-input` for another β and for s that is NaN.
 */
export function tracyWidom(beta: TracyWidomBeta, s: number): TracyWidom {
  if (!betas.includes(beta)) throw invalidInput("beta", beta, "1, 2 or 4");
  if (Number.isNaN(s)) throw invalidInput("s", s, "a number");
  const at = beta === 4 ? Math.SQRT2 * s : s;
  // Beyond ±150 all is 0 or 1 in doubles.
  const place = Math.min(150, Math.max(-150, at));
  const law = place <= rightEnd ? fromLeftTail(beta, place) : fromSpectrum(beta, place);
  return beta === 4 ? { ...law, density: scaled(law.density, Math.SQRT2) } : law;
}

function fromLeftTail(beta: TracyWidomBeta, s: number): TracyWidom {
  const { first, second, firstSlope, secondSlope } = leftTail(s);
  if (beta === 1) return fromLogarithm(first, firstSlope);
  if (beta === 2) return fromLogarithm(second, secondSlope);
  // det(1 + B) = F₂/F₁, far larger than F₁ here: log F₄ is that of its half and a small correction.
  const ratio = Math.exp(2 * first - second);
  const log = second - first - Math.LN2 + Math.log1p(ratio);
  const slope = (secondSlope - firstSlope + ratio * firstSlope) / (1 + ratio);
  return fromLogarithm(log, slope);
}

function fromLogarithm(log: number, slope: number): TracyWidom {
  const cdf = Math.exp(log);
  // The terms of the logarithm in `leftTail` have one sign but for small ones; for β = 4 they partly cancel.
  const ofLog = 12 * eps * (1 + Math.abs(log));
  return {
    cdf: quantity(cdf, ofLog),
    upper: quantity(1 - cdf, eps + ofLog * cdf),
    density: quantity(cdf * slope, ofLog + 16 * eps),
  };
}

function fromSpectrum(beta: TracyWidomBeta, s: number): TracyWidom {
  const spectrum = airySpectrum(s);
  const { eigenvalues, rates } = spectrum;
  const norm = Math.abs(eigenvalues[0]);
  if (norm === 0) return { cdf: quantity(1, eps), upper: quantity(0, 0), density: quantity(0, 0) };
  // Rounding of the kernel's entries and of the eigenvalues, and of the kernel's arguments, relative to the norm.
  const rounding = eps * (16 + Math.max(s, 0) ** 1.5 / 2);
  const sum = (f: (value: number, rate: number) => number): number => {
    let total = 0;
    for (let k = eigenvalues.length - 1; k >= 0; k--) total += f(eigenvalues[k], rates[k]);
    return total;
  };
  if (beta === 4) return symplectic(spectrum, rounding);
  const log = sum(beta === 1 ? (value) => Math.log1p(-value) : (value) => Math.log1p(-value * value));
  const slope = sum(
    beta === 1
      ? (value, rate) => rate / (1 - value)
      : (value, rate) => (2 * value * rate) / ((1 - value) * (1 + value)),
  );
  const cdf = Math.exp(log);
  const upper = -Math.expm1(log);
  // An error δ of the norm's eigenvalue is one of δ/(1 − norm) in the logarithm and its slope.
  const amplified = rounding / (1 - norm);
  return {
    cdf: quantity(cdf, amplified * Math.abs(log) + eps),
    upper: quantity(upper, amplified * (beta === 1 ? 1 : 2) + eps),
    density: quantity(cdf * slope, 3 * amplified),
  };
}

/**
 * F₄ at s/√2 is the sum of the elementary symmetric functions of even degree of the λ_j, and its derivative
 * −Σ rate_j·(those of odd degree of the others): what is left of 1 is small in the right tail, and added up by itself.
 */
function symplectic({ eigenvalues, rates }: AirySpectrum, rounding: number): TracyWidom {
  let excess = 0;
  let odd = 0;
  let up = 1;
  let down = 1;
  for (const value of eigenvalues) {
    excess += value * odd;
    odd += value * (1 + excess - value * odd);
    up *= 1 + value;
    down *= 1 - value;
  }
  const cdf = (up + down) / 2;
  let density = 0;
  rates.forEach((rate, j) => {
    let [evenOthers, oddOthers] = [1, 0];
    eigenvalues.forEach((value, i) => {
      if (i !== j) [evenOthers, oddOthers] = [evenOthers + value * oddOthers, oddOthers + value * evenOthers];
    });
    density -= rate * oddOthers;
  });
  // In the right tail products of the largest two eigenvalues count, of which the smaller is good to ε of the larger.
  const spread = Math.abs(eigenvalues[0] / eigenvalues[1]);
  const amplified = rounding * (spread + 1 / (1 - Math.abs(eigenvalues[0])));
  return {
    cdf: quantity(cdf, Math.min(1, (amplified * Math.abs(excess)) / cdf) + 2 * eps),
    upper: quantity(-excess, amplified),
    density: quantity(density, 3 * amplified),
  };
}

/** Below it numbers may have lost digits to underflow. */
const smallest = 1e-290;

function quantity(value: number, relativeError: number): Quantity {
  const resolved = Math.abs(value) > smallest;
  return {
    value: value + 0, // -0 becomes 0
    error: Math.abs(value) * relativeError + (resolved ? 0 : smallest),
    status: resolved && relativeError <= 1e-12 ? "ok" : "inaccurate",
  };
}

function scaled({ value, error, status }: Quantity, factor: number): Quantity {
  return { value: factor * value, error: factor * error, status };
}
