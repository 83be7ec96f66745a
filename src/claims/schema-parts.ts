import { z } from "zod";
import { didYouMean } from "../foundation/did-you-mean.ts";

/** A text with something in it; `phrase` says what. */
export const text = (phrase: string) => z.string(phrase).refine((value) => value.trim() !== "", phrase);

export const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const method = (phrase: string) => z.custom((value) => typeof value === "function", phrase);

/** Messages for an object that takes `names` alone: for the object itself, and for a member that it does not take. */
function only(names: readonly string[]) {
  const last = names.at(-1);
  const listed = names.length < 2 ? `${last}` : `${names.slice(0, -1).join(", ")} and ${last}`;
  return {
    error(issue: { readonly code?: string; readonly keys?: readonly string[] }): string {
      if (issue.code !== "unrecognized_keys") return `an object with ${listed}`;
      const near = didYouMean(issue.keys?.[0] ?? "", names);
      return `absent: ${near.length === 0 ? "" : `did you mean ${near.join(" or ")}? `}known are ${listed}`;
    },
  };
}

/** An object with the members of `shape` and no others. */
export function strictly<S extends z.core.$ZodLooseShape>(shape: S) {
  return z.strictObject(shape, only(Object.keys(shape)));
}

/** A finite number that `accepts`, described by `phrase`. */
export const numberWhere = (accepts: (value: number) => boolean, phrase: string) =>
  z.number(phrase).refine(accepts, phrase);

export const above0 = numberWhere((value) => value > 0, "a finite number above 0");

export const observable = text("the name of an observable");

/** The member that tells tests apart; definitions may leave it out. */
export const kind = (name: string) => z.literal(name, `"${name}"`).optional();

/** A length in one unit and no other. */
export function tolerance(accepted: (length: number) => boolean, domain: string) {
  return z.custom((value) => {
    if (!isObject(value)) return false;
    const [member, ...others] = Object.entries(value);
    if (member === undefined || others.length > 0) return false;
    const [unit, length] = member;
    return (unit === "absolute" || unit === "relative") && Number.isFinite(length) && accepted(length);
  }, `{ absolute: x } or { relative: x } with a finite number x ${domain}`);
}

const equations = z.record(z.string(), text("an equation as text"), "an object of equations, left = right, by unknown");
const domain = z.array(text("an inequality as text"), "a list of inequalities, left > right or left < right");

const variant = strictly({
  why: text("a phrase that says what is wrong with the variant"),
  expression: text("a formula as text"),
  equations: equations.optional(),
  domain: domain.optional(),
});

const formulaMembers = {
  expression: text("a formula as text"),
  symbols: z.custom(isObject, "an object of symbols, each with tex and meaning"),
  inputs: method("a function from parameters to the symbols' values"),
  variants: z.array(variant, "a list of wrong variants of the formula").optional(),
  equations: equations.optional(),
  domain: domain.optional(),
  spectra: method("a function from parameters to the spectra that integrals are taken against").optional(),
};

export const formula = z.looseObject(formulaMembers, "an object with expression, symbols and inputs");

export const boundFormula = z.looseObject(
  {
    ...formulaMembers,
    observed: z.record(z.string(), observable, "an object from symbols to names of observables").optional(),
  },
  "an object with expression, symbols and inputs, and perhaps observed",
);

const sharePhrase = "a number strictly between 0 and 1";
export const share = numberWhere((value) => value > 0 && value < 1, sharePhrase);

export const roundingMembers = {
  discrepancy: observable,
  scale: observable,
  condition: observable.optional(),
  factor: above0,
  resolution: share.optional(),
  exceptionalShare: share.optional(),
};
