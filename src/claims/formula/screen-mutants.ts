import { AsymptopiaError, invalidInput } from "../../foundation/errors.ts";
import type { CompiledFormula } from "./compile.ts";
import type { Evaluated, InputValues } from "./evaluate.ts";
import type { MutantFormula } from "./mutants.ts";

/** A mutant that differs from the formula, and from the ones before it, somewhere on the grid. */
export interface InequivalentMutant extends MutantFormula {
  /**
   * Largest |mutant − formula|/|formula| on the grid. A row where the formula is 0 up to rounding counts relative to the
   * formula's largest absolute value on the grid, and absolutely if the formula is 0 on all of it.
   */
  readonly discrepancy: number;
}

export interface ScreenedMutants {
  readonly inequivalent: readonly InequivalentMutant[];
  /** On every row the same number as the formula, or as an inequivalent mutant before it. */
  readonly equivalent: readonly MutantFormula[];
  /** Somewhere not a finite real number, within rounding of a pole, or without one certain root of its equations. */
  readonly invalid: readonly MutantFormula[];
}

/**
 * Two numbers are the same if they agree to this part of the larger, or to their own rounding bounds. Algebraically equal
 * formulas agree to a few machine epsilons unless digits cancel, which the rounding bounds see; and no simulation tells
 * apart what does not differ by 1e-9.
 */
const sameRelative = 1e-9;

/**
 * Which of `mutants` simulated data could refute at all, judged by their values on `grid`, whose rows are the inputs at
 * the points of a claim.
 *
 * @throws AsymptopiaError `invalid-input` for an empty grid or a row without a number for every symbol; `non-finite` with
 *   field `grid[i]` for a row where the formula itself is no finite real number, or lies within rounding of a pole.
 */
export function screenMutants(
  formula: CompiledFormula,
  mutants: readonly MutantFormula[],
  grid: readonly InputValues[],
): ScreenedMutants {
  if (!Array.isArray(grid) || grid.length === 0) throw invalidInput("grid", grid, "a list of one row or more");
  const target = grid.map((row, index) => {
    const evaluated = formula.assess(row);
    if (isUsable(evaluated)) return evaluated;
    throw new AsymptopiaError("non-finite", `grid[${index}] must give the formula a finite real value`, {
      field: `grid[${index}]`,
      value: row,
      accepted: "inputs in the formula's domain",
    });
  });
  const scales = rowScales(target);

  const kept: (readonly Evaluated[])[] = [target];
  const inequivalent: InequivalentMutant[] = [];
  const equivalent: MutantFormula[] = [];
  const invalid: MutantFormula[] = [];
  for (const mutant of mutants) {
    const values = usableValues(mutant, grid);
    if (values === null) {
      invalid.push(mutant);
    } else if (kept.some((earlier) => values.every((value, index) => areSame(value, earlier[index])))) {
      equivalent.push(mutant);
    } else {
      kept.push(values);
      const differences = values.map(({ value }, index) => Math.abs(value - target[index].value) / scales[index]);
      inequivalent.push({ ...mutant, discrepancy: Math.max(...differences) });
    }
  }
  return { inequivalent, equivalent, invalid };
}

/** Null where a row gives no value: the others need not be asked, which equations without roots would answer slowly. */
function usableValues(mutant: MutantFormula, grid: readonly InputValues[]): readonly Evaluated[] | null {
  const values: Evaluated[] = [];
  for (const row of grid) {
    const value = mutant.assess(row);
    if (!isUsable(value)) return null;
    values.push(value);
  }
  return values;
}

function isUsable({ value, rounding }: Evaluated): boolean {
  return !Number.isNaN(value) && Number.isFinite(rounding);
}

function areSame(a: Evaluated, b: Evaluated): boolean {
  const scale = Math.max(Math.abs(a.value), Math.abs(b.value));
  return Math.abs(a.value - b.value) <= Math.max(sameRelative * scale, a.rounding + b.rounding);
}

function rowScales(target: readonly Evaluated[]): readonly number[] {
  const isZero = ({ value, rounding }: Evaluated): boolean => Math.abs(value) <= rounding;
  const largest = Math.max(0, ...target.filter((row) => !isZero(row)).map(({ value }) => Math.abs(value)));
  return target.map((row) => (isZero(row) ? largest || 1 : Math.abs(row.value)));
}
