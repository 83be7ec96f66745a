import { AsymptopiaError, invalidInput } from "../../foundation/errors.ts";
import type { Population } from "../../model/population.ts";
import { moment } from "../populations/moment.ts";
import { RunningSum } from "../populations/running-sum.ts";
import type { PreconditionedSpectrum } from "./preconditioned-spectrum.ts";

/** What is held fixed while the teacher's alignment varies. */
export const normalizations = ["unit-norm", "unit-signal"] as const;

/** `unit-norm`: θᵀθ = 1. `unit-signal`: θᵀΣθ = 1, the variance of the noiseless label. */
export type Normalization = (typeof normalizations)[number];

/**
 * A linear teacher y = θᵀx + ε, x ~ N(0, Σ), and n samples of it for d inputs as n and d grow with d/n → φ. In Σ's
 * eigenbasis θᵢ² is proportional to τᵢ^{2a}. A linear student is trained with the preconditioner P = Σ^p.
 */
export interface TeacherSetting {
  /** Spectral distribution H of Σ: that of a limit, or a finite Σ's own eigenvalues. */
  readonly population: Population;
  /** Aspect ratio φ = d/n, above 0. */
  readonly phi: number;
  /** p, the exponent of the preconditioner Σ^p: any real number; at least 0 where H has mass at 0. */
  readonly exponent: number;
  /** a, the alignment of the teacher: θᵢ² ∝ τᵢ^{2a}; at least 0 where H has mass at 0. */
  readonly alignment: number;
  /** `unit-norm` if absent. */
  readonly normalization?: Normalization;
  /** σ² = Var ε, at least 0. */
  readonly noiseVariance: number;
}

/** θᵢ²τᵢ at each node of a spectrum, as masses that are summed for quadratic forms of the teacher. */
export interface SignalMasses {
  readonly masses: Float64Array;
  /** θᵀΣθ. */
  readonly total: number;
  /** Relative error of every mass. */
  readonly relativeError: number;
  /** Bound on the mass that the nodes miss near τ = 0. */
  readonly missing: number;
}

/** @throws AsymptopiaError `invalid-input` for φ, σ² or a normalization outside its domain. */
export function checkTeacherSetting({
  phi,
  normalization = "unit-norm",
  noiseVariance,
}: Pick<TeacherSetting, "phi" | "normalization" | "noiseVariance">): void {
  if (!(phi > 0 && Number.isFinite(phi))) throw invalidInput("phi", phi, "a finite number above 0");
  if (!normalizations.includes(normalization)) {
    throw invalidInput("normalization", normalization, `a normalization: ${normalizations.join(", ")}`);
  }
  if (!(noiseVariance >= 0 && Number.isFinite(noiseVariance))) {
    throw invalidInput("noiseVariance", noiseVariance, "a finite number of at least 0");
  }
}

/** @throws AsymptopiaError `invalid-input`, field `lambda`, unless λ is a finite number of at least 0. */
export function checkRidge(lambda: number): void {
  if (!(lambda >= 0 && Number.isFinite(lambda))) throw invalidInput("lambda", lambda, "a finite number of at least 0");
}

/** The factor by which τ^{2a} becomes θ² under a normalization. */
export interface TeacherScale {
  readonly value: number;
  readonly relativeError: number;
}

/**
 * The factor s with θᵢ² = s·(τᵢ/reference)^{2a}·mass of τᵢ.
 *
 * For a density from τ = 0 it comes from a closed form of the moment, or quadrature that tells where it diverges.
 *
 * @throws AsymptopiaError `invalid-input`, field `alignment`, where no such teacher exists: a power that is infinite at the
 *   mass at 0, or not integrable, or outside the range of doubles.
 */
export function teacherScale(
  spectrum: PreconditionedSpectrum,
  alignment: number,
  normalization: Normalization = "unit-norm",
  population?: Population,
): TeacherScale {
  if (!Number.isFinite(alignment)) throw invalidInput("alignment", alignment, "a finite number");
  if (alignment < 0 && spectrum.zeroMass > 0) {
    throw invalidInput("alignment", alignment, "at least 0 where the population has mass at 0");
  }
  const order = normalization === "unit-norm" ? 2 * alignment : 2 * alignment + 1;
  const signal = normalization === "unit-norm" ? 1 : spectrum.reference;
  const atZero = order === 0 ? spectrum.zeroMass : 0;
  const sum = powerSum(spectrum, order) + atZero;
  if (!(sum > 1e-200 && sum < 1e200)) throw outOfRange(alignment);
  const rounding = spectrum.relativeError + (2 * Math.abs(order) + 4) * Number.EPSILON;
  if (population?.type !== "continuous" || population.low > 0 || order === 0) {
    return { value: 1 / sum / signal, relativeError: rounding };
  }
  const exact = momentInUnits(population, order, spectrum.reference, alignment);
  return { value: 1 / exact.value / signal, relativeError: exact.error / exact.value + rounding };
}

/**
 * θᵢ²τᵢ at the nodes of a spectrum.
 *
 * @throws AsymptopiaError `invalid-input` as `teacherScale` does.
 */
export function signalMasses(
  spectrum: PreconditionedSpectrum,
  alignment: number,
  normalization: Normalization = "unit-norm",
  population?: Population,
): SignalMasses {
  const scale = teacherScale(spectrum, alignment, normalization, population);
  const order = 2 * alignment + 1;
  const { ratios, weights, reference } = spectrum;
  const masses = ratios.map((ratio, i) => scale.value * reference * (weights[i] * ratio ** order));
  const sum = new RunningSum();
  for (const mass of masses) sum.add(mass);
  const total = sum.value;
  if (!Number.isFinite(total) || masses.some((mass) => !Number.isFinite(mass))) throw outOfRange(alignment);
  const relativeError = scale.relativeError + (2 * Math.abs(order) + 4) * Number.EPSILON;
  if (population?.type !== "continuous" || population.low > 0) return { masses, total, relativeError, missing: 0 };
  // What the nodes see is as much more near 0 as it is less than all.
  const exact = momentInUnits(population, order, reference, alignment);
  const missing = (Math.abs(exact.value - powerSum(spectrum, order)) + exact.error) / exact.value;
  return { masses, total, relativeError, missing: missing * total };
}

/** ∫ (τ/reference)^order dH over τ > 0, by the nodes. */
function powerSum({ ratios, weights }: PreconditionedSpectrum, order: number): number {
  const sum = new RunningSum();
  for (let i = 0; i < ratios.length; i++) sum.add(weights[i] * ratios[i] ** order);
  return sum.value;
}

function momentInUnits(
  population: Population,
  order: number,
  reference: number,
  alignment: number,
): { value: number; error: number } {
  try {
    const { value, error } = moment(population, order);
    const unit = reference ** order;
    return { value: value / unit, error: error / unit + 4 * Number.EPSILON * (value / unit) };
  } catch (error) {
    if (!(error instanceof AsymptopiaError)) throw error;
    const accepted = `so large that τ^(${order === 2 * alignment ? "2a" : "2a + 1"}) is integrable at τ = 0`;
    throw invalidInput("alignment", alignment, accepted);
  }
}

function outOfRange(alignment: number): AsymptopiaError {
  return invalidInput("alignment", alignment, "so near 0 that the powers τ^(2·alignment) are doubles");
}
