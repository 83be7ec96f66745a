import type { Quantity } from "../../foundation/quantity.ts";
import { asQuantity, type Estimate, negated, product, quotient, relativeError, sum } from "./estimate.ts";
import { type RidgePoint, type RidgeSetting, ridgePoint } from "./ridge-point.ts";
import type { Powers } from "./share-integrals.ts";
import {
  populationMeasure,
  type SpectralFunction,
  type SpectralIntegral,
  type SpectralMeasure,
  spectralFunction,
  type TestMatrix,
  type VectorPair,
  vectorMeasure,
} from "./spectral-measure.ts";

/** What a form in resolvents tends to, and how it moves with the ridge. */
export interface ResolventEquivalent {
  readonly value: Quantity;
  /** Derivative with respect to λ. */
  readonly lambdaDerivative: Quantity;
}

/** The error, relative to the sum of absolute terms, up to which a result is `ok`. */
const promised = 1e-11;

/**
 * Limit of (1/d) tr A(Σ̂ + λ)⁻¹ for a deterministic A that is diagonal in Σ's eigenbasis: (κ/λ) ∫ a/(τ + κ) dH. For the
 * identity, which an absent A stands for, it is the Stieltjes transform m(−λ), with derivative −m′(−λ).
 *
 * `status` is `ok` where the estimated error is at most 1e-11 of the same limit for |a|. For lists and atoms it is some
 * 50 units in the last place unless φ(1 − H{0}) is at an edge between eigenvalues of very different size.
 *
 * Source: deterministic equivalent λ(Σ̂ + λ)⁻¹ ≃ κ(Σ + κ)⁻¹, Rubio and Mestre, Statist. Probab. Lett. 81 (2011),
 * 592–602.
 *
 * @throws AsymptopiaError `invalid-input` for a list of another length than the population's, a function that is not
 *   finite on the support, or φ or λ outside its domain; `non-finite` where a result is no double.
 */
export function resolventTrace(setting: RidgeSetting, matrix?: TestMatrix): ResolventEquivalent {
  const measure = populationMeasure(setting.population).times(spectralFunction(setting.population, matrix, "matrix"));
  return oneResolvent(ridgePoint(setting), measure);
}

/**
 * Limit of uᵀ(Σ̂ + λ)⁻¹v for deterministic vectors: (κ/λ) Σ uᵢvᵢ/(τᵢ + κ) in Σ's eigenbasis. Accuracy, source and errors
 * as for `resolventTrace`.
 */
export function resolventForm(setting: RidgeSetting, vectors: VectorPair): ResolventEquivalent {
  return oneResolvent(ridgePoint(setting), vectorMeasure(setting.population, vectors));
}

/**
 * Limit of (1/d) tr A(Σ̂ + λ)⁻¹B(Σ̂ + λ)⁻¹ for A and B diagonal in Σ's eigenbasis: with G = (Σ + κ)⁻¹ and κ′ = dκ/dλ,
 * (κ/λ)²·(1/d)[tr A G²B + φκ′ (1/d)tr(BGΣG) tr(AGΣG)]. It is not the equivalent of one resolvent squared: the second
 * term comes from the fluctuations that both resolvents share.
 *
 * Accuracy, source and errors as for `resolventTrace`; matrices that are absent are the identity.
 */
export function twoResolventTrace(setting: RidgeSetting, outer?: TestMatrix, inner?: TestMatrix): ResolventEquivalent {
  const { population } = setting;
  const measure = populationMeasure(population).times(spectralFunction(population, outer, "outer"));
  return twoResolvents(ridgePoint(setting), measure, spectralFunction(population, inner, "inner"));
}

/**
 * Limit of uᵀ(Σ̂ + λ)⁻¹B(Σ̂ + λ)⁻¹v for B diagonal in Σ's eigenbasis, the identity where absent. Formula, accuracy, source
 * and errors as for `twoResolventTrace`.
 */
export function twoResolventForm(setting: RidgeSetting, vectors: VectorPair, inner?: TestMatrix): ResolventEquivalent {
  const { population } = setting;
  const measure = vectorMeasure(population, vectors);
  return twoResolvents(ridgePoint(setting), measure, spectralFunction(population, inner, "inner"));
}

