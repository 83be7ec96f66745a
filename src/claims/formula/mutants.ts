import { equationText, isSolvedFor } from "../equations/compile-system.ts";
import type { Equation } from "../equations/system.ts";
import { type CompiledFormula, compiledFormula, type SolvedSystem, solved } from "./compile.ts";
import type { Expression } from "./expression.ts";
import type { Fault, FaultKind } from "./fault.ts";
import { structuralFaults } from "./structural-faults.ts";
import { symbolFaults } from "./symbol-faults.ts";
import { expressionText } from "./text.ts";

/** How a mutant came about: by a fault that is made in any formula, or as one of its declared variants. */
export type MutationOperator = FaultKind | "declared";

/** A formula with one fault. */
export interface MutantFormula extends CompiledFormula {
  readonly operator: MutationOperator;
  /** What is wrong with it, in the words of the claim; with `declared` only. */
  readonly why?: string;
  /** The equation with the fault in it, where that is not in the expression; a declared variant has none. */
  readonly altered?: Equation;
}

/** The text of what is altered: the equation with the fault in it, or the expression; of a declared variant all of it. */
export function alteredText({ altered, operator, expression, tree }: MutantFormula): string {
  if (altered !== undefined) return equationText(altered);
  return operator === "declared" ? expression : expressionText(tree);
}

/**
 * The variants that `formula` declares, then every formula that differs from it by one fault of the kinds that slip into
 * derivations, first those of the expression, then those of each equation; no two with the same text and none with the
 * formula's. An equation that says outright what its unknown is has faults on its right side alone. The domain, which says
 * what root is meant and nothing about its value, has none.
 *
 * First the declared ones, in their order: screening keeps the first of two mutants with the same values, and these know
 * what they mean.
 *
 * - `declared`: a whole alternative expression; what is wrong with it is its `why`.
 *
 * Then the faults of structure, in reading order:
 *
 * - `sign`: another sign before one term of a sum, or before a whole formula or argument of a function that is no sum.
 *   The terms of a sum are those at one level as written, so that a bracket is one term, and has terms of its own.
 * - `dropped-term`: a sum without one of its terms.
 * - `doubled-factor`, `halved-factor`: twice or half the whole formula, a term of a sum, the argument of a function, the
 *   base of a power. Factors of a product are not doubled one by one: all would give the same number.
 * - `exponent`: an exponent moved by 1/2 up or down. A square root is the exponent 1/2. Every symbol that carries no
 *   exponent has the exponent 1 (a standard deviation where a variance belongs), and so has a factor, numerator or
 *   denominator that is a sum or a function. An exponent with symbols in it has 1/2 added and subtracted.
 * - `swapped-quotient`: numerator and denominator of one fraction exchanged.
 *
 * Then the faults of symbols, each kind in the order in which the symbols first occur or, place by place, in reading
 * order:
 *
 * - `symbol-is-one`: 1 in the place of a symbol wherever it occurs (a normalisation forgotten: trace 1, unit damping), and,
 *   if it occurs more than once, at each place alone (forgotten in one step of a derivation).
 * - `reciprocal`: a symbol upside down wherever it occurs (an aspect ratio n/d for d/n).
 * - `neighbour-symbol`: at one place, a symbol's neighbour instead of it: the symbol declared next before or next after
 *   it in `symbols`, where one declares what belongs together side by side (m and m', m₁ and m₂). So a place has two such
 *   mutants at most, and their number grows with the length of the formula, not with the number of pairs of symbols.
 *
 * Some mutants equal the formula as functions, some are not real; `screenMutants` tells which.
 */
export function mutants(formula: CompiledFormula): readonly MutantFormula[] {
  const seen = new Set([formula.expression]);
  const result: MutantFormula[] = [];
  const { symbols, roles, unknowns } = formula;
  const faults = (tree: Expression): readonly Fault[] => [
    ...structuralFaults(tree),
    ...symbolFaults(tree, Object.keys(symbols), [...roles.inputs, ...roles.unknowns]),
  ];
  const candidates: readonly Candidate[] = [
    ...formula.variants.map((variant) => ({ ...variant, operator: "declared" as const })),
    ...faults(formula.tree).map((fault) => ({ ...fault, unknowns })),
    ...(unknowns === null ? [] : equationFaults(unknowns, faults).map((fault) => ({ ...fault, tree: formula.tree }))),
  ];
  for (const { tree, unknowns: system, ...rest } of candidates) {
    const mutant = { ...compiledFormula(tree, symbols, roles, system), ...rest };
    if (seen.has(mutant.expression)) continue;
    seen.add(mutant.expression);
    result.push(mutant);
  }
  return result;
}

type Candidate = Pick<MutantFormula, "tree" | "unknowns" | "operator" | "why" | "altered">;

/** The system with one fault in one of its equations. */
function equationFaults(
  { system }: SolvedSystem,
  faults: (tree: Expression) => readonly Fault[],
): readonly Omit<Candidate, "tree">[] {
  return system.equations.flatMap((equation, k) => {
    const { left, right } = equation;
    const altered = [
      ...(isSolvedFor(equation)
        ? []
        : faults(left).map(({ tree, operator }) => ({ operator, equation: { left: tree } }))),
      ...faults(right).map(({ tree, operator }) => ({ operator, equation: { right: tree } })),
    ];
    return altered.map(({ operator, equation: side }) => {
      const other = { ...equation, ...side };
      return { operator, altered: other, unknowns: solved({ ...system, equations: system.equations.with(k, other) }) };
    });
  });
}
