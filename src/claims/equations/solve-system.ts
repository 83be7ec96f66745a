import type { Spectrum } from "../../foundation/spectrum.ts";
import { evaluate, type InputValues } from "../formula/evaluate.ts";
import { binary, type Expression, symbolNames } from "../formula/expression.ts";
import { type Enclosed, enclose } from "./enclose.ts";
import { type Behaviour, type Box, findRoots, type Range, type RootSearch } from "./find-roots.ts";
import { above, below, type Column, interval } from "./interval.ts";
import { invertMatrix } from "./invert-matrix.ts";
import type { EquationSystem } from "./system.ts";

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
const mostBoxes = (unknowns: number): number => (unknowns === 1 ? 400 : 4000);

/** The rule of a spectrum may move a root by this part of it at most: beyond it, the sum over its nodes proves little. */
const mostMoved = 1e-6;

/**
 * The root of `system` in its domain at `inputs`.
 *
 * Unknowns are solved for one by one where the equations are triangular, and together where they depend on one another
 * in a circle. That a root exists in the domain and that it is the only one is proved by `findRoots` for the equations
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
    const equations = block.map((unknown) => {
      const { left, right } = system.equations.find((equation) => equation.unknown === unknown)!;
      return binary("difference", left, right);
    });
    const decided = system.domain
      .map(({ greater, lesser }) => binary("difference", greater, lesser))
      .filter((constraint) => !symbolNames(constraint).some((name) => pending.has(name)));
    const behaviour =
      (functions: readonly Expression[], unknowns: readonly string[] = block) =>
      (box: Box) => {
        const scoped = new Map(columns);
        for (const [i, [low, high]] of box.entries()) scoped.set(block[i], interval(low, high));
        const enclosed = functions.map((part) => enclose(part, { columns: scoped, spectra, unknowns }));
        return toBehaviour(enclosed, block);
      };
    const search = findRoots({
      unknowns: block.length,
      functions: behaviour(equations),
      valuesAt: behaviour(equations, []),
      constraints: decided.map((constraint) => behaviour([constraint])),
      mostBoxes: mostBoxes(block.length),
    });
    if (search.found !== "one") return { roots: null, reason: reasonFor(search, block) };
    const moved = shifts(equations, block, search.box, behaviour(equations)(search.box), {
      ...inputs,
      ...values(roots),
    });
    for (const [i, [low, high]] of search.box.entries()) {
      const value = low / 2 + high / 2;
      const error = above(above(Math.max(high - value, value - low)) + moved[i]);
      if (!(moved[i] <= mostMoved * Math.abs(value))) {
        return { roots: null, reason: `a root for ${block[i]} at which its integrals are not accurate enough` };
      }
      roots[block[i]] = { value, error };
      columns.set(block[i], interval(below(value - error), above(value + error)));
    }
  }
  return { roots };
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
  block: readonly string[],
  box: Box,
  { slopes }: Behaviour,
  inputs: InputValues,
): readonly number[] {
  const at = { ...inputs, ...Object.fromEntries(block.map((name, i) => [name, box[i][0] / 2 + box[i][1] / 2])) };
  const residuals = equations.map((equation) => {
    const { value, rounding } = evaluate(equation, at);
    return Math.abs(value) + rounding;
  });
  const inverse = invertMatrix(slopes.map((row) => row.map(([low, high]) => low / 2 + high / 2)));
  return block.map((_, i) =>
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