/** λR ≃ c, and −λ² dR/dλ = λ²R² ≃ c² + φκ′D pc. */
function oneResolvent(point: RidgePoint, measure: SpectralMeasure): ResolventEquivalent {
  const { lambda, taken } = point;
  const rest = integral(point, measure, [0, 1]);
  const squared = integral(point, measure, [0, 2]);
  const mixed = integral(point, measure, [1, 1]);
  const value = quotient(rest, lambda);
  const square = sum(squared, product(taken, mixed));
  const squareSize = squared.absolute + taken.value * mixed.absolute;
  return {
    value: result(value, rest.absolute / lambda),
    lambdaDerivative: result(negated(overPower(square, lambda, 2)), squareSize / lambda / lambda),
  };
}

/**
 * With B_ij = ∫ b p^i c^j dH and M_ij the like against the measure, x = φκ′D and y = λκ′/κ:
 * λ²RBR ≃ ∫ b c² + φκ′B₁₁M₁₁, and −λ³/2 times its derivative is
 * xλ²RBR + y[∫ b c³ + φκ′(B₁₂M₁₁ + B₁₁M₁₂) + (φκ′)²B₁₁M₁₁ ∫ p²c dH]. Positive terms for positive b and measure.
 */
function twoResolvents(point: RidgePoint, measure: SpectralMeasure, inner: SpectralFunction): ResolventEquivalent {
  const { population, phi, lambda, slope, taken, left } = point;
  const both = measure.times(inner);
  const trace = populationMeasure(population).times(inner);
  const parts = {
    both2: integral(point, both, [0, 2]),
    both3: integral(point, both, [0, 3]),
    inner11: integral(point, trace, [1, 1]),
    inner12: integral(point, trace, [1, 2]),
    outer11: integral(point, measure, [1, 1]),
    outer12: integral(point, measure, [1, 2]),
  };
  const [curvature] = point.integrals([2, 1]);
  const perShare = product(phi, slope);
  const evaluate = ({ both2, both3, inner11, inner12, outer11, outer12 }: Record<keyof typeof parts, Estimate>) => {
    const square = sum(both2, product(perShare, inner11, outer11));
    const rest = sum(
      both3,
      product(perShare, inner12, outer11),
      product(perShare, inner11, outer12),
      product(perShare, perShare, inner11, outer11, curvature),
    );
    return {
      value: overPower(square, lambda, 2),
      derivative: negated(overPower(product(2, sum(product(taken, square), product(left, rest))), lambda, 3)),
    };
  };
  const { value, derivative } = evaluate(parts);
  const size = evaluate({
    both2: absolute(parts.both2),
    both3: absolute(parts.both3),
    inner11: absolute(parts.inner11),
    inner12: absolute(parts.inner12),
    outer11: absolute(parts.outer11),
    outer12: absolute(parts.outer12),
  });
  return {
    value: result(value, size.value.value),
    lambdaDerivative: result(derivative, -size.derivative.value),
  };
}

/** ∫ p^i c^j against the measure; the error of κ passes on with |d log p^i c^j / d log κ| ≤ max(i, j). */
function integral({ kappa }: RidgePoint, measure: SpectralMeasure, [i, j]: Powers): SpectralIntegral {
  const k = kappa.value;
  const { value, error, absolute } = measure.integrate((tau) => (tau / (tau + k)) ** i * (k / (tau + k)) ** j);
  return { value, error: error + Math.max(i, j) * relativeError(kappa) * absolute, absolute };
}

function absolute({ absolute: value }: SpectralIntegral): Estimate {
  return { value, error: 0 };
}

/** Divided by λ^power in steps, so that no power underflows. */
function overPower(estimate: Estimate, lambda: number, power: number): Estimate {
  let value = estimate;
  for (let i = 0; i < power; i++) value = quotient(value, lambda);
  return value;
}

function result(estimate: Estimate, size: number): Quantity {
  return asQuantity(estimate, promised, "the form in resolvents", size);
}
