import type { Spectrum } from "../../foundation/spectrum.ts";
import { evaluate, type InputValues } from "../formula/evaluate.ts";
import { binary, children, type Expression, symbolNames } from "../formula/expression.ts";
import { isSolvedFor } from "./compile-system.ts";
import { type Enclosed, enclose, type Scope } from "./enclose.ts";
import { type Behaviour, type Box, findRoots, type Range, type RootSearch } from "./find-roots.ts";
import { above, below, type Column, interval } from "./interval.ts";
import { invertMatrix } from "./invert-matrix.ts";
import type { Equation, EquationSystem } from "./system.ts";

/** A root with a bound on its distance from the exact one, to first order where integrals are more than sums. */
export interface Root {
  readonly value: number;
  readonly error: number;
}

/** By unknown, the one root in the domain; or why there is none that is certain. */
export type Solution =
  | { readonly roots: Readonly<Record<string, Root>> }
  /** `reason` goes on after "the equations have", "the equations": a phrase. */
  | { readonly roots: null; readonly reason: string };

/** Boxes that are looked at before the search gives up: by the number of unknowns that are solved for together. */
const mostBoxes = (unknowns: number): number => (unknowns === 1 ? 400 : 2000);

/** The rule of a spectrum may move a root by this part of it at most: beyond it, the sum over its nodes proves little. */
const mostMoved = 1e-6;

/**
 * The root of `system` in its domain at `inputs`.
 *
 * Unknowns are solved for one by one where the equations are triangular, and together where they depend on one another
 * in a circle, but for those that an equation without integrals gives in terms of the others. That a root exists in the domain and that it is the only one is proved by `findRoots` for the equations
 * with integrals as sums over the nodes of their spectra. The equations with the spectra's own rules, evaluated at the
 * root, say how far that moves it, which is added to its error.
 */
export function solveSystem(system: EquationSystem, inputs: InputValues): Solution {
  const columns = new Map<string, Column>();
  const spectra: Record<string, Spectrum> = {};
  for (const [name, input] of Object.entries(inputs)) {
    if (typeof input === "number") columns.set(name, input === 0 ? interval(0) : interval(below(input), above(input)));
    else spectra[name] = input;
  }
  const roots: Record<string, Root> = {};
  const pending = new Set(system.equations.map(({ unknown }) => unknown));
  for (const block of blocks(system)) {
    for (const unknown of block) pending.delete(unknown);
    const { definitions, implicit } = eliminated(block.map((name) => equationOf(system, name)));
    const unknowns = implicit.map(({ unknown }) => unknown);
    const equations = implicit.map(({ left, right }) => binary("difference", left, right));
    const decided = system.domain
      .map(({ greater, lesser }) => binary("difference", greater, lesser))
      .filter((constraint) => !symbolNames(constraint).some((name) => pending.has(name)));
    const scopeOf = (box: Box): Scope => {
      const scoped = new Map(columns);
      for (const [i, [low, high]] of box.entries()) scoped.set(unknowns[i], interval(low, high));
      return { columns: scoped, spectra, definitions, unknowns };
    };
    const behaviour = (functions: readonly Expression[], box: Box, slopes = true): Behaviour => {
      const scope = slopes ? scopeOf(box) : { ...scopeOf(box), unknowns: [] };
      return toBehaviour(
        functions.map((part) => enclose(part, scope)),
        unknowns,
      );
    };
    const search = findRoots({
      unknowns: unknowns.length,
      functions: (box) => behaviour(equations, box),
      valuesAt: (numbers) => behaviour(equations, numbers, false),
      constraints: decided.map((constraint) => (box) => behaviour([constraint], box)),
      mostBoxes: mostBoxes(unknowns.length),
    });
    if (search.found !== "one") return { roots: null, reason: reasonFor(search, unknowns) };
    const known = { ...inputs, ...values(roots) };
    const moved = shifts(equations, implicit, definitions, behaviour(equations, search.box), search.box, known);
    const widened = search.box.map(([low, high], i): Range => [below(low - moved[i]), above(high + moved[i])]);
    for (const [i, [low, high]] of widened.entries()) {
      if (!(moved[i] <= mostMoved * Math.max(Math.abs(low), Math.abs(high)))) {
        return { roots: null, reason: `a root for ${unknowns[i]} at which its integrals are not accurate enough` };
      }
    }
    const scope = { ...scopeOf(widened), unknowns: [] };
    for (const name of block) {
      const { value } = enclose({ kind: "symbol", name }, scope);
      const [low, high] = [value.low[0], value.high[0]];
      const middle = low / 2 + high / 2;
      roots[name] = { value: middle, error: above(Math.max(high - middle, middle - low)) };
      columns.set(name, value);
    }
  }
  return { roots };
}

function equationOf({ equations }: EquationSystem, name: string): Equation {
  return equations.find(({ unknown }) => unknown === name)!;
}

/**
 * The equations of a block in two groups: those without integrals that say outright what their unknown is, by which it
 * is replaced wherever it occurs, and the others, which are to be solved. At least one is left, and no definition leads
 * back to itself.
 */
