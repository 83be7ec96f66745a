import { AsymptopiaError } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import { asQuantity, type Estimate, exact, product, quotient, sum } from "../equivalents/estimate.ts";
import { preconditionedSpectrum } from "./preconditioned-spectrum.ts";
import { type RiskPoint, riskPoint, weightedSignal } from "./risk-point.ts";
import { checkRidge, checkTeacherSetting, type SignalMasses, signalMasses, type TeacherSetting } from "./setting.ts";

/** A teacher and a student that is trained to a ridge λ. */
export interface RidgeRiskSetting extends TeacherSetting {
  /** λ of at least 0, added to the preconditioned sample covariance X̃ᵀX̃/n, X̃ = XΣ^{p/2}; 0 is the limit λ ↓ 0. */
  readonly lambda: number;
}

/** The test risk E(y − ŷ)², label noise included, and its parts: risk = σ² + bias + variance. */
export interface RidgeRisk {
  /** R. */
  readonly risk: Quantity;
  /** What remains of R without noise: κ²∫θ̃²τ̃/(τ̃ + κ)²/(1 − φ df₂). */
  readonly bias: Quantity;
  /** What training on noisy labels adds: σ²φ df₂/(1 − φ df₂). */
  readonly variance: Quantity;
  /** κ, in the unit of τ^{1+p}. */
  readonly effectiveRidge: Quantity;
}

/** The error, relative to the value, up to which a risk is `ok`. */
export const promised = 1e-12;

/**
 * Test risk of the linear readout that is trained with the preconditioner Σ^p to a ridge λ, in the limit d/n → φ:
 * R = (σ² + κ²Σθ̃ᵢ²τ̃ᵢ/(τ̃ᵢ + κ)²)/(1 − φ df₂(κ)), with τ̃ = τ^{1+p}, θ̃² = θ²τ^{−p}, df₂ = ∫ τ̃²/(τ̃ + κ)² dH and κ from
 * λ = κ(1 − φ∫ τ̃/(τ̃ + κ) dH).
 *
 * Since θ̃²τ̃ = θ²τ, p acts through κ and τ̃ alone. All sums have positive terms, and 1 − φ df₂ is λ/κ + φ∫ τ̃κ/(τ̃ + κ)² dH:
 * relative errors are some units in the last place, `ok` up to 1e-12. Without a ridge R = σ²/(1 − φ(1 − H{0})) for every
 * p where φ(1 − H{0}) < 1.
 *
 * Source: ridge regression on x̃ = Σ^{p/2}x; for p = 0 Dobriban and Wager, Ann. Statist. 46 (2018), 247–279, and Hastie
 * et al., Ann. Statist. 50 (2022), 949–986.
 *
 * @throws AsymptopiaError `invalid-input` naming the member outside its domain; `non-finite` without a ridge at
 *   φ(1 − H{0}) = 1, where every noise makes the risk infinite.
 */
export function ridgeRisk(setting: RidgeRiskSetting): RidgeRisk {
  checkTeacherSetting(setting);
  checkRidge(setting.lambda);
  const { population, phi, lambda, exponent, alignment, normalization, noiseVariance } = setting;
  const spectrum = preconditionedSpectrum(population, exponent);
  const signal = signalMasses(spectrum, alignment, normalization, population);
  return riskAt(riskPoint(spectrum, phi, lambda), signal, noiseVariance);
}

/** The risk at a point of the spectrum. */
export function riskAt(point: RiskPoint, signal: SignalMasses, noiseVariance: number): RidgeRisk {
  requireFiniteRisk(point);
  const { risk, bias, variance } = riskParts(point, signal, noiseVariance);
  const named = (estimate: Estimate): Quantity => asQuantity(estimate, promised, "the risk");
  return {
    risk: named(risk),
    bias: named(bias),
    variance: named(variance),
    effectiveRidge: named(product(point.kappa, point.spectrum.unit)),
  };
}

/** The risk and its parts as estimates. */
export function riskParts(
  point: RiskPoint,
  signal: SignalMasses,
  noiseVariance: number,
): { risk: Estimate; bias: Estimate; variance: Estimate } {
  const residual = weightedSignal(point, signal, [0, 2]);
  return {
    risk: quotient(sum(exact(noiseVariance), residual), point.left),
    bias: quotient(residual, point.left),
    variance: quotient(product(noiseVariance, point.phi, point.second), point.left),
  };
}

/** @throws AsymptopiaError `non-finite` at the interpolation threshold without a ridge. */
export function requireFiniteRisk({ regime }: RiskPoint): void {
  if (regime !== "critical") return;
  throw new AsymptopiaError("non-finite", "without a ridge there is no finite risk where phi(1 − H{0}) is 1", {
    field: "lambda",
    value: 0,
    accepted: "a number above 0",
  });
}
