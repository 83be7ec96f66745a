import type { Parameters } from "../foundation/json.ts";
import type { Quantity } from "../foundation/quantity.ts";
import type { Spectrum } from "../foundation/spectrum.ts";

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
  /** By unknown, the equations that are other ones than those of the formula. */
  readonly equations?: Readonly<Record<string, string>>;
  /** The domain in the place of the formula's: it chooses another root. */
  readonly domain?: readonly string[];
}

/**
 * A formula as data: from `expression` come its value, its TeX and its mutants.
 *
 * `expression` is a mathjs expression in which every symbol is a key of `symbols` and every function is one of
 * sqrt, exp, log, abs, sin, cos, tanh, min, max, or integral. `inputs` gives the symbols' values at a point of the limit
 * or at the realised parameters of a finite problem.
 *
 * `integral(f, tau, H)` is ∫ f dH(τ): `H` is a symbol that `spectra` gives a distribution for, and `tau` one that means
 * something inside the integral alone, where f is an expression in it and in the other symbols.
 *
 * Symbols may be unknowns, which `equations` define in the place of `inputs`: by unknown, `left = right` of two
 * expressions. `domain` lists inequalities `left > right` or `left < right`, without which an equation with several
 * roots would not say which is meant. The root is found by interval arithmetic, which proves that it exists and that
 * there is no other in the domain; where that cannot be proved there is no value. Mutants have faults in the expression or
 * in an equation, and the domain of the formula.
 *
 * `variants` are mutants that only someone who knows what the formula means can name. The data are asked to refute them
 * like those that are made from `expression`.
 */
export interface Formula<P extends Parameters = Parameters> {
  readonly expression: string;
  readonly symbols: Readonly<Record<string, FormulaSymbol>>;
  readonly variants?: readonly FormulaVariant[];
  readonly equations?: Readonly<Record<string, string>>;
  readonly domain?: readonly string[];
  inputs(parameters: P): Readonly<Record<string, Quantity>>;
  /** The distributions that integrals are taken against, by symbol. `spectrumOf` of asymptopia/theory makes them. */
  spectra?(parameters: P): Readonly<Record<string, Spectrum>>;
}
