import { AsymptopiaError } from "../../foundation/errors.ts";
import type { ContinuousPopulation, Population } from "../../model/population.ts";
import { densityMoments } from "./density-moments.ts";

/** A moment of H in units of the largest eigenvalue, so that no square overflows: ∫(τ/largest)^order dH. */
export interface ScaledMoments {
  /** The upper end of H's support. */
  readonly largest: number;
  readonly first: number;
  readonly second: number;
}

/**
 * The first two moments of H, from sums over atoms and closed forms of the densities, by quadrature of a registered one;
 * no use of `quantile`, so that they are a check on it. Relative error a few machine epsilons per atom, for continuous H a
 * few machine epsilons over 1 − low/high (1 − |ρ| for AR(1)), for a registered density as `densityMoments` says.
 *
 * @throws AsymptopiaError `invalid-input` for a continuous population of a kind that has no density.
 */
export function scaledMoments(population: Population): ScaledMoments {
  if (population.type === "continuous") return continuousMoments(population);
  const { values, weights } = population;
  const largest = values[values.length - 1];
  if (largest === 0) return { largest, first: 0, second: 0 };
  const moment = (order: 1 | 2): number =>
    values.reduce((sum, value, atom) => sum + weights[atom] * (value / largest) ** order, 0);
  return { largest, first: moment(1), second: moment(2) };
}

function continuousMoments(population: ContinuousPopulation): ScaledMoments {
  const specification = population.specification;
  switch (specification.kind) {
    case "uniform":
      return powerMoments(0, specification.low, specification.high);
    case "geometric":
      return powerMoments(1, specification.low, specification.high);
    case "power-law":
      return powerMoments(specification.exponent, specification.low, specification.high);
    case "ar1": {
      // The moments are the constant Fourier coefficients of Σ ρ^|k| e^{ikθ} and of its square: 1, (1+ρ²)/(1−ρ²).
      const rho = Math.abs(specification.rho);
      const largest = (1 + rho) / (1 - rho);
      return { largest, first: 1 / largest, second: (1 + rho * rho) / (1 + rho) ** 2 / largest };
    }
    case "density": {
      const [mass, first, second] = densityMoments(population);
      return { largest: population.high, first: first / mass, second: second / mass };
    }
    default:
      throw new AsymptopiaError("invalid-input", `a population of kind ${specification.kind} has no density`, {
        field: "population.specification.kind",
        value: specification.kind,
        accepted: '"uniform", "ar1", "geometric", "power-law" or "density"',
      });
  }
}

/**
 * Moments of the density ∝ τ^(−exponent) on [low, high]. With t = τ/high and L = log(high/low), each is a ratio of
 * ∫ t^(s−1) dt = e^{max(−s,0)·L}·(1 − e^{−|s|L})/|s| at s = order + 1 − exponent and at s = 1 − exponent; written so, no
 * sign or size of s cancels or overflows, and s = 0 is the limit L.
 */
function powerMoments(exponent: number, low: number, high: number): ScaledMoments {
  const length = Math.log(high / low);
  const base = 1 - exponent;
  const moment = (order: 1 | 2): number => {
    const shift = Math.max(-base - order, 0) - Math.max(-base, 0);
    const growth = shift === 0 ? 1 : Math.exp(shift * length);
    return growth * (integral(Math.abs(base + order), length) / integral(Math.abs(base), length));
  };
  return { largest: high, first: moment(1), second: moment(2) };
}

/** (1 − e^{−sL})/s for s ≥ 0. */
function integral(s: number, length: number): number {
  return s === 0 ? length : -Math.expm1(-s * length) / s;
}
