import type { Json, Parameters } from "../foundation/json.ts";
import {
  type ActivationSpecification,
  activationTitle,
  type PopulationSpecification,
  populationTitle,
} from "../model/index.ts";

/** Usual letters for names that stand for one; any other name is shown in words. */
const letters: Readonly<Record<string, string>> = { phi: "φ", lambda: "λ", rho: "ρ", eta: "η", alpha: "α", tau: "τ" };

/** A parameter's name as people read it: `noiseVariance` is "noise variance". */
export function parameterLabel(name: string): string {
  return letters[name] ?? name.replace(/([a-z0-9])([A-Z])/g, (_, before, after) => `${before} ${after.toLowerCase()}`);
}

/** A parameter's value as people read it: a population or an activation by its title. */
export function parameterText(value: Json | undefined): string {
  if (value === undefined || value === null) return "–";
  if (typeof value === "object" && "kind" in value) return specificationTitle(value);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** "φ = 0.5", or the title alone of a population or an activation. */
export function describeParameter(name: string, value: Json | undefined): string {
  const text = parameterText(value);
  return typeof value === "object" && value !== null ? text : `${parameterLabel(name)} = ${text}`;
}

/** All parameters of a point in one line. */
export function describeParameters(parameters: Parameters): string {
  return Object.entries(parameters)
    .map(([name, value]) => describeParameter(name, value))
    .join(", ");
}

const populationKinds = ["atoms", "eigenvalues", "uniform", "ar1", "geometric", "power-law"];
const activationKinds = [
  "identity",
  "relu",
  "leaky-relu",
  "tanh",
  "erf",
  "sin",
  "softplus",
  "hermite",
  "polynomial",
  "function",
];

// The parameters come from an experiment's parser, so an object of one of our kinds has that kind's members.
function specificationTitle(value: { readonly [key: string]: Json }): string {
  const kind = String(value.kind);
  if (populationKinds.includes(kind)) return populationTitle(value as unknown as PopulationSpecification);
  if (activationKinds.includes(kind)) return activationTitle(value as unknown as ActivationSpecification);
  return JSON.stringify(value);
}
