import type { Spectrum } from "../../foundation/spectrum.ts";
import { type Solution, solveSystem } from "../equations/solve-system.ts";
import type { EquationSystem } from "../equations/system.ts";
import { type Evaluated, evaluate, type InputValues } from "./evaluate.ts";
import { type Expression, symbolNames } from "./expression.ts";

/** The root of a system at inputs, computed once for each set of them. */
export type SystemSolver = (inputs: InputValues) => Solution;

/** A solver that keeps what it has solved: all mutants of an expression over the unknowns need the same roots. */
export function systemSolver(system: EquationSystem): SystemSolver {
  const known = new Map<string, Solution>();
  const sides = [
    ...system.equations.flatMap(({ left, right }) => [left, right]),
    ...system.domain.flatMap(({ greater, lesser }) => [greater, lesser]),
  ];
  const nameOf = spectrumNames();
  const names = [...new Set(sides.flatMap(symbolNames))];
  return (inputs) => {
    const used = names.flatMap((name) => (Object.hasOwn(inputs, name) ? [[name, inputs[name]] as const] : []));
    const key = used.map(([name, input]) => `${name}=${typeof input === "number" ? input : nameOf(input)}`).join(" ");
    let solution = known.get(key);
    if (solution === undefined) {
      solution = solveSystem(system, Object.fromEntries(used));
      known.set(key, solution);
    }
    return solution;
  };
}

/** A name for a spectrum, the same for spectra with the same nodes: those are one distribution, however often parsed. */
function spectrumNames(): (spectrum: Spectrum) => string {
  const names = new WeakMap<Spectrum, string>();
  const distinct: Spectrum[] = [];
  return (spectrum) => {
    let name = names.get(spectrum);
    if (name === undefined) {
      let place = distinct.findIndex((other) => areSame(other, spectrum));
      if (place < 0) place = distinct.push(spectrum) - 1;
      name = `#${place}`;
      names.set(spectrum, name);
    }
    return name;
  };
}

function areSame(a: Spectrum, b: Spectrum): boolean {
  return (
    a.values.length === b.values.length &&
    a.values.every((value, i) => value === b.values[i] && a.weights[i] === b.weights[i])
  );
}

const notReal: Evaluated = { value: Number.NaN, rounding: Number.POSITIVE_INFINITY };

/**
 * The value of `tree` where some of its symbols are the roots of equations: NaN where these have no root that is certain.
 * The errors of the roots are passed on to `rounding`, by moving them one by one.
 */
export function assess(tree: Expression, solve: SystemSolver, inputs: InputValues): Evaluated {
  const { roots } = solve(inputs);
  if (roots === null) return notReal;
  const values: Record<string, InputValues[string]> = { ...inputs };
  for (const [name, { value }] of Object.entries(roots)) values[name] = value;
  const { value, rounding } = evaluate(tree, values);
  let total = rounding;
  for (const [name, root] of Object.entries(roots)) {
    for (const moved of [root.value - root.error, root.value + root.error]) {
      const change = Math.abs(evaluate(tree, { ...values, [name]: moved }).value - value);
      total += Number.isNaN(change) ? Number.POSITIVE_INFINITY : change;
    }
  }
  return { value, rounding: Number.isNaN(value) ? Number.POSITIVE_INFINITY : total };
}
