import type { Tolerance } from "../claims/tests.ts";

/** A tolerance as a length on the observable's axis, where the formula has the value `theory`. */
export function absoluteTolerance(tolerance: Tolerance, theory: number): number {
  return "absolute" in tolerance ? tolerance.absolute : tolerance.relative * Math.abs(theory);
}
