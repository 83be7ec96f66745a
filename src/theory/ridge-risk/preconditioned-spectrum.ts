import { invalidInput } from "../../foundation/errors.ts";
import type { Population } from "../../model/population.ts";
import { type Discretisation, discretise } from "../populations/discretise.ts";
import { piecesOf } from "../populations/pieces.ts";
import { RunningSum } from "../populations/running-sum.ts";
import { abscissae, kronrodWeights } from "../quadrature/gauss-kronrod.ts";

/**
 * The spectrum of the preconditioned covariance Σ^{1+p}, that of x̃ = Σ^{p/2}x, as a finite sum: the law of τ̃ = τ^{1+p}
 * under H, with the eigenvalue τ beside each τ̃.
 *
 * Everything is in units of its own, τ in that of `reference` and τ̃ in that of `unit`, so that no power of a scale enters
 * a sum.
 */
export interface PreconditionedSpectrum extends Discretisation {
  /** 1 + p. */
  readonly power: number;
  /** τ/reference beside `values`, which holds τ̃/unit. */
  readonly ratios: Float64Array;
  /** A power of 2 near the eigenvalues. */
  readonly reference: number;
  /** reference^{1+p}. */
  readonly unit: number;
  /** What is above ∫ τ̃ dH/unit, for the start of an iteration. */
  readonly meanBound: number;
  /** Whether the nodes resolve an effective ridge of κ·unit. */
  resolves(kappa: number): boolean;
}

const eps = Number.EPSILON;
/** Powers outside of it may lose digits, or overflow in products. */
const range = 1e140;

/**
 * The spectrum of Σ^{1+p} for any real p; at p = −1 that is the mass at 1.
 *
 * A density is cut into the pieces of `discretise`, each in as many equal parts as `fineness` and |1 + p| ask for: on the
 * axis of log τ the pole of 1/(τ̃ + κ), κ > 0, is at the distance π/|1 + p|.
 *
 * @param fineness how many parts each piece is cut into at |1 + p| ≤ 1; 1 is enough for κ > 0.
 * @throws AsymptopiaError `invalid-input`, field `exponent`, for an exponent that is not finite, is negative where H has
 *   mass at 0, or leaves the range of doubles.
 */
export function preconditionedSpectrum(population: Population, exponent: number, fineness = 1): PreconditionedSpectrum {
  requireExponent(exponent);
  const base = discretise(population);
  if (population.type === "atomic") return powered(base, exponent, 2 * eps);
  const parts = Math.ceil(fineness * Math.max(1, Math.abs(1 + exponent)));
  const nodes = parts === 1 ? base : { ...base, ...cut(population, parts) };
  return powered(nodes, exponent, 2 * (Math.abs(1 + exponent) + 1) * eps);
}

/** The same for a list of eigenvalues with masses; zeros among them are no nodes, but part of the zero mass. */
export function preconditionedList(
  eigenvalues: readonly number[],
  weights: readonly number[],
  exponent: number,
): PreconditionedSpectrum {
  requireExponent(exponent);
  const positive = eigenvalues.map((_, i) => i).filter((i) => eigenvalues[i] > 0);
  const zeroMass = new RunningSum();
  eigenvalues.forEach((value, i) => {
    if (value === 0) zeroMass.add(weights[i]);
  });
  const nodes = {
    values: Float64Array.from(positive, (i) => eigenvalues[i]),
    weights: Float64Array.from(positive, (i) => weights[i]),
    zeroMass: zeroMass.value,
    smallestScale: 0,
    relativeError: 6 * eps,
  };
  return powered(nodes, exponent, 2 * eps);
}

/** @param ofPower relative error of a power of a node. */
function powered(base: Discretisation, exponent: number, ofPower: number): PreconditionedSpectrum {
  const power = 1 + exponent;
  if (exponent < 0 && base.zeroMass > 0) {
    throw invalidInput("exponent", exponent, "at least 0 where the population has mass at 0");
  }
  const reference = powerOfTwoNear(base);
  const unit = reference ** power;
  const ratios = base.values.map((tau) => tau / reference);
  const values = ratios.map((ratio) => ratio ** power);
  if (!(unit >= 1 / range && unit <= range && values.every((value) => value >= 1 / range && value <= range))) {
    throw invalidInput("exponent", exponent, "so near −1 that τ^(1 + exponent) is within 1e±140");
  }
  const mean = new RunningSum();
  for (let i = 0; i < values.length; i++) mean.add(base.weights[i] * values[i]);
  const limit = (base.smallestScale / reference) ** power;
  const whole = base.smallestScale === 0 || power === 0;
  return {
    values,
    ratios,
    weights: base.weights,
    zeroMass: base.zeroMass,
    smallestScale: 0,
    relativeError: base.relativeError + 4 * ofPower,
    power,
    reference,
    unit,
    meanBound: mean.value * (1 + 1e-9),
    resolves: (kappa) => whole || (power > 0 ? kappa >= limit : kappa <= limit),
  };
}

function requireExponent(exponent: number): void {
  if (!Number.isFinite(exponent)) throw invalidInput("exponent", exponent, "a finite number");
}

/** The power of 2 next to the geometric mean of the eigenvalues above 0. */
function powerOfTwoNear({ values, weights }: Discretisation): number {
  let [sum, mass] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    sum += weights[i] * Math.log2(values[i]);
    mass += weights[i];
  }
  return 2 ** Math.round(sum / mass);
}

/** Nodes of the 21-point Kronrod rule on [0, 1]. */
const unitRule: readonly (readonly [node: number, weight: number])[] = abscissae.flatMap((x, i) =>
  x === 0
    ? [[0.5, kronrodWeights[i] / 2] as const]
    : [[(1 - x) / 2, kronrodWeights[i] / 2] as const, [(1 + x) / 2, kronrodWeights[i] / 2] as const],
);

function cut(population: Population, parts: number): { values: Float64Array; weights: Float64Array } {
  const values: number[] = [];
  const weights: number[] = [];
  const total = new RunningSum();
  for (const piece of population.type === "continuous" ? piecesOf(population).pieces : []) {
    for (let part = 0; part < parts; part++) {
      for (const [node, ruleWeight] of unitRule) {
        const xi = (part + node) / parts;
        const weight = (ruleWeight / parts) * piece.mass(xi);
        if (weight === 0) continue;
        values.push(piece.tau(xi));
        weights.push(weight);
        total.add(weight);
      }
    }
  }
  return {
    values: Float64Array.from(values),
    weights: Float64Array.from(weights, (weight) => weight / total.value),
  };
}
