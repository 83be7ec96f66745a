import { AsymptopiaError } from "../../foundation/errors.ts";
import { type Expression, symbolNames } from "../formula/expression.ts";
import { invalidExpression } from "../formula/parse-expression.ts";
import { expressionText } from "../formula/text.ts";
import type { Equation, EquationSystem, Inequality } from "./system.ts";

/** Text of an expression to its tree; throws with field `expression`. */
export type ExpressionReader = (text: string) => Expression;

/**
 * The system of `equations` in `domain`.
 *
 * @throws AsymptopiaError `invalid-claim` with field `equations.<unknown>` or `domain[i]` for text that is no equation or
 *   inequality, and for an equation that does not contain its unknown.
 */
export function compileSystem(
  equations: Readonly<Record<string, string>>,
  domain: readonly string[],
  read: ExpressionReader,
): EquationSystem {
  return {
    equations: Object.entries(equations).map(([unknown, text]) =>
      at(`equations.${unknown}`, () => toEquation(unknown, text, read)),
    ),
    domain: domain.map((text, i) => at(`domain[${i}]`, () => toInequality(text, read))),
  };
}

/** `equation` as text: left = right. */
export function equationText({ left, right }: Equation): string {
  return `${expressionText(left)} = ${expressionText(right)}`;
}

/** `inequality` as text: greater > lesser. */
export function inequalityText({ greater, lesser }: Inequality): string {
  return `${expressionText(greater)} > ${expressionText(lesser)}`;
}

/** Whether the equation says outright what its unknown is, though perhaps in terms of itself. */
export function isSolvedFor({ unknown, left }: Equation): boolean {
  return left.kind === "symbol" && left.name === unknown;
}

const acceptedEquation = "an equation, left = right";
const acceptedInequality = "an inequality, left > right or left < right";

function toEquation(unknown: string, text: string, read: ExpressionReader): Equation {
  const sides = text.split("=");
  if (sides.length !== 2 || /[<>!:]/.test(text)) {
    throw invalidExpression(`expression must be ${acceptedEquation}`, text, acceptedEquation);
  }
  const [left, right] = sides.map(read);
  if (![left, right].some((side) => symbolNames(side).includes(unknown))) {
    const accepted = `an equation that contains ${unknown}`;
    throw invalidExpression(`expression must be ${accepted}`, text, accepted);
  }
  return { unknown, left, right };
}

function toInequality(text: string, read: ExpressionReader): Inequality {
  const sides = text.split(/[<>]/);
  if (sides.length !== 2 || text.includes("=")) {
    throw invalidExpression(`expression must be ${acceptedInequality}`, text, acceptedInequality);
  }
  const [left, right] = sides.map(read);
  return text.includes(">") ? { greater: left, lesser: right } : { greater: right, lesser: left };
}

/** What `act` gives, with the field of its errors, `expression`, replaced by `field`. */
function at<T>(field: string, act: () => T): T {
  try {
    return act();
  } catch (thrown) {
    if (!(thrown instanceof AsymptopiaError) || thrown.field !== "expression") throw thrown;
    const { code, message, value, accepted = acceptedEquation, cause } = thrown;
    const named = message.startsWith("expression ") ? field + message.slice("expression".length) : message;
    throw new AsymptopiaError(code, named, { field, value, accepted, cause });
  }
}
