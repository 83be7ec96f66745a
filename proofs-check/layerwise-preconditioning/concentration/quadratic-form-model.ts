import { exactly, type FormulaSymbol, type Quantity } from "asymptopia";
import type { QuadraticFormParameters } from "asymptopia/simulation";

/** Dimensions of z: one in which few squares are summed, and one in which many are. */
export const sizes = [10, 100];

/** A nearly flat spectrum, one with a few large eigenvalues, one with a heavy tail, and a projection of rank d/10. */
export const populations = [
  { kind: "atoms", values: [0.5, 1.5], weights: [0.5, 0.5] },
  { kind: "ar1", rho: 0.9 },
  { kind: "power-law", exponent: 2, low: 0.01, high: 1 },
  { kind: "atoms", values: [0, 1], weights: [0.9, 0.1] },
];

/** All eigenvalues equal: in dimension 100 the Frobenius norm is ten times the operator norm. */
export const flat = { kind: "atoms", values: [1], weights: [1] };

/** One tenth of the eigenvalues is 1, the others are 0: rank one in dimension 10. */
export const lowRank = populations[3];

const symbols = {
  trace: { tex: "\\operatorname{tr}A", meaning: "trace of $A$" },
  frobenius: { tex: "\\|A\\|_F", meaning: "Frobenius norm of $A$" },
  operator: { tex: "\\|A\\|_{\\rm op}", meaning: "operator norm of $A$" },
  t: { tex: "t", meaning: "exponent of the tail" },
} satisfies Record<string, FormulaSymbol>;

/**
 * A bound at exponent t, of which `expression` uses the symbols that it names. Norms and trace are those of the realised
 * eigenvalues; where the signs alternate, that of the second smallest absolute value is negative, and so is every other
 * one from there on.
 */
export function bound(t: number, expression: string) {
  const names = Object.keys(symbols).filter((name) => new RegExp(`\\b${name}\\b`).test(expression));
  return {
    expression,
    symbols: only(names, symbols),
    inputs: (parameters: QuadraticFormParameters) => only<Quantity>(names, { ...norms(parameters), t: rounded(t, 2) }),
  };
}

function only<T>(names: readonly string[], values: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(names.map((name) => [name, values[name]]));
}

function norms({ population, signs }: QuadraticFormParameters) {
  const values = population.kind === "eigenvalues" ? population.values : [];
  const eigenvalues = values.map((value, i) => (signs === "alternating" && i % 2 === 1 ? -value : value));
  const trace = sum(eigenvalues);
  return {
    trace: { value: trace, error: values.length * Number.EPSILON * sum(values), status: "ok" } as const,
    frobenius: rounded(Math.sqrt(sum(values.map((value) => value * value))), values.length + 2),
    operator: exactly(Math.max(...values)),
  };
}

/** A number above 0 that has seen so many roundings. */
function rounded(value: number, roundings: number): Quantity {
  return { value, error: roundings * Number.EPSILON * value, status: "ok" };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
