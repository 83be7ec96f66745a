import { AsymptopiaError } from "../../foundation/errors.ts";
import { children, type Expression } from "./expression.ts";

/** What the declared symbols of a formula are, as its expressions use them. Each is one of these. */
export interface Roles {
  /** Numbers that `inputs` gives. */
  readonly inputs: readonly string[];
  /** Numbers that equations define. */
  readonly unknowns: readonly string[];
  /** Distributions that `spectra` gives. */
  readonly spectra: readonly string[];
  /** Variables of integration, which are numbers inside integrals alone. */
  readonly variables: readonly string[];
}

/**
 * The roles of `declared` symbols in the `expressions` of a formula.
 *
 * @throws AsymptopiaError `invalid-claim` with field `symbols.<name>` for a symbol with two roles, and for a variable of
 *   integration outside its integral or inside another integral over it.
 */
export function rolesOf(
  declared: readonly string[],
  unknowns: readonly string[],
  expressions: readonly Expression[],
): Roles {
  const [free, variables, spectra] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const visit = (part: Expression, bound: readonly string[]): void => {
    if (part.kind === "symbol" && !bound.includes(part.name)) free.add(part.name);
    if (part.kind !== "integral") {
      for (const child of children(part)) visit(child, bound);
      return;
    }
    const { variable, spectrum, integrand } = part;
    if (bound.includes(variable)) throw conflict(variable, "integrated over twice, one integral in the other");
    variables.add(variable);
    spectra.add(spectrum);
    visit(integrand, [...bound, variable]);
  };
  for (const expression of expressions) visit(expression, []);
  for (const name of variables) {
    if (free.has(name)) throw conflict(name, "a variable of integration and used outside its integral");
    if (unknowns.includes(name)) throw conflict(name, "a variable of integration and an unknown");
    if (spectra.has(name)) throw conflict(name, "a variable of integration and what is integrated against");
  }
  for (const name of spectra) {
    if (free.has(name)) throw conflict(name, "integrated against and used as a number");
    if (unknowns.includes(name)) throw conflict(name, "integrated against and an unknown");
  }
  return {
    inputs: declared.filter((name) => !unknowns.includes(name) && !variables.has(name) && !spectra.has(name)),
    unknowns,
    spectra: declared.filter((name) => spectra.has(name)),
    variables: declared.filter((name) => variables.has(name)),
  };
}

function conflict(name: string, what: string): AsymptopiaError {
  const accepted = "a symbol with one meaning";
  const field = `symbols.${name}`;
  return new AsymptopiaError("invalid-claim", `${field} is ${what}`, { field, value: name, accepted });
}
