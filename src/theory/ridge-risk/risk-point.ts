import { invalidInput } from "../../foundation/errors.ts";
import { type Estimate, exact, product, quotient } from "../equivalents/estimate.ts";
import { type RidgelessRoot, ridgelessRootOnNodes } from "../equivalents/ridgeless-root.ts";
import { RunningSum } from "../populations/running-sum.ts";
import { solveOnNodes } from "../silverstein/solve.ts";
import type { PreconditionedSpectrum } from "./preconditioned-spectrum.ts";
import type { SignalMasses } from "./setting.ts";

/**
 * The effective ridge of a preconditioned spectrum and what follows from it, with p = τ̃/(τ̃ + κ) and c = κ/(τ̃ + κ).
 * κ is in the unit of the spectrum.
 */
export interface RiskPoint {
  readonly spectrum: PreconditionedSpectrum;
  readonly phi: number;
  readonly regime: "ridge" | RidgelessRoot["regime"];
  /** κ/unit; 0 in the regimes `determined` and `critical`. */
  readonly kappa: Estimate;
  /** df₂ = ∫ p² dH. */
  readonly second: Estimate;
  /** 1 − φ df₂ = λ/κ + φ∫ pc dH, without a difference; 0 in the regime `critical`. */
  readonly left: Estimate;
}

/**
 * The point at a ridge λ of at least 0, where 0 is the limit λ ↓ 0.
 *
 * @throws AsymptopiaError `invalid-input` for λ beyond the range of doubles beside τ̃.
 */
export function riskPoint(spectrum: PreconditionedSpectrum, phi: number, lambda: number): RiskPoint {
  return lambda === 0 ? ridgelessPoint(spectrum, phi) : ridgePoint(spectrum, phi, lambda);
}

function ridgePoint(spectrum: PreconditionedSpectrum, phi: number, lambda: number): RiskPoint {
  const ridge = lambda / spectrum.unit;
  if (!(ridge > 1e-140 && ridge < 1e140)) {
    throw invalidInput("lambda", lambda, "0, or within 1e±140 of the preconditioned eigenvalues");
  }
  const solution = solveOnNodes(spectrum, spectrum.meanBound, phi, ridge);
  // The unit is a power of its own, rounded once.
  const kappa = resolved(spectrum, solution.kappa, 2 * Number.EPSILON);
  const ofRidge = product(quotient(exact(ridge), kappa), 1);
  const gap = weighted(spectrum, spectrum.weights, kappa, [1, 1]);
  const left = { value: ofRidge.value + phi * gap.value, error: ofRidge.error + 2 * phi * gap.error };
  return {
    spectrum,
    phi,
    regime: "ridge",
    kappa,
    second: weighted(spectrum, spectrum.weights, kappa, [2, 0]),
    left: { value: left.value, error: left.error + 2 * Number.EPSILON * left.value },
  };
}

function ridgelessPoint(spectrum: PreconditionedSpectrum, phi: number): RiskPoint {
  const root = ridgelessRootOnNodes(spectrum, spectrum.meanBound, phi);
  const { regime, excess } = root;
  if (regime !== "underdetermined") {
    const second = { value: 1 - spectrum.zeroMass, error: spectrum.zeroMass > 0 ? Number.EPSILON : 0 };
    return { spectrum, phi, regime, kappa: exact(0), second, left: excess };
  }
  const kappa = resolved(spectrum, root.kappa, 0);
  return {
    spectrum,
    phi,
    regime,
    kappa,
    second: weighted(spectrum, spectrum.weights, kappa, [2, 0]),
    left: product(phi, weighted(spectrum, spectrum.weights, kappa, [1, 1])),
  };
}

function resolved(spectrum: PreconditionedSpectrum, { value, error }: Estimate, relative: number): Estimate {
  return { value, error: spectrum.resolves(value) ? error + relative * value : Number.MAX_VALUE };
}

/** Σ massesₖ·pₖ^i·cₖ^j over the nodes: masses of at least 0, and the error that κ and the nodes leave. */
export function weighted(
  { values, relativeError }: PreconditionedSpectrum,
  masses: Float64Array,
  kappa: Estimate,
  [i, j]: readonly [ofShare: number, ofRest: number],
): Estimate {
  const sum = new RunningSum();
  const slope = new RunningSum();
  for (let k = 0; k < values.length; k++) {
    const total = values[k] + kappa.value;
    const share = values[k] / total;
    const rest = kappa.value / total;
    const term = masses[k] * share ** i * rest ** j;
    sum.add(term);
    slope.add(term * Math.max(i * rest, j * share));
  }
  const ofKappa = kappa.error === 0 ? 0 : kappa.error / kappa.value;
  // |d log p/d log κ| = c and |d log c/d log κ| = p.
  const error = 2 * relativeError * sum.value + ofKappa * (slope.value + (i + j) * ofKappa * sum.value);
  return { value: sum.value, error: Math.min(error, Number.MAX_VALUE) };
}

/** The same against the signal of a teacher. */
export function weightedSignal(point: RiskPoint, signal: SignalMasses, powers: readonly [number, number]): Estimate {
  const { value, error } = weighted(point.spectrum, signal.masses, point.kappa, powers);
  // Near τ = 0 at least c or p is below 1, and without a ridge c is 0.
  const missing = value === 0 ? 0 : signal.missing;
  return { value, error: error + signal.relativeError * value + missing };
}
