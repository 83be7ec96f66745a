import { AsymptopiaError, invalidInput } from "../../foundation/errors.ts";
import type { ContinuousPopulation, PopulationSpecification } from "../population.ts";
import { densityPopulation } from "./density.ts";

/** A user's own density of eigenvalues. */
export interface PopulationDefinition {
  /** A letter followed by at most 63 letters, digits, `-` or `_`. Specifications in JSON refer to the population by it. */
  readonly name: string;
  /** Ends of the support, 0 ≤ low < high. */
  readonly low: number;
  readonly high: number;
  /**
   * dH/dτ between `low` and `high`, pure, not negative, accurate to a few units in the last place; its mass is 1 to 1e-10.
   * It may vanish or become infinite at both ends, as far as it stays integrable; it is never evaluated there. So close to
   * an end that τ itself rounds to it, the distances τ − low and high − τ, which are passed on as well, keep their
   * digits: 1/(π√(aboveLow·belowHigh)) is the arcsine law to all digits, while with √((τ − low)(high − τ)) its mass would
   * be off by 1e-8.
   */
  readonly density: (tau: number, aboveLow: number, belowHigh: number) => number;
  /** Where the density or a derivative jumps, or has another singularity in which it stays finite; in any order. */
  readonly breakpoints?: readonly number[];
}

// A claim file may import this package from dist while the command that loads it runs from src, or the reverse: both
// copies of this module must see one registry.
const key = Symbol.for("asymptopia.populations");
const shared = globalThis as { [key]?: Map<string, Registered> };
shared[key] ??= new Map();
const registry: Map<string, Registered> = shared[key];

interface Registered {
  readonly population: ContinuousPopulation;
  readonly density: PopulationDefinition["density"];
  /** Ends and breakpoints, ascending. */
  readonly edges: readonly number[];
}

/**
 * Makes a population known under its name for the rest of this thread's life, and returns the specification that refers to
 * it. Every thread that simulates loads the claim file anew, so call this at the top level of the claim file or of a
 * module that it imports.
 *
 * The density is integrated here: towards its ends and breakpoints it may have any integrable singularity, elsewhere it
 * should be smooth, on whatever scale. A module that is evaluated a second time defines the same name again; that is
 * accepted, and the first definition stays, if both have the same ends and breakpoints and agree to the bit at 64 places
 * of every segment between them.
 *
 * @throws AsymptopiaError `invalid-input` for a malformed definition, or a density that is negative, not finite, not
 *   integrable or of another mass than 1, which the message tells; `invalid-claim` if another density has the name already.
 */
export function definePopulation(definition: PopulationDefinition): PopulationSpecification {
  const { name, low, high, density } = definition;
  if (typeof name !== "string" || !/^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(name)) {
    throw invalidInput("name", name, "a letter followed by at most 63 letters, digits, - or _");
  }
  if (!(low >= 0 && Number.isFinite(low))) throw invalidInput("low", low, "a finite number of at least 0");
  if (!(high > low && high < 1e150))
    throw invalidInput("high", high, `a number above low, which is ${low}, below 1e150`);
  if (!(high > 1e-150)) throw invalidInput("high", high, "a number above 1e-150");
  if (typeof density !== "function") throw invalidInput("density", density, "a function of one number");
  const breakpoints = inside(definition.breakpoints ?? [], low, high);
  const edges = [low, ...breakpoints, high];
  const earlier = registry.get(name);
  if (earlier !== undefined) {
    if (agree(earlier, { density, edges })) return earlier.population.specification;
    throw new AsymptopiaError("invalid-claim", `the population ${name} is already defined, with another density`, {
      field: "name",
      value: name,
      accepted: "a name of its own for every density",
    });
  }
  const population = densityPopulation(name, low, high, density, breakpoints);
  registry.set(name, { population, density, edges });
  return population.specification;
}

/**
 * The population that `definePopulation` registered in this thread.
 *
 * @throws AsymptopiaError `unknown-name`, listing the names that are registered.
 */
export function registeredPopulation(name: string, field: string): ContinuousPopulation {
  const registered = registry.get(name);
  if (registered !== undefined) return registered.population;
  const names = [...registry.keys()].sort();
  const accepted = names.length === 0 ? "a name that definePopulation has registered: none so far" : names.join(", ");
  throw new AsymptopiaError("unknown-name", `${field}: there is no population "${name}"; known: ${accepted}`, {
    field,
    value: name,
    accepted,
  });
}

function inside(breakpoints: readonly number[], low: number, high: number): readonly number[] {
  if (!Array.isArray(breakpoints)) throw invalidInput("breakpoints", breakpoints, "a list of numbers");
  breakpoints.forEach((at, i) => {
    if (!(at > low && at < high)) {
      throw invalidInput(`breakpoints[${i}]`, at, `a number between low and high, ${low} and ${high}`);
    }
  });
  return [...new Set(breakpoints)].sort((a, b) => a - b);
}

function agree(a: Omit<Registered, "population">, b: Omit<Registered, "population">): boolean {
  const { edges } = a;
  if (JSON.stringify(edges) !== JSON.stringify(b.edges)) return false;
  const [low, high] = [edges[0], edges[edges.length - 1]];
  return edges
    .slice(1)
    .every((to, i) =>
      Array.from({ length: 64 }, (_, k) => edges[i] + ((to - edges[i]) * (k + 0.5)) / 64).every((tau) =>
        Object.is(a.density(tau, tau - low, high - tau), b.density(tau, tau - low, high - tau)),
      ),
    );
}
