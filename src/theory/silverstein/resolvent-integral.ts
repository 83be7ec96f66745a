import type { Complex } from "../../foundation/complex.ts";
import type { ComplexQuantity } from "../../foundation/complex-quantity.ts";
import { AsymptopiaError, invalidInput } from "../../foundation/errors.ts";
import type { Population } from "../../model/population.ts";
import { resolventNodes } from "../populations/resolvent-nodes.ts";
import { RunningSum } from "../populations/running-sum.ts";
import { isOnSupport } from "./on-support.ts";

const eps = Number.EPSILON;

/**
 * ∫ τ^a/(ℓ − τ)^b dH at real or complex ℓ off the support of H, mass at τ = 0 included (0^0 = 1).
 *
 * The error is bounded relative to ∫ |τ^a/(ℓ − τ)^b| dH: some (10 + 4b) units in the last place, for atoms and
 * continuous populations alike, however close ℓ is to the support. `status` is `ok` where that is at most 1e-12 of the
 * value. Unit: that of an eigenvalue to the power a − b.
 *
 * @param ell ℓ; with im = 0, or a number, where it is real.
 * @param a whole number from 0 to 4.
 * @param b whole number from 0 to 4.
 * @throws AsymptopiaError `invalid-input` for ℓ that is not finite or is on the support of H, or powers outside their
 *   domain; `non-finite` where the integral is outside the range of doubles.
 */
export function resolventIntegral(
  population: Population,
  ell: Complex | number,
  a: number,
  b: number,
): ComplexQuantity {
  const { re, im } = typeof ell === "number" ? { re: ell, im: 0 } : ell;
  if (!Number.isFinite(re) || !Number.isFinite(im)) throw invalidInput("ell", ell, "a finite number");
  for (const [name, power] of [
    ["a", a],
    ["b", b],
  ] as const) {
    if (!(Number.isInteger(power) && power >= 0 && power <= 4)) {
      throw invalidInput(name, power, "a whole number from 0 to 4");
    }
  }
  if (b > 0 && im === 0 && isOnSupport(population, re)) {
    throw invalidInput("ell", ell, "off the support of the population spectral distribution");
  }
  const { values, weights, offsets, base, zeroMass, relativeError } = resolventNodes(population, re, im);
  const real = new RunningSum();
  const imaginary = new RunningSum();
  let absolute = 0;
  const addTerm = (weight: number, tau: number, distance: number): void => {
    // 1/(ℓ − τ), by Smith's division.
    let inverseRe: number;
    let inverseIm: number;
    if (Math.abs(distance) >= Math.abs(im)) {
      const ratio = im / distance;
      inverseRe = 1 / (distance + im * ratio);
      inverseIm = -ratio * inverseRe;
    } else {
      const ratio = distance / im;
      inverseIm = -1 / (im + distance * ratio);
      inverseRe = -ratio * inverseIm;
    }
    let termRe = weight;
    let termIm = 0;
    // Factors of both kinds in turn, so that neither power alone overflows.
    for (let i = 0; i < Math.max(a, b); i++) {
      if (i < a) {
        termRe *= tau;
        termIm *= tau;
      }
      if (i < b) [termRe, termIm] = [termRe * inverseRe - termIm * inverseIm, termRe * inverseIm + termIm * inverseRe];
    }
    real.add(termRe);
    imaginary.add(termIm);
    absolute += Math.hypot(termRe, termIm);
  };
  if (zeroMass > 0 && a === 0) addTerm(zeroMass, 0, re);
  for (let i = 0; i < values.length; i++) addTerm(weights[i], values[i], re - base - offsets[i]);
  const value = { re: real.value, im: imaginary.value };
  if (!Number.isFinite(absolute)) {
    throw new AsymptopiaError("non-finite", "the integral is outside the range of doubles", {
      field: "ell",
      value: ell,
    });
  }
  const error = (relativeError + (4 + 4 * b + a) * eps) * absolute + Number.MIN_VALUE;
  const ok = error <= 1e-12 * Math.hypot(value.re, value.im);
  return { value, error, status: ok ? "ok" : "inaccurate" };
}
