import { AsymptopiaError } from "../../foundation/errors.ts";
import { type LimitClaimDefinition, limitClaim } from "../limit-claim.ts";
import { type MeanParameters, meanClaim, meanExperiment } from "./mean-experiment.ts";

export type Definition = LimitClaimDefinition<MeanParameters>;

/** A definition that the compiler would refuse: claim files are run without being type-checked. */
export function wrong(changes: Record<string, unknown>): Definition {
  return { ...meanClaim, ...changes } as unknown as Definition;
}

export const withTest = (changes: Record<string, unknown>): Definition =>
  wrong({ test: { ...meanClaim.test, ...changes } });
export const withFormula = (changes: Record<string, unknown>): Definition =>
  withTest({ formula: { ...meanClaim.test.formula, ...changes } });
export const withControl = (changes: Record<string, unknown>): Definition =>
  wrong({ controls: [{ ...meanClaim.controls?.[0], ...changes }] });
export const withExperiment = (changes: Record<string, unknown>): Definition =>
  wrong({ experiment: { ...meanExperiment, ...changes } });
export const withFigure = (changes: Record<string, unknown>): Definition =>
  wrong({ figure: { ...meanClaim.figure, ...changes } });

/** The error with which a definition is refused. */
export function errorOf(definition: unknown): AsymptopiaError {
  try {
    limitClaim(definition as Definition);
  } catch (thrown) {
    if (thrown instanceof AsymptopiaError) return thrown;
    throw thrown;
  }
  throw new Error("the definition was accepted");
}
