import { evaluate } from "./evaluate.ts";
import { binary, call, type Expression, literal, negation, symbolNames, withIntegrand } from "./expression.ts";
import type { Fault } from "./fault.ts";

/**
 * The faults of structure in a formula, in reading order: `sign`, `dropped-term`, `doubled-factor`, `halved-factor`,
 * `exponent`, `swapped-quotient`, as `mutants` describes them.
 */
export function structuralFaults(tree: Expression): readonly Fault[] {
  return faults(tree, "whole");
}

/**
 * Where an expression stands, which says the faults it can have as a whole. `whole`: the formula or an argument.
 * `term`: in a sum, which sees to its sign. `base`: under an exponent or root. `factor`: in a product or quotient, where
 * a sign or scale would be one of the whole product.
 */
type Place = "whole" | "term" | "base" | "factor";

function faults(expression: Expression, place: Place): readonly Fault[] {
  return [...ownFaults(expression, place), ...innerFaults(expression, place)];
}

function ownFaults(expression: Expression, place: Place): readonly Fault[] {
  const found: Fault[] = [];
  const { kind } = expression;
  const isSum = kind === "sum" || kind === "difference";
  if (place === "whole" && !isSum && kind !== "negation") {
    found.push({ operator: "sign", tree: negation(expression) });
  }
  if (place !== "factor" && kind !== "negation") {
    found.push({ operator: "doubled-factor", tree: scaled(expression, 2) });
    found.push({ operator: "halved-factor", tree: scaled(expression, 0.5) });
  }
  const isRoot = kind === "call" && expression.name === "sqrt";
  const isFunction = (kind === "call" && !isRoot) || kind === "integral";
  if (place !== "base" && (kind === "symbol" || (place === "factor" && (isSum || isFunction)))) {
    found.push({ operator: "exponent", tree: raised(expression, 0.5) });
    found.push({ operator: "exponent", tree: raised(expression, 1.5) });
  }
  return found;
}

function innerFaults(expression: Expression, place: Place): readonly Fault[] {
  switch (expression.kind) {
    case "number":
    case "symbol":
      return [];
    case "negation":
      return [
        { operator: "sign", tree: expression.operand },
        ...rebuilt(faults(expression.operand, place === "factor" ? "factor" : "term"), negation),
      ];
    case "sum":
    case "difference":
      return sumFaults(terms(expression));
    case "product":
      return sideFaults(expression, "factor", "factor");
    case "quotient":
      return [
        { operator: "swapped-quotient", tree: binary("quotient", expression.right, expression.left) },
        ...sideFaults(expression, "factor", "factor"),
      ];
    case "power":
      return powerFaults(expression);
    case "call":
      return callFaults(expression);
    case "integral":
      // A sign or scale of the integrand is one of the integral.
      return rebuilt(faults(expression.integrand, "factor"), (tree) => withIntegrand(expression, tree));
  }
}

function rebuilt(inner: readonly Fault[], build: (tree: Expression) => Expression): readonly Fault[] {
  return inner.map(({ tree, operator }) => ({ tree: build(tree), operator }));
}

type Binary = Extract<Expression, { readonly left: Expression }>;
type Call = Extract<Expression, { readonly kind: "call" }>;

function sideFaults({ kind, left, right }: Binary, leftPlace: Place, rightPlace: Place): readonly Fault[] {
  return [
    ...rebuilt(faults(left, leftPlace), (tree) => binary(kind, tree, right)),
    ...rebuilt(faults(right, rightPlace), (tree) => binary(kind, left, tree)),
  ];
}

function powerFaults(power: Binary): readonly Fault[] {
  const moved = [-0.5, 0.5].map((step): Fault => {
    const constant = symbolNames(power.right).length === 0 ? evaluate(power.right, {}).value : Number.NaN;
    const tree = Number.isNaN(constant)
      ? binary("power", power.left, binary(step < 0 ? "difference" : "sum", power.right, literal(0.5)))
      : raised(power.left, constant + step);
    return { operator: "exponent", tree };
  });
  const base = rebuilt(faults(power.left, "base"), (tree) => binary("power", tree, power.right));
  if (symbolNames(power.right).length === 0) return [...moved, ...base];
  return [...moved, ...base, ...rebuilt(faults(power.right, "whole"), (tree) => binary("power", power.left, tree))];
}

function callFaults({ name, arguments: parts }: Call): readonly Fault[] {
  const moved: Fault[] =
    name === "sqrt"
      ? [
          { operator: "exponent", tree: literal(1) },
          { operator: "exponent", tree: parts[0] },
        ]
      : [];
  const inner = parts.flatMap((part, index) =>
    rebuilt(faults(part, name === "sqrt" ? "base" : "whole"), (tree) => call(name, ...parts.with(index, tree))),
  );
  return [...moved, ...inner];
}

interface Term {
  readonly negative: boolean;
  readonly part: Expression;
}

/** The terms of a sum as they stand at one level: those of a bracket on the right remain one term. */
function terms(expression: Expression): readonly Term[] {
  if (expression.kind === "sum" || expression.kind === "difference") {
    return [...terms(expression.left), signed(expression.right, expression.kind === "difference")];
  }
  return [signed(expression, false)];
}

function signed(part: Expression, negative: boolean): Term {
  return part.kind === "negation" ? signed(part.operand, !negative) : { part, negative };
}

function fromTerms(list: readonly Term[]): Expression {
  const [first, ...rest] = list;
  return rest.reduce<Expression>(
    (sum, { part, negative }) => binary(negative ? "difference" : "sum", sum, part),
    first.negative ? negation(first.part) : first.part,
  );
}

function sumFaults(list: readonly Term[]): readonly Fault[] {
  return list.flatMap((term, index): readonly Fault[] => [
    { operator: "sign", tree: fromTerms(list.with(index, { ...term, negative: !term.negative })) },
    { operator: "dropped-term", tree: fromTerms(list.toSpliced(index, 1)) },
    ...rebuilt(faults(term.part, "term"), (part) => fromTerms(list.with(index, { ...term, part }))),
  ]);
}

/** `factor` times `expression`, taken into a leading number where there is one. */
function scaled(expression: Expression, factor: number): Expression {
  if (expression.kind === "number" && Number.isFinite(expression.value * factor)) {
    return literal(expression.value * factor);
  }
  if (expression.kind === "product" && expression.left.kind === "number") {
    const coefficient = expression.left.value * factor;
    return coefficient === 1 ? expression.right : binary("product", literal(coefficient), expression.right);
  }
  if (expression.kind === "product" || expression.kind === "quotient") {
    return binary(expression.kind, scaled(expression.left, factor), expression.right);
  }
  return binary("product", literal(factor), expression);
}

/** `base` to a constant exponent, in the form in which one would write it. */
function raised(base: Expression, exponent: number): Expression {
  if (exponent === 0) return literal(1);
  if (exponent === 1) return base;
  if (exponent === 0.5) return call("sqrt", base);
  return binary("power", base, literal(exponent));
}
