import { AsymptopiaError, invalidInput } from "../../foundation/errors.ts";
import type { Activation, ActivationSpecification } from "../activation.ts";

/** A user's own σ. `value` and `derivative` must be pure, and finite on the whole line but for `kinks`. */
export interface ActivationDefinition {
  /** A letter followed by at most 63 letters, digits, `-` or `_`. Specifications in JSON refer to σ by it. */
  readonly name: string;
  /** σ(z). */
  readonly value: (z: number) => number;
  /** σ′(z); at a kink, the mean of both sides. */
  readonly derivative: (z: number) => number;
  /** Where σ or σ′ jumps or has a singularity, in any order. */
  readonly kinks?: readonly number[];
  /** Where σ is smooth but changes over a `width` much below 1. */
  readonly steep?: readonly { readonly at: number; readonly width: number }[];
}

// A claim file may import this package from dist while the command that loads it runs from src, or the reverse: both
// copies of this module must see one registry.
const key = Symbol.for("asymptopia.activations");
const shared = globalThis as { [key]?: Map<string, Activation> };
shared[key] ??= new Map();
const registry: Map<string, Activation> = shared[key];

/**
 * Makes σ known under its name for the rest of this thread's life, and returns the specification that refers to it.
 * Every thread that simulates loads the claim file anew, so call this at the top level of the claim file or of a module
 * that it imports.
 *
 * A module that is evaluated a second time defines the same name again, with other function objects. That is accepted,
 * and the first definition stays, if both have the same kinks and steep places and agree to the bit, in value and
 * derivative, at 65 points of [−8, 8] and beside every kink.
 *
 * @throws AsymptopiaError `invalid-input` for a malformed definition, or a value that is no finite number at one of
 *   these points; `invalid-claim` if another function has the name already.
 */
export function defineActivation(definition: ActivationDefinition): ActivationSpecification {
  const { name, value, derivative } = definition;
  if (typeof name !== "string" || !/^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(name)) {
    throw invalidInput("name", name, "a letter followed by at most 63 letters, digits, - or _");
  }
  if (typeof value !== "function") throw invalidInput("value", value, "a function of one number");
  if (typeof derivative !== "function") throw invalidInput("derivative", derivative, "a function of one number");
  const activation: Activation = {
    specification: { kind: "function", name },
    value,
    derivative,
    kinks: ascending(definition.kinks ?? []),
    steep: checkedSteep(definition.steep ?? []),
  };
  const probes = probePoints(activation.kinks);
  for (const part of ["value", "derivative"] as const) {
    const bad = probes.find((z) => !Number.isFinite(activation[part](z)));
    if (bad !== undefined) {
      throw invalidInput(part, activation[part](bad), `a function that is finite off its kinks; at ${bad} it is not`);
    }
  }
  const earlier = registry.get(name);
  if (earlier === undefined) {
    registry.set(name, activation);
  } else if (!agree(earlier, activation, probes)) {
    throw new AsymptopiaError("invalid-claim", `the activation ${name} is already defined, as another function`, {
      field: "name",
      value: name,
      accepted: "a name of its own for every function",
    });
  }
  return activation.specification;
}

/**
 * The σ that `defineActivation` registered in this thread.
 *
 * @throws AsymptopiaError `unknown-name`, listing the names that are registered.
 */
export function registeredActivation(name: string, field: string): Activation {
  const activation = registry.get(name);
  if (activation !== undefined) return activation;
  const names = [...registry.keys()].sort();
  const accepted = names.length === 0 ? "a name that defineActivation has registered: none so far" : names.join(", ");
  throw new AsymptopiaError("unknown-name", `${field}: there is no activation "${name}"; known: ${accepted}`, {
    field,
    value: name,
    accepted,
  });
}

function ascending(kinks: readonly number[]): readonly number[] {
  if (!Array.isArray(kinks)) throw invalidInput("kinks", kinks, "a list of finite numbers");
  kinks.forEach((at, i) => {
    if (!Number.isFinite(at)) throw invalidInput(`kinks[${i}]`, at, "a finite number");
  });
  return [...new Set(kinks)].sort((a, b) => a - b);
}

function checkedSteep(steep: Activation["steep"]): Activation["steep"] {
  if (!Array.isArray(steep)) throw invalidInput("steep", steep, "a list of { at, width }");
  return steep.map((place, i) => {
    const { at, width } = place ?? {};
    if (!Number.isFinite(at)) throw invalidInput(`steep[${i}].at`, at, "a finite number");
    if (!(width > 0 && Number.isFinite(width))) throw invalidInput(`steep[${i}].width`, width, "a number above 0");
    return { at, width };
  });
}

function probePoints(kinks: readonly number[]): readonly number[] {
  const grid = Array.from({ length: 65 }, (_, i) => (i - 32) / 4);
  const beside = kinks.flatMap((at) => [at - 2 ** -10, at + 2 ** -10]);
  return [...grid, ...beside].filter((z) => !kinks.includes(z));
}

function agree(a: Activation, b: Activation, probes: readonly number[]): boolean {
  return (
    JSON.stringify([a.kinks, a.steep]) === JSON.stringify([b.kinks, b.steep]) &&
    probes.every((z) => Object.is(a.value(z), b.value(z)) && Object.is(a.derivative(z), b.derivative(z)))
  );
}
