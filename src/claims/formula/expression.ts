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
  | { readonly kind: "call"; readonly name: FunctionName; readonly arguments: readonly Expression[] }
  | Integral;

/** ∫ integrand dH(τ): H is the symbol `spectrum`, and τ the symbol `variable`, which means something in here alone. */
export interface Integral {
  readonly kind: "integral";
  readonly integrand: Expression;
  readonly variable: string;
  readonly spectrum: string;
}

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

/** `integral` with another integrand. */
export function withIntegrand({ variable, spectrum }: Integral, integrand: Expression): Expression {
  return { kind: "integral", integrand, variable, spectrum };
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
    case "integral":
      return [expression.integrand];
    case "call":
      return expression.arguments;
    default:
      return [expression.left, expression.right];
  }
}

/**
 * The names of all symbols in `expression`, each once, in order of first occurrence: after those of an integrand the
 * variable of the integral and its spectrum.
 */
export function symbolNames(expression: Expression): readonly string[] {
  const names = new Set<string>();
  const visit = (part: Expression): void => {
    if (part.kind === "symbol") names.add(part.name);
    for (const child of children(part)) visit(child);
    if (part.kind === "integral") names.add(part.variable).add(part.spectrum);
  };
  visit(expression);
  return [...names];
}
