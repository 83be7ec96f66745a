import type { Quantity } from "../../foundation/quantity.ts";
import { asQuantity, exact, product, quotient, sum } from "../equivalents/estimate.ts";
import { preconditionedSpectrum } from "./preconditioned-spectrum.ts";
import { promised, type RidgeRiskSetting, requireFiniteRisk } from "./ridge-risk.ts";
import { riskPoint } from "./risk-point.ts";
import { checkRidge, checkTeacherSetting } from "./setting.ts";

/**
 * The largest test risk of `ridgeRisk` over all teachers of the given normalization, whatever their alignment:
 * (σ² + max c²)/(1 − φ df₂) over the eigenvalues for unit signal, max τc² in the place of max c² for unit norm,
 * c = κ/(τ^{1+p} + κ).
 *
 * Without a ridge, with φ > 1 and unit signal it is least at p = −1, where c is the same for all eigenvalues, and
 * (σ² + (1 − 1/φ)²)/(1 − 1/φ) then: there df₂ ≥ 1/φ², and max c ≥ 1 − df₁ = 1 − 1/φ, with equality at p = −1 alone
 * unless all eigenvalues are the same. The maximum is over [low, high] where H has a density.
 *
 * Accuracy as for `ridgeRisk`.
 *
 * @throws AsymptopiaError as `ridgeRisk` does.
 */
export function worstTeacherRisk(setting: Omit<RidgeRiskSetting, "alignment">): Quantity {
  checkTeacherSetting(setting);
  checkRidge(setting.lambda);
  const { population, phi, lambda, exponent, normalization = "unit-norm", noiseVariance } = setting;
  const spectrum = preconditionedSpectrum(population, exponent);
  const point = riskPoint(spectrum, phi, lambda);
  requireFiniteRisk(point);
  const { power, reference } = spectrum;
  const kappa = point.kappa.value;
  const taus = population.type === "atomic" ? population.values : [population.low, population.high];
  const ratios = taus.map((tau) => tau / reference);
  // Where τκ²/(τ^s + κ)² has its maximum, s = 1 + p.
  const inner = power > 0.5 && kappa > 0 ? (kappa / (2 * power - 1)) ** (1 / power) : 0;
  if (population.type === "continuous" && inner > ratios[0] && inner < ratios[1]) ratios.push(inner);
  const most = ratios.reduce((largest, ratio) => {
    const rest = kappa === 0 ? 0 : kappa / (ratio ** power + kappa);
    return Math.max(largest, rest * rest * (normalization === "unit-signal" ? 1 : ratio * reference));
  }, 0);
  const relative = kappa === 0 ? 0 : (2 * point.kappa.error) / kappa;
  const rounding = (8 + 4 * Math.abs(power)) * Number.EPSILON;
  const residual = product({ value: most, error: most * (relative + rounding) }, 1);
  return asQuantity(quotient(sum(exact(noiseVariance), residual), point.left), promised, "the largest risk");
}
