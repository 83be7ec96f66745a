import fc from "fast-check";
import type { FormulaSymbol } from "../../formula.ts";
import type { BinaryKind, Expression, FunctionName } from "../expression.ts";

/** Symbols whose notation tries the printer: superscripts, primes, nested braces, products, sums. */
export const testSymbols: Readonly<Record<string, FormulaSymbol>> = {
  a: { tex: "a", meaning: "a letter" },
  alpha: { tex: "\\alpha_\\star", meaning: "a command with a subscript" },
  noiseVariance: { tex: "\\sigma_\\varepsilon^2", meaning: "a notation with a superscript" },
  dm: { tex: "m'", meaning: "a notation with a prime" },
  x_2: { tex: "\\bar{x}_{\\mathrm{in}}", meaning: "a notation with nested braces" },
  shrinkage: { tex: "\\lambda q", meaning: "a notation that is a product" },
  complement: { tex: "1-\\phi", meaning: "a notation that is a sum" },
};

export const testSymbolNames = Object.keys(testSymbols);

const literals = [0, 1, 2, 3, 10, 0.5, 1.5, 0.125, 2.75, 1e-7, 2.5e-8];

const { tree } = fc.letrec<{ tree: Expression }>((tie) => {
  const part = tie("tree");
  const binary = (kind: BinaryKind) => fc.record({ kind: fc.constant(kind), left: part, right: part });
  return {
    tree: fc.oneof(
      { maxDepth: 4, depthSize: "small" },
      fc.constantFrom(...testSymbolNames).map((name): Expression => ({ kind: "symbol", name })),
      fc.constantFrom(...literals).map((value): Expression => ({ kind: "number", value })),
      binary("sum"),
      binary("difference"),
      binary("product"),
      binary("quotient"),
      binary("power"),
      part.map((operand): Expression => ({ kind: "negation", operand })),
      fc
        .tuple(fc.constantFrom<FunctionName[]>("sqrt", "exp", "log", "abs", "sin", "cos", "tanh"), part)
        .map(([name, argument]): Expression => ({ kind: "call", name, arguments: [argument] })),
      fc
        .tuple(fc.constantFrom<FunctionName[]>("min", "max"), fc.array(part, { minLength: 2, maxLength: 3 }))
        .map(([name, argumentList]): Expression => ({ kind: "call", name, arguments: argumentList })),
    ),
  };
});

/** Any tree of the language over `testSymbols`. */
export const anyExpression: fc.Arbitrary<Expression> = tree;

/** A number of either sign and moderate size, most of which have no short binary expansion; sometimes 0. */
export const anyValue: fc.Arbitrary<number> = fc.integer({ min: -2000, max: 2000 }).map((k) => k / 617);

/** A value for every one of `testSymbols`. */
export const anyInputs: fc.Arbitrary<Readonly<Record<string, number>>> = fc
  .tuple(...testSymbolNames.map(() => anyValue))
  .map((values) => Object.fromEntries(testSymbolNames.map((name, index) => [name, values[index]])));

/** The symbols that occur in `text`, as a formula must declare them. */
export function declaredIn(text: string): Readonly<Record<string, FormulaSymbol>> {
  const words = new Set(text.match(/[A-Za-z]\w*/g) ?? []);
  return Object.fromEntries(Object.entries(testSymbols).filter(([name]) => words.has(name)));
}

/** `expression` as text with every bracket, so that no order of operations is assumed. */
export function bracketedText(expression: Expression): string {
  switch (expression.kind) {
    case "number":
      return String(expression.value);
    case "symbol":
      return expression.name;
    case "negation":
      return `(-${bracketedText(expression.operand)})`;
    case "call":
      return `${expression.name}(${expression.arguments.map(bracketedText).join(",")})`;
    case "integral":
      return `integral(${bracketedText(expression.integrand)},${expression.variable},${expression.spectrum})`;
    default: {
      const operator = { sum: "+", difference: "-", product: "*", quotient: "/", power: "^" }[expression.kind];
      return `(${bracketedText(expression.left)}${operator}${bracketedText(expression.right)})`;
    }
  }
}

/** The value of `expression`, or undefined as soon as some part is not a finite real number. */
export function plainValue(expression: Expression, inputs: Readonly<Record<string, number>>): number | undefined {
  const parts: number[] = [];
  const list =
    expression.kind === "negation"
      ? [expression.operand]
      : expression.kind === "call"
        ? expression.arguments
        : "left" in expression
          ? [expression.left, expression.right]
          : [];
  for (const part of list) {
    const value = plainValue(part, inputs);
    if (value === undefined) return undefined;
    parts.push(value);
  }
  const operation: Record<string, (...x: number[]) => number> = {
    negation: (x) => -x,
    sum: (x, y) => x + y,
    difference: (x, y) => x - y,
    product: (x, y) => x * y,
    quotient: (x, y) => x / y,
    power: (x, y) => x ** y,
  };
  const value =
    expression.kind === "number"
      ? expression.value
      : expression.kind === "symbol"
        ? inputs[expression.name]
        : expression.kind === "call"
          ? Math[expression.name](...(parts as [number]))
          : operation[expression.kind](...parts);
  return Number.isFinite(value) ? value : undefined;
}
