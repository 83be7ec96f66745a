import type { Parameters } from "../foundation/json.ts";
import type { Quantity } from "../foundation/quantity.ts";

/** One input of a formula as a reader meets it. */
export interface FormulaSymbol {
  /** The symbol in the paper's notation, as TeX: `\\alpha_\\star`. */
  readonly tex: string;
  readonly meaning: string;
}

/** A wrong formula over the symbols of a right one: a slip of the derivation that no single fault makes. */
export interface FormulaVariant {
  /** What is wrong with it, as a phrase in Markdown: `$m'$ dropped throughout`. */
  readonly why: string;
  /** The whole formula in the language of `Formula.expression`. It need not use all symbols. */
  readonly expression: string;
}

/**
 * A closed formula as data: from `expression` come its value, its TeX and its mutants.
 *
 * `expression` is a mathjs expression in which every symbol is a key of `symbols` and every function is one of
 * sqrt, exp, log, abs, sin, cos, tanh, min, max. `inputs` gives the symbols' values at a point of the limit or at
 * the realised parameters of a finite problem.
 *
 * `variants` are mutants that only someone who knows what the formula means can name. The data are asked to refute them
 * like those that are made from `expression`.
 */
export interface Formula<P extends Parameters = Parameters> {
  readonly expression: string;
  readonly symbols: Readonly<Record<string, FormulaSymbol>>;
  readonly variants?: readonly FormulaVariant[];
  inputs(parameters: P): Readonly<Record<string, Quantity>>;
}
