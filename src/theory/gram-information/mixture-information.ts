import { AsymptopiaError, invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import { integrate } from "../quadrature/integrate.ts";

/** One law of a mixture on the line. */
export interface MixtureComponent {
  /** p > 0: how often the mixture takes it. */
  readonly weight: number;
  /** f(z) ≥ 0, of integral 1, accurate to some units in the last place; 0 where it is below the least double. */
  density(z: number): number;
}

/** Densities below have lost digits, or their products with weights; f·log f of them adds nothing. */
const least = 2 ** -960;

/**
 * I(Z; K) in nats, where K has the probabilities p_k and Z given K = k the density f_k: Σ_k p_k ∫ f_k log(f_k/f̄) with
 * f̄ = Σ p_k f_k, by adaptive quadrature. From 0 to the entropy of the weights, at most.
 *
 * @param breakpoints Ascending; beyond the outermost there is no mass that counts, and densities jump or have kinks at
 *   breakpoints only.
 * @throws AsymptopiaError `invalid-input` for fewer than one component, or weights that are not above 0 or do not add up
 *   to 1 within rounding; `non-finite` where a density has no finite value.
 */
export function mixtureInformation(components: readonly MixtureComponent[], breakpoints: readonly number[]): Quantity {
  checkWeights(components.map(({ weight }) => weight));
  const integrand = (z: number): number => {
    const densities = components.map(({ density }) => density(z));
    const mean = densities.reduce((sum, f, k) => sum + components[k].weight * f, 0);
    return densities.reduce((sum, f, k) => (f < least ? sum : sum + components[k].weight * f * Math.log(f / mean)), 0);
  };
  const { value, error, converged } = integrate(integrand, breakpoints, {
    relativeTolerance: 1e-12,
    absoluteTolerance: 1e-14,
  });
  if (!Number.isFinite(value)) {
    throw new AsymptopiaError("non-finite", `the information is ${value}`, { field: "information", value });
  }
  // Each logarithm is off by the rounding of its quotient, on a density of integral 1.
  return {
    value: Math.max(0, value),
    error: error + 4 * (components.length + 2) * Number.EPSILON,
    status: converged ? "ok" : "inaccurate",
  };
}

function checkWeights(weights: readonly number[]): void {
  if (weights.length === 0) throw invalidInput("components", weights, "a list of at least one component");
  weights.forEach((weight, k) => {
    if (!(weight > 0 && weight <= 1)) throw invalidInput(`components[${k}].weight`, weight, "above 0 and at most 1");
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (Math.abs(total - 1) > 4 * weights.length * Number.EPSILON) {
    throw invalidInput("components", weights, `components with weights that add up to 1, not to ${total}`);
  }
}
