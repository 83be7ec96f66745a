import type { Expression } from "../formula/expression.ts";

/** Equations of as many unknowns, and the domain in which their root is meant. */
export interface EquationSystem {
  readonly equations: readonly Equation[];
  readonly domain: readonly Inequality[];
}

/** `left = right`. */
export interface Equation {
  /** Which of the unknowns it belongs to; it may contain others, and any of them may occur on both sides. */
  readonly unknown: string;
  readonly left: Expression;
  readonly right: Expression;
}

/** `greater > lesser`. */
export interface Inequality {
  readonly greater: Expression;
  readonly lesser: Expression;
}
