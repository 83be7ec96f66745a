import type { ObservableName, Observables } from "./observables.ts";
import type { Limits } from "./theory.ts";

/** The parts of an observable's name that decide how it is compared. */
export type ObservableKind = "Correlation" | "InnerProduct" | "SquaredNorm";

export function kindOf(name: ObservableName): ObservableKind {
  if (name.endsWith("Correlation")) return "Correlation";
  return name.endsWith("InnerProduct") ? "InnerProduct" : "SquaredNorm";
}

/**
 * The scale on which observation and formula are compared: the logarithm for squared norms, whose law is the nearer to a
 * normal one for it (a sum of sixth powers is behind it where the teacher is cubic), and else the value itself.
 */
export function compared(name: ObservableName, value: number): number {
  return kindOf(name) === "SquaredNorm" ? Math.log(value) : value;
}

/** The unit of a discrepancy, so that one bias bound serves all settings: ‖β‖ in the limit for an inner product. */
export function unitOf(name: ObservableName, limit: Limits): number {
  if (kindOf(name) !== "InnerProduct") return 1;
  return Math.sqrt(name.startsWith("sgd") ? limit.sgdSquaredNorm.value : limit.kfacSquaredNorm.value);
}

/** Observed − factor·formula on the scale of `compared`, in the observable's unit. */
export function discrepancy(
  name: ObservableName,
  observed: Observables,
  formula: Limits,
  unit: number,
  factor: number,
): number {
  return (compared(name, observed[name]) - compared(name, factor * formula[name].value)) / unit;
}

/** What numerical errors of the formula may add to a discrepancy. */
export function numericalError(name: ObservableName, formula: Limits, unit: number): number {
  const { value, error } = formula[name];
  return (kindOf(name) === "SquaredNorm" ? error / value : error) / unit;
}
