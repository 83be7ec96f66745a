import { grid, type Parameters, type Quantity } from "asymptopia";
import { parseActivation, parsePopulation } from "asymptopia/model";
import type { BalancedOneStepParameters } from "asymptopia/simulation";
import { gaussianMoments, moment } from "asymptopia/theory";
import { assumptions } from "./one-step-model.ts";

type Setting = Pick<BalancedOneStepParameters, "population" | "phi" | "teacher" | "noiseVariance">;

/** λ⋆ = φ·u²/α⋆² with u² = s² − α⋆²m₁ + σ_ε², the damping that the lemma's limit is largest at. */
export function optimalDamping({ population, phi, teacher, noiseVariance }: Setting): Quantity {
  const m1 = moment(parsePopulation(population), 1);
  const { derivativeMean: alpha, secondMoment: s2 } = gaussianMoments(parseActivation(teacher), m1.value);
  const unexplained = s2.value - alpha.value ** 2 * m1.value + noiseVariance;
  const value = (phi * unexplained) / alpha.value ** 2;
  const relative = (2 * alpha.error) / Math.abs(alpha.value) + (s2.error + alpha.value ** 2 * m1.error) / unexplained;
  const status = [m1, alpha, s2].every((input) => input.status === "ok") ? "ok" : "inaccurate";
  return { value, error: value * (relative + 8 * Number.EPSILON), status };
}

const populations = [
  { kind: "atoms", values: [0.5, 1.5], weights: [0.5, 0.5] },
  { kind: "ar1", rho: 0.5 },
];

interface Varied {
  readonly phi?: number[];
  readonly teacher?: string[];
  readonly population?: typeof populations;
}

/** Points of the one-step experiment, each at `factor` times its optimal damping. */
export function dampedGrid(
  factor: number,
  { phi = [0.5, 2], teacher = ["relu", "tanh"], population = populations }: Varied = {},
): readonly Parameters[] {
  const settings = grid({
    population,
    phi,
    teacher: teacher.map((kind) => ({ kind })),
    noiseVariance: [0.5],
  });
  return settings.map((setting) => ({
    ...setting,
    lambda: factor * optimalDamping(setting as unknown as Setting).value,
  }));
}

/** The same for one population, so that a quick run draws data for that alone. */
export const dampedAtBudget = (factor: number, varied: Varied = {}) => ({
  quick: { grid: dampedGrid(factor, { ...varied, population: populations.slice(1) }) },
});

export const optimalDampingAssumptions = [
  ...assumptions,
  "$\\alpha_\\star \\neq 0$; $\\lambda^\\star = \\varphi u^2/\\alpha_\\star^2$ with $u^2 = s^2 - \\alpha_\\star^2 m_1 + \\sigma_\\varepsilon^2$",
];
