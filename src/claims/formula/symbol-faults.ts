import {
  type BinaryKind,
  binary,
  call,
  children,
  type Expression,
  literal,
  negation,
  symbolNames,
  withIntegrand,
} from "./expression.ts";
import type { Fault, FaultKind } from "./fault.ts";

type SymbolNode = Extract<Expression, { readonly kind: "symbol" }>;
/** A symbol where it stands, with the variables of the integrals around it. */
interface Place extends SymbolNode {
  readonly variables: readonly string[];
}
type Quotient = Extract<Expression, { readonly right: Expression }>;

/**
 * The faults of symbols in a formula: `symbol-is-one`, `reciprocal`, `neighbour-symbol`, as `mutants` describes them.
 *
 * @param declared the names of the formula's symbols in the order of their declaration, which says who is whose neighbour.
 * @param numbers those of them that are numbers wherever they stand; variables of integration are so in their integrals,
 *   spectra nowhere.
 */
export function symbolFaults(
  tree: Expression,
  declared: readonly string[],
  numbers: readonly string[] = declared,
): readonly Fault[] {
  const places = symbolsInReadingOrder(tree);
  const everywhere = (operator: FaultKind, name: string, to: Expression): Fault => ({
    operator,
    tree: replaceSymbols(tree, (symbol) => (symbol.name === name ? to : symbol)),
  });
  const once = (operator: FaultKind, place: number, to: Expression): Fault => ({
    operator,
    tree: replaceSymbols(tree, (symbol, at) => (at === place ? to : symbol)),
  });
  const names = symbolNames(tree).filter((name) => places.some((place) => place.name === name));
  return [
    ...names.flatMap((name) => {
      const own = places.flatMap((symbol, place) => (symbol.name === name ? [place] : []));
      const single = own.length === 1 ? [] : own.map((place) => once("symbol-is-one", place, one));
      return [everywhere("symbol-is-one", name, one), ...single];
    }),
    ...names.map((name) => everywhere("reciprocal", name, binary("quotient", one, { kind: "symbol", name }))),
    ...places.flatMap(({ name, variables }, place) =>
      neighbours(name, declared)
        .filter((other) => numbers.includes(other) || variables.includes(other))
        .map((other) => once("neighbour-symbol", place, { kind: "symbol", name: other })),
    ),
  ];
}

const one = literal(1);

function symbolsInReadingOrder(expression: Expression, variables: readonly string[] = []): readonly Place[] {
  if (expression.kind === "symbol") return [{ ...expression, variables }];
  const inner = expression.kind === "integral" ? [...variables, expression.variable] : variables;
  return children(expression).flatMap((part) => symbolsInReadingOrder(part, inner));
}

/** The names declared next before and next after `name`; the first and the last have one neighbour. */
function neighbours(name: string, declared: readonly string[]): readonly string[] {
  const index = declared.indexOf(name);
  return [index - 1, index + 1].flatMap((at) => (at >= 0 && at < declared.length ? [declared[at]] : []));
}

/**
 * `expression` with other parts in the place of its symbols, which `replacement` is asked for in reading order, and
 * without the factors, denominators and exponents 1 that this leaves behind. Parts without replaced symbols stay as they
 * were written.
 */
function replaceSymbols(
  expression: Expression,
  replacement: (symbol: SymbolNode, place: number) => Expression,
): Expression {
  let next = 0;
  const visit = (part: Expression): Expression => {
    switch (part.kind) {
      case "number":
        return part;
      case "symbol": {
        const place = next;
        next += 1;
        return replacement(part, place);
      }
      case "negation": {
        const operand = visit(part.operand);
        return operand === part.operand ? part : negation(operand);
      }
      case "integral": {
        const integrand = visit(part.integrand);
        return integrand === part.integrand ? part : withIntegrand(part, integrand);
      }
      case "call": {
        const inner = part.arguments.map(visit);
        return inner.every((argument, i) => argument === part.arguments[i]) ? part : call(part.name, ...inner);
      }
      default: {
        const left = visit(part.left);
        const right = visit(part.right);
        const isReplaced = left !== part.left || right !== part.right;
        return isReplaced ? simplified(part.kind, left, right) : part;
      }
    }
  };
  return visit(expression);
}

/** The operation without a 1 that does nothing, and with a product or quotient by 1/x as one by x. */
function simplified(kind: BinaryKind, left: Expression, right: Expression): Expression {
  switch (kind) {
    case "product":
      if (isOne(left)) return right;
      if (isOne(right)) return left;
      return isReciprocal(right) ? binary("quotient", left, right.right) : binary("product", left, right);
    case "quotient":
      if (isOne(right)) return left;
      return isReciprocal(right) ? binary("product", left, right.right) : binary("quotient", left, right);
    case "power":
      if (isOne(right)) return left;
      // An exponent with symbols in it may be no number, which must not be hidden.
      return isOne(left) && symbolNames(right).length === 0 ? one : binary("power", left, right);
    default:
      return binary(kind, left, right);
  }
}

function isOne(expression: Expression): boolean {
  return expression.kind === "number" && expression.value === 1;
}

function isReciprocal(expression: Expression): expression is Quotient {
  return expression.kind === "quotient" && isOne(expression.left);
}
