import type { Expression } from "./expression.ts";

/** The kinds of single fault; see `mutants`. */
export type FaultKind =
  | "sign"
  | "dropped-term"
  | "doubled-factor"
  | "halved-factor"
  | "exponent"
  | "swapped-quotient"
  | "symbol-is-one"
  | "reciprocal"
  | "neighbour-symbol";

/** A formula's tree with one fault in it. */
export interface Fault {
  readonly tree: Expression;
  readonly operator: FaultKind;
}
