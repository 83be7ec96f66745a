import type { Complex } from "../../foundation/complex.ts";
import { RunningSum } from "../populations/running-sum.ts";
import type { CompanionEquation } from "./companion-equation.ts";

/** An integral over H with a bound on its rounding and quadrature error. */
export interface BoundedSum {
  readonly value: Complex;
  readonly error: number;
}

/**
 * Integrals over H at one ℓ with p = τ/(ℓ − τ) and c = ℓ/(ℓ − τ) = 1 + p, by compensated sums. Where the text says so, the
 * parts of the atoms above |ℓ| and below are written so that nothing cancels for ℓ near 0.
 */
export interface ResolventPowers {
  /** 1 + φ∫ p dH = z/ℓ, uncancelled. */
  readonly ratio: BoundedSum;
  /** ∫ c dH = −z m, uncancelled. */
  readonly c: BoundedSum;
  /** ∫ pc dH. */
  readonly pc: BoundedSum;
  /** ∫ c² dH. */
  readonly cc: BoundedSum;
  /** ∫ p²c dH. */
  readonly ppc: BoundedSum;
  /** ∫ pc² dH. */
  readonly pcc: BoundedSum;
  /** ∫ c³ dH. */
  readonly ccc: BoundedSum;
  /** 1 + φ∫ p³ dH, uncancelled. */
  readonly cubic: BoundedSum;
  /** 1 − φ∫ |p|² dH, uncancelled. */
  readonly margin: { readonly value: number; readonly error: number };
  /** ∫ |pc|(|p| + |c|) dH. */
  readonly third: number;
  /** ∫ |pc|(|p| + |c|)² dH. */
  readonly fourth: number;
  /** ∫ |p³c| dH. */
  readonly cubicFourth: number;
}

const eps = Number.EPSILON;

class ComplexSum {
  private readonly real = new RunningSum();
  private readonly imaginary = new RunningSum();
  private absolute = 0;

  add(re: number, im: number): void {
    this.real.add(re);
    this.imaginary.add(im);
    this.absolute += Math.hypot(re, im);
  }

  /** constant + factor·sum, where the constant is known to `error`. */
  bounded(relativeError: number, factor = 1, constant = 0, error = 0): BoundedSum {
    const value = { re: constant + factor * this.real.value, im: factor * this.imaginary.value };
    const rounding = eps * (Math.hypot(value.re, value.im) + Math.abs(constant));
    return { value, error: relativeError * factor * this.absolute + error + rounding };
  }
}

export function resolventPowers(equation: CompanionEquation, re: number, im: number): ResolventPowers {
  const { phi } = equation;
  const { values, weights, offsets, base, zeroMass, relativeError } = equation.nodesAt(re, im);
  const shift = re - base;
  const size = Math.hypot(re, im);
  const square = im * im;
  const mixed = new ComplexSum();
  const pc = new ComplexSum();
  const cc = new ComplexSum();
  const ppc = new ComplexSum();
  const pcc = new ComplexSum();
  const ccc = new ComplexSum();
  const cubic = new ComplexSum();
  const margin = new RunningSum();
  let marginSize = 0;
  let third = 0;
  let fourth = 0;
  let cubicFourth = 0;
  for (let i = 0; i < values.length; i++) {
    const tau = values[i];
    const weight = weights[i];
    const d = shift - offsets[i];
    const norm = d * d + square;
    const pRe = (tau * d) / norm;
    const pIm = (-tau * im) / norm;
    const cRe = (re * d + square) / norm;
    const cIm = pIm;
    const pcRe = pRe * cRe - pIm * cIm;
    const pcIm = pRe * cIm + pIm * cRe;
    const ccRe = cRe * cRe - cIm * cIm;
    const ccIm = 2 * cRe * cIm;
    if (tau > size) {
      mixed.add(weight * cRe, weight * cIm);
      // 1 + p³ = c(1 − p + p²)
      const innerRe = 1 - pRe + pRe * pRe - pIm * pIm;
      const innerIm = -pIm + 2 * pRe * pIm;
      cubic.add(weight * (cRe * innerRe - cIm * innerIm), weight * (cRe * innerIm + cIm * innerRe));
      const complement = (weight * (re * (re - 2 * tau) + square)) / norm;
      margin.add(complement);
      marginSize += (weight * (re * re + 2 * Math.abs(re) * tau + square)) / norm;
    } else {
      mixed.add(weight * pRe, weight * pIm);
      const ppRe = pRe * pRe - pIm * pIm;
      const ppIm = 2 * pRe * pIm;
      cubic.add(weight * (ppRe * pRe - ppIm * pIm), weight * (ppRe * pIm + ppIm * pRe));
      const part = weight * (pRe * pRe + pIm * pIm);
      margin.add(-part);
      marginSize += part;
    }
    pc.add(weight * pcRe, weight * pcIm);
    cc.add(weight * ccRe, weight * ccIm);
    ppc.add(weight * (pcRe * pRe - pcIm * pIm), weight * (pcRe * pIm + pcIm * pRe));
    pcc.add(weight * (pcRe * cRe - pcIm * cIm), weight * (pcRe * cIm + pcIm * cRe));
    ccc.add(weight * (ccRe * cRe - ccIm * cIm), weight * (ccRe * cIm + ccIm * cRe));
    const absoluteP = Math.hypot(pRe, pIm);
    const absoluteC = Math.hypot(cRe, cIm);
    const derivative = weight * absoluteP * absoluteC * (absoluteP + absoluteC);
    third += derivative;
    fourth += derivative * (absoluteP + absoluteC);
    cubicFourth += weight * absoluteP ** 3 * absoluteC;
  }
  cc.add(zeroMass, 0);
  ccc.add(zeroMass, 0);
  const { rest, restError: ofRest, below: low } = equation.split(re, im, size);
  const one = relativeError;
  const two = relativeError + 6 * eps;
  const three = relativeError + 10 * eps;
  return {
    ratio: mixed.bounded(one, phi, rest, ofRest),
    c: mixed.bounded(one, 1, low, 0),
    pc: pc.bounded(two),
    cc: cc.bounded(two),
    ppc: ppc.bounded(three),
    pcc: pcc.bounded(three),
    ccc: ccc.bounded(three),
    cubic: cubic.bounded(three, phi, rest, ofRest),
    margin: {
      value: rest + phi * margin.value,
      error: phi * marginSize * (relativeError + 4 * eps) + ofRest + eps * Math.abs(rest),
    },
    third,
    fourth,
    cubicFourth,
  };
}
