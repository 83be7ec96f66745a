/**
 * The tree of a formula over the real numbers. Literals are never negative: a minus sign is a negation.
 *
 * Division, products and so on keep the shape in which they were written, so that `a * (b / c)` and `a * b / c` are two
 * trees: floating-point values and mutants depend on it.
 */
export type Expression =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "symbol"; readonly name: string }
  | { readonly kind: "negation"; readonly operand: Expression }
  | { readonly kind: BinaryKind; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "call"; readonly name: FunctionName; readonly arguments: readonly Expression[] };

export type BinaryKind = "sum" | "difference" | "product" | "quotient" | "power";

export type FunctionName = "sqrt" | "exp" | "log" | "abs" | "sin" | "cos" | "tanh" | "min" | "max";

/** Every function of the language with the number of arguments it takes; `log` is the natural logarithm. */
export const functionArguments: Readonly<Record<FunctionName, "one" | "two or more">> = {
  sqrt: "one",
  exp: "one",
  log: "one",
  abs: "one",
  sin: "one",
  cos: "one",
  tanh: "one",
  min: "two or more",
  max: "two or more",
};

export const functionNames = Object.keys(functionArguments) as readonly FunctionName[];

/** The literal `value`, as a negation where it is negative. */
export function literal(value: number): Expression {
  return value < 0 ? negation({ kind: "number", value: -value }) : { kind: "number", value };
}

export function negation(operand: Expression): Expression {
  return { kind: "negation", operand };
}

export function binary(kind: BinaryKind, left: Expression, right: Expression): Expression {
  return { kind, left, right };
}

export function call(name: FunctionName, ...argumentList: readonly Expression[]): Expression {
  return { kind: "call", name, arguments: argumentList };
}

/** The parts of which `expression` is made, in reading order. */
export function children(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "number":
    case "symbol":
      return [];
    case "negation":
      return [expression.operand];
    case "call":
      return expression.arguments;
    default:
      return [expression.left, expression.right];
  }
}

/** The names of all symbols in `expression`, each once, in order of first occurrence. */
export function symbolNames(expression: Expression): readonly string[] {
  const names = new Set<string>();
  const visit = (part: Expression): void => {
    if (part.kind === "symbol") names.add(part.name);
    for (const child of children(part)) visit(child);
  };
  visit(expression);
  return [...names];
}
