import type { Json, Parameters } from "../foundation/json.ts";
import { activationSchema } from "../model/activations/specification-schema.ts";
import { activationTitle, populationTitle } from "../model/index.ts";
import { populationSchema } from "../model/populations/specification-schema.ts";

/** Usual letters for names that stand for one; any other name is shown in words. */
const letters = new Map([
  ["phi", "φ"],
  ["lambda", "λ"],
  ["rho", "ρ"],
  ["eta", "η"],
  ["alpha", "α"],
  ["tau", "τ"],
]);

/** A parameter's name as people read it: `noiseVariance` is "noise variance". */
export function parameterLabel(name: string): string {
  return (
    letters.get(name) ?? name.replace(/([a-z0-9])([A-Z])/g, (_, before, after) => `${before} ${after.toLowerCase()}`)
  );
}

/** "φ = 0.5", or the title alone of a population or an activation; "–" for a value that is absent or null. */
export function describeParameter(name: string, value: Json | undefined): string {
  return specificationTitle(value) ?? `${parameterLabel(name)} = ${valueText(value)}`;
}

/** All parameters of a point in one line. */
export function describeParameters(parameters: Parameters): string {
  return Object.entries(parameters)
    .map(([name, value]) => describeParameter(name, value))
    .join(", ");
}

function valueText(value: Json | undefined): string {
  if (value === undefined || value === null) return "–";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** The title of a population or an activation; null for any other value, also one that only has a kind of theirs. */
export function specificationTitle(value: Json | undefined): string | null {
  const population = populationSchema.safeParse(value);
  if (population.success) return populationTitle(population.data);
  const activation = activationSchema.safeParse(value);
  return activation.success ? activationTitle(activation.data) : null;
}
