import { parsePopulation } from "asymptopia/model";
import type { ReadoutPairParameters } from "asymptopia/simulation";
import { moment, ridgeRisk } from "asymptopia/theory";

type Setting = Pick<ReadoutPairParameters, "population" | "phi" | "noiseVariance"> & {
  readonly exponent: number;
  readonly alignment: number;
};

/**
 * λ* = σ²φ∫τ^{2a}dH at p = 2a and unit norm. There θ̃² = θ²τ^{−p} is the same in all directions, 1/(d∫τ^{2a}dH): the
 * teacher is one draw of the prior for which ridge regression with λ = σ²/(nθ̃²) is the posterior mean.
 */
export function bayesRidge({ population, phi, noiseVariance, alignment }: Omit<Setting, "exponent">): number {
  return noiseVariance * phi * moment(parsePopulation(population), 2 * alignment).value;
}

/** The λ at which theory's risk is smallest, to three digits: golden section on the axis of log λ. Unit norm. */
export function tunedRidge({ population, ...setting }: Setting): number {
  const parsed = parsePopulation(population);
  const risk = (logarithm: number): number =>
    ridgeRisk({ ...setting, population: parsed, lambda: Math.exp(logarithm), normalization: "unit-norm" }).risk.value;
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [-12, 6];
  let inner = [high - golden * (high - low), low + golden * (high - low)] as const;
  let values = inner.map(risk);
  while (high - low > 1e-3) {
    if (values[0] < values[1]) {
      high = inner[1];
      inner = [high - golden * (high - low), inner[0]];
      values = [risk(inner[0]), values[0]];
    } else {
      low = inner[0];
      inner = [inner[1], low + golden * (high - low)];
      values = [values[1], risk(inner[1])];
    }
  }
  return Math.exp((low + high) / 2);
}