function eliminated(block: readonly Equation[]) {
  const definitions = new Map<string, Expression>();
  const refersTo = (expression: Expression, name: string): boolean =>
    symbolNames(expression).some((other) => {
      const definition = definitions.get(other);
      return other === name || (definition !== undefined && refersTo(definition, name));
    });
  for (const equation of block) {
    const { unknown, right } = equation;
    if (definitions.size === block.length - 1 || !isSolvedFor(equation) || hasIntegral(right)) continue;
    if (!refersTo(right, unknown)) definitions.set(unknown, right);
  }
  return { definitions, implicit: block.filter(({ unknown }) => !definitions.has(unknown)) };
}

function hasIntegral(expression: Expression): boolean {
  return expression.kind === "integral" || children(expression).some(hasIntegral);
}

function values(roots: Readonly<Record<string, Root>>): Record<string, number> {
  return Object.fromEntries(Object.entries(roots).map(([name, { value }]) => [name, value]));
}

function reasonFor(search: Exclude<RootSearch, { readonly found: "one" }>, block: readonly string[]): string {
  const names = block.join(", ");
  switch (search.found) {
    case "none":
      return `no root for ${names} in the domain`;
    case "several": {
      const shown = search.boxes.map((box) => box.map(([low, high]) => (low / 2 + high / 2).toPrecision(6)).join(", "));
      return `several roots for ${names} in the domain, such as ${shown.join(" and ")}`;
    }
    case "uncertain":
      return `no root for ${names} in the domain that could be proved to be the only one (${search.boxes} boxes)`;
  }
}

function toBehaviour(enclosed: readonly Enclosed[], block: readonly string[]): Behaviour {
  const all = enclosed.map(({ defined }) => defined);
  const range = (column: Column | undefined): Range =>
    column === undefined ? [0, 0] : [column.low[0], column.high[0]];
  return {
    values: enclosed.map(({ value }) => range(value)),
    slopes: enclosed.map(({ slopes }) => block.map((unknown) => range(slopes.get(unknown)))),
    defined: all.includes("nowhere") ? "nowhere" : all.includes("partly") ? "partly" : "everywhere",
  };
}

/** By unknown, how far the spectra's own rules may move the root that the sums over their nodes have: |J⁻¹|·|residual|. */
function shifts(
  equations: readonly Expression[],
  implicit: readonly Equation[],
  definitions: ReadonlyMap<string, Expression>,
  { slopes }: Behaviour,
  box: Box,
  inputs: InputValues,
): readonly number[] {
  const at: Record<string, InputValues[string]> = { ...inputs };
  for (const [i, { unknown }] of implicit.entries()) at[unknown] = box[i][0] / 2 + box[i][1] / 2;
  const define = (name: string, definition: Expression): void => {
    for (const other of symbolNames(definition)) {
      const inner = definitions.get(other);
      if (inner !== undefined && !Object.hasOwn(at, other)) define(other, inner);
    }
    at[name] = evaluate(definition, at).value;
  };
  for (const [name, definition] of definitions) define(name, definition);
  const residuals = equations.map((equation) => {
    const { value, rounding } = evaluate(equation, at);
    return Math.abs(value) + rounding;
  });
  const inverse = invertMatrix(slopes.map((row) => row.map(([low, high]) => low / 2 + high / 2)));
  return implicit.map((_, i) =>
    inverse === null
      ? Number.NaN
      : inverse[i].reduce((sum, weight, k) => sum + (weight === 0 ? 0 : Math.abs(weight) * residuals[k]), 0),
  );
}

/** The unknowns in groups that depend on one another, each after the groups that it depends on. */
export function blocks({ equations }: Pick<EquationSystem, "equations">): readonly (readonly string[])[] {
  const unknowns = equations.map(({ unknown }) => unknown);
  const direct = new Map(
    equations.map(({ unknown, left, right }) => {
      const names = new Set([...symbolNames(left), ...symbolNames(right)]);
      return [unknown, unknowns.filter((name) => name !== unknown && names.has(name))] as const;
    }),
  );
  const reached = new Map(unknowns.map((unknown) => [unknown, reach(unknown, direct)] as const));
  const result: (readonly string[])[] = [];
  let left = unknowns;
  while (left.length > 0) {
    // Some unknown depends on none but those that depend on it as well.
    const first = left.find((unknown) =>
      [...reached.get(unknown)!].every((other) => !left.includes(other) || reached.get(other)!.has(unknown)),
    )!;
    const block = left.filter((other) => other === first || (reached.get(first)!.has(other) && left.includes(other)));
    result.push(block);
    left = left.filter((unknown) => !block.includes(unknown));
  }
  return result;
}

function reach(start: string, direct: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const seen = new Set<string>();
  const visit = (name: string): void => {
    for (const next of direct.get(name)!) {
      if (seen.has(next)) continue;
      seen.add(next);
      visit(next);
    }
  };
  visit(start);
  return seen;
}
