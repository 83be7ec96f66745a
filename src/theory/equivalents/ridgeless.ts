import { AsymptopiaError } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import type { Population } from "../../model/population.ts";
import { discretise } from "../populations/discretise.ts";
import { asQuantity, type Estimate, exact, product, quotient, relativeError } from "./estimate.ts";
import { type RidgelessRoot, ridgelessRoot } from "./ridgeless-root.ts";
import { shareIntegrals } from "./share-integrals.ts";
import {
  populationMeasure,
  type SpectralIntegral,
  type SpectralMeasure,
  spectralFunction,
  type TestMatrix,
  type VectorPair,
  vectorMeasure,
} from "./spectral-measure.ts";

/** What remains of a ridge λ as λ ↓ 0, after the limit d/n → φ. */
export interface RidgelessLimit {
  readonly regime: RidgelessRoot["regime"];
  /** κ₀ = lim κ(λ), above 0 exactly in the regime `underdetermined`. */
  readonly kappa: Quantity;
  /** lim λm(−λ) = max(H{0}, 1 − 1/φ): the share of zeros in the sample spectrum. */
  readonly zeroMass: Quantity;
  /** lim df₁ = min(1 − H{0}, 1/φ). */
  readonly degreesOfFreedom: Quantity;
  /** lim df₂. */
  readonly squaredDegreesOfFreedom: Quantity;
}

/** The error, relative to the sum of absolute terms, up to which a limit is `ok`. */
const promised = 1e-11;

/**
 * The ridgeless limit of the effective ridge and what follows from it, to some units in the last place, also where
 * φ(1 − H{0}) is next to 1.
 *
 * @throws AsymptopiaError `invalid-input` unless φ is a finite number above 0.
 */
export function ridgelessLimit(population: Population, phi: number): RidgelessLimit {
  const { regime, kappa } = ridgelessRoot(population, phi);
  const { zeroMass } = discretise(population);
  const name = "a ridgeless limit";
  if (regime !== "underdetermined") {
    const rank = { value: 1 - zeroMass, error: zeroMass > 0 ? Number.EPSILON : 0 };
    return {
      regime,
      kappa: asQuantity(kappa, promised, name),
      zeroMass: asQuantity({ value: zeroMass, error: zeroMass * Number.EPSILON }, promised, name),
      degreesOfFreedom: asQuantity(rank, promised, name),
      squaredDegreesOfFreedom: asQuantity(rank, promised, name),
    };
  }
  const [second] = shareIntegrals(population, kappa, [[2, 0]]);
  return {
    regime,
    kappa: asQuantity(kappa, promised, name),
    zeroMass: asQuantity(quotient({ value: phi - 1, error: Number.EPSILON * (phi - 1) }, phi), promised, name),
    degreesOfFreedom: asQuantity(quotient(exact(1), phi), promised, name),
    squaredDegreesOfFreedom: asQuantity(second, promised, name),
  };
}

/**
 * lim κ′(λ) as λ ↓ 0: 1/(1 − φ(1 − H{0})) in the regime `determined`, 1/(φD(κ₀)) in `underdetermined`, D = df₁ − df₂.
 *
 * @throws AsymptopiaError `non-finite` in the regime `critical`, where κ is of order √λ; `invalid-input` as above.
 */
export function ridgelessSlope(population: Population, phi: number): Quantity {
  return asQuantity(slope(population, phi, ridgelessRoot(population, phi)), promised, "the slope of the ridge");
}

/**
 * lim m(−λ) as λ ↓ 0: m₋₁/(1 − φ), m₋₁ = ∫ τ⁻¹ dH.
 *
 * @throws AsymptopiaError `non-finite` where it is infinite: unless φ < 1, H{0} = 0 and m₋₁ is finite; `invalid-input` for
 *   φ outside its domain.
 */
export function ridgelessStieltjes(population: Population, phi: number): Quantity {
  return ridgelessTrace(population, phi);
}

/**
 * lim (1/d) tr A(Σ̂ + λ)⁻¹ as λ ↓ 0, A diagonal in Σ's eigenbasis: ∫ a/τ dH/(1 − φ(1 − H{0})).
 *
 * Accuracy as for `resolventTrace`. For a continuous population from τ = 0 whether ∫ a/τ dH is finite is judged by its
 * growth over twenty decades.
 *
 * @throws AsymptopiaError `non-finite` where it is infinite: with φ(1 − H{0}) ≥ 1, or a part of A where Σ is 0, or where
 *   the integral diverges; `invalid-input` for a matrix that does not fit the population, or φ outside its domain.
 */
export function ridgelessTrace(population: Population, phi: number, matrix?: TestMatrix): Quantity {
  return finiteLimit(population, phi, traceMeasure(population, matrix));
}

/** lim uᵀ(Σ̂ + λ)⁻¹v as λ ↓ 0. Accuracy and errors as for `ridgelessTrace`. */
export function ridgelessForm(population: Population, phi: number, vectors: VectorPair): Quantity {
  return finiteLimit(population, phi, vectorMeasure(population, vectors));
}

/**
 * lim (1/d) tr A·λ(Σ̂ + λ)⁻¹ as λ ↓ 0, which is (1/d) tr AΠ with Π the projector onto the null space of Σ̂:
 * ∫ aκ₀/(τ + κ₀) dH, and a(0)·H{0} where κ₀ = 0. Finite in every regime.
 *
 * @throws AsymptopiaError `invalid-input` as for `ridgelessTrace`.
 */
