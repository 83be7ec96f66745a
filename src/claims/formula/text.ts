import type { BinaryKind, Expression } from "./expression.ts";

const operators: Readonly<Record<BinaryKind, string>> = {
  sum: "+",
  difference: "-",
  product: "*",
  quotient: "/",
  power: "^",
};

/** How tightly an expression holds together as text: a part that holds less tightly than its place needs brackets. */
const sumLevel = 1;
const productLevel = 2;
const negationLevel = 3;
const powerLevel = 4;
const atomLevel = 5;

/**
 * The canonical text of `expression`: one space around operators, no bracket that the order of operations makes needless.
 * It parses to an expression with the same text and, to the bit, the same value. Two expressions with the same text have
 * the same value.
 */
export function expressionText(expression: Expression): string {
  switch (expression.kind) {
    case "number":
      return String(expression.value);
    case "symbol":
      return expression.name;
    case "negation":
      // -(a * b) and (-a) * b are the same number to the bit, so the brackets may go.
      return `-${within(expression.operand, isNegative(expression.operand) ? atomLevel : productLevel)}`;
    case "call":
      return `${expression.name}(${expression.arguments.map(expressionText).join(", ")})`;
    case "integral":
      return `integral(${expressionText(expression.integrand)}, ${expression.variable}, ${expression.spectrum})`;
    case "power":
      return `${within(expression.left, atomLevel)} ^ ${within(expression.right, atomLevel)}`;
    default: {
      const { kind, left, right } = expression;
      const needed = level(expression);
      const rightText = isNegative(right) ? `(${expressionText(right)})` : within(right, needed + 1);
      return `${within(left, needed)} ${operators[kind]} ${rightText}`;
    }
  }
}

function within(part: Expression, needed: number): string {
  return level(part) < needed ? `(${expressionText(part)})` : expressionText(part);
}

function level(expression: Expression): number {
  switch (expression.kind) {
    case "sum":
    case "difference":
      return sumLevel;
    case "product":
    case "quotient":
      return productLevel;
    case "negation":
      return negationLevel;
    case "power":
      return powerLevel;
    default:
      return atomLevel;
  }
}

/** Whether the text begins with a minus sign. */
function isNegative(expression: Expression): boolean {
  switch (expression.kind) {
    case "negation":
      return true;
    case "sum":
    case "difference":
    case "product":
    case "quotient":
      return level(expression.left) >= level(expression) && isNegative(expression.left);
    default:
      return false;
  }
}
