import type { Parameters } from "../foundation/json.ts";
import type { Quantity } from "../foundation/quantity.ts";

/** One input of a formula as a reader meets it. */
export interface FormulaSymbol {
  /** The symbol in the paper's notation, as TeX: `\\alpha_\\star`. */
  readonly tex: string;
  readonly meaning: string;
}

/**
 * A closed formula as data: from `expression` come its value, its TeX and its mutants.
 *
 * `expression` is a mathjs expression in which every symbol is a key of `symbols` and every function is one of
 * sqrt, exp, log, abs, sin, cos, tanh, min, max. `inputs` gives the symbols' values at a point of the limit or at
 * the realised parameters of a finite problem.
 */
export interface Formula<P extends Parameters = Parameters> {
  readonly expression: string;
  readonly symbols: Readonly<Record<string, FormulaSymbol>>;
  inputs(parameters: P): Readonly<Record<string, Quantity>>;
}