export function nullSpaceTrace(population: Population, phi: number, matrix?: TestMatrix): Quantity {
  return nullSpace(population, phi, traceMeasure(population, matrix));
}

/** lim λuᵀ(Σ̂ + λ)⁻¹v as λ ↓ 0: uᵀΠv. Formula and errors as for `nullSpaceTrace`. */
export function nullSpaceForm(population: Population, phi: number, vectors: VectorPair): Quantity {
  return nullSpace(population, phi, vectorMeasure(population, vectors));
}

/**
 * Limit of (1/d) tr AΣ̂⁺ with the pseudo-inverse: what (1/d) tr A(Σ̂ + λ)⁻¹ tends to as λ ↓ 0 once its pole
 * (1/d) tr AΠ/λ is taken away. It is κ₀′ ∫ aτ/(τ + κ₀)² dH over τ > 0 with κ₀′ = lim κ′(λ); for the identity and
 * φ(1 − H{0}) > 1 that is 1/(φκ₀).
 *
 * @throws AsymptopiaError `non-finite` where it is infinite: in the regime `critical`, and in `determined` where
 *   ∫ |a|/τ dH over τ > 0 diverges; `invalid-input` as for `ridgelessTrace`.
 */
export function pseudoInverseTrace(population: Population, phi: number, matrix?: TestMatrix): Quantity {
  return pseudoInverse(population, phi, traceMeasure(population, matrix));
}

/** Limit of uᵀΣ̂⁺v. Formula and errors as for `pseudoInverseTrace`. */
export function pseudoInverseForm(population: Population, phi: number, vectors: VectorPair): Quantity {
  return pseudoInverse(population, phi, vectorMeasure(population, vectors));
}

function traceMeasure(population: Population, matrix: TestMatrix | undefined): SpectralMeasure {
  return populationMeasure(population).times(spectralFunction(population, matrix, "matrix"));
}

function nullSpace(population: Population, phi: number, measure: SpectralMeasure): Quantity {
  const { kappa } = ridgelessRoot(population, phi);
  const k = kappa.value;
  const part = measure.integrate((tau) => (k > 0 ? k / (tau + k) : tau === 0 ? 1 : 0));
  const ofKappa = relativeError(kappa) * part.absolute;
  return asQuantity({ value: part.value, error: part.error + ofKappa }, promised, "a null space form", part.absolute);
}

function finiteLimit(population: Population, phi: number, measure: SpectralMeasure): Quantity {
  const root = ridgelessRoot(population, phi);
  const atZero = measure.integrate((tau) => (tau === 0 ? 1 : 0)).absolute;
  if (root.regime === "underdetermined" || atZero > 0) {
    throw infinite("phi", phi, "it grows like 1/λ, for a part of it is in the null space of the sample covariance");
  }
  return divided(inverseIntegral(population, measure), slope(population, phi, root));
}

function pseudoInverse(population: Population, phi: number, measure: SpectralMeasure): Quantity {
  const root = ridgelessRoot(population, phi);
  const factor = slope(population, phi, root);
  if (root.regime === "determined") return divided(inverseIntegral(population, measure), factor);
  const k = root.kappa.value;
  // τ/(τ + κ)² = p(1 − p)/τ, of elasticity at most 2 in κ.
  const part = measure.integrate((tau) => tau / (tau + k) / (tau + k));
  const error = part.error + 2 * relativeError(root.kappa) * part.absolute;
  return divided({ ...part, error }, factor);
}

function divided(part: SpectralIntegral, factor: Estimate): Quantity {
  return asQuantity(product(factor, part), promised, "a ridgeless limit", factor.value * part.absolute);
}

function slope(population: Population, phi: number, { regime, kappa, excess }: RidgelessRoot): Estimate {
  switch (regime) {
    case "critical":
      throw infinite("phi", phi, "here phi·(1 − H{0}) is 1, where the effective ridge is of order √λ");
    case "determined":
      return quotient(exact(1), excess);
    case "underdetermined": {
      const [gap] = shareIntegrals(population, kappa, [[1, 1]]);
      return quotient(exact(1), product(phi, gap));
    }
  }
}

/** Multiples of the largest eigenvalue at which the growth of ∫ 1/(τ + κ) towards κ = 0 is looked at. */
const depths = [1e-10, 1e-20, 1e-30];

/**
 * ∫ τ⁻¹ over τ > 0 against the measure. Where H has a density down to 0 the integral of the absolute value is followed
 * towards κ = 0: a divergent one grows by as much over the second ten decades as over the first, and what a convergent one
 * will still grow by counts as error.
 */
function inverseIntegral(population: Population, measure: SpectralMeasure): SpectralIntegral {
  const inverse = measure.integrate((tau) => (tau > 0 ? 1 / tau : 0));
  if (population.type === "atomic" || population.low > 0) return inverse;
  const [first, second, third] = depths.map(
    (depth) => measure.integrate((tau) => 1 / (tau + depth * population.high)).absolute,
  );
  const [before, after] = [second - first, third - second];
  if (!(after <= 1e-13 * third || after < 0.9 * before)) {
    throw infinite("population", population.specification, "it takes the mean of 1/τ, which diverges at τ = 0");
  }
  const ratio = Math.max(0, after) / Math.max(before, after, Number.MIN_VALUE);
  return { ...inverse, error: inverse.error + (after * ratio) / (1 - Math.min(ratio, 0.9)) };
}

function infinite(field: string, value: unknown, why: string): AsymptopiaError {
  return new AsymptopiaError("non-finite", `the ridgeless limit is infinite: ${why}`, { field, value });
}
