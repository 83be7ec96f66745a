import type { Spectrum } from "../../foundation/spectrum.ts";
import { evaluate } from "../formula/evaluate.ts";
import { type Expression, symbolNames } from "../formula/expression.ts";
import {
  add,
  type Column,
  type Defined,
  interval,
  multiply,
  negate,
  points,
  reciprocal,
  subtract,
  weightedSum,
  whole,
} from "./interval.ts";
import { applied, extreme, power } from "./interval-functions.ts";

/** An expression over intervals: all its values, and all its slopes in each of the unknowns. */
export interface Enclosed {
  readonly value: Column;
  /** By unknown; absent where the expression does not depend on it. */
  readonly slopes: ReadonlyMap<string, Column>;
  /** For how much of the intervals the expression is a real number. */
  readonly defined: Defined;
}

/** What the symbols of an expression may be: intervals, unknowns among them, and the spectra of its integrals. */
export interface Scope {
  readonly columns: ReadonlyMap<string, Column>;
  readonly spectra: Readonly<Record<string, Spectrum>>;
  /** Symbols that stand for expressions in the others, none in terms of itself. */
  readonly definitions?: ReadonlyMap<string, Expression>;
  /** The symbols by which slopes are taken. */
  readonly unknowns: readonly string[];
}

/**
 * All values and slopes of `expression` for symbols anywhere in their intervals, rounded outwards (forward differentiation
 * over interval arithmetic; Moore, Kearfott and Cloud, Introduction to Interval Analysis, chapters 2 and 6). Integrals are
 * the sums over the nodes of their spectra. Where the expression is not real for part of the intervals, its values are
 * those of the rest.
 */
export function enclose(expression: Expression, scope: Scope): Enclosed {
  const at = (part: Expression): Enclosed => enclose(part, scope);
  switch (expression.kind) {
    case "number": {
      // Integers are exact, other literals right to half a unit in the last place.
      const { value } = expression;
      return constant(Number.isSafeInteger(value) ? interval(value) : around(value));
    }
    case "symbol": {
      const { name } = expression;
      const definition = scope.definitions?.get(name);
      if (definition !== undefined) return enclose(definition, scope);
      const value = scope.columns.get(name) ?? whole;
      return { value, slopes: scope.unknowns.includes(name) ? new Map([[name, one]]) : none, defined: "everywhere" };
    }
    case "negation": {
      const { value, slopes, defined } = at(expression.operand);
      return { value: negate(value), slopes: mapped(slopes, negate), defined };
    }
    case "sum":
    case "difference":
      return sum(at(expression.left), expression.kind === "sum" ? at(expression.right) : negated(at(expression.right)));
    case "product":
      return product(at(expression.left), at(expression.right));
    case "quotient":
      return quotient(at(expression.left), at(expression.right));
    case "power":
      return powerOf(expression, scope);
    case "call":
      return callOf(expression, scope);
    case "integral": {
      const { values, weights } = scope.spectra[expression.spectrum];
      const columns = new Map(scope.columns).set(expression.variable, points(values));
      const { value, slopes, defined } = enclose(expression.integrand, { ...scope, columns });
      if (defined === "nowhere") return nowhere;
      const summed = (column: Column): Column => weightedSum(weights, column);
      return { value: summed(value), slopes: mapped(slopes, summed), defined };
    }
  }
}

const none: ReadonlyMap<string, Column> = new Map();
const one = interval(1);
const nowhere: Enclosed = { value: whole, slopes: none, defined: "nowhere" };

function around(value: number): Column {
  return interval(value - Math.abs(value) * Number.EPSILON, value + Math.abs(value) * Number.EPSILON);
}

function constant(value: Column): Enclosed {
  return { value, slopes: none, defined: "everywhere" };
}

function mapped(slopes: Enclosed["slopes"], f: (slope: Column) => Column): Enclosed["slopes"] {
  return slopes.size === 0 ? none : new Map([...slopes].map(([name, slope]) => [name, f(slope)]));
}

function negated({ value, slopes, defined }: Enclosed): Enclosed {
  return { value: negate(value), slopes: mapped(slopes, negate), defined };
}

function both(...parts: readonly Defined[]): Defined {
  if (parts.includes("nowhere")) return "nowhere";
  return parts.includes("partly") ? "partly" : "everywhere";
}

/** left[name] + right[name] for every unknown that either depends on. */
function summedSlopes(left: Enclosed["slopes"], right: Enclosed["slopes"]): Enclosed["slopes"] {
  if (right.size === 0) return left;
  const slopes = new Map(left);
  for (const [name, slope] of right) {
    const other = left.get(name);
    slopes.set(name, other === undefined ? slope : add(other, slope));
  }
  return slopes;
}

function sum(left: Enclosed, right: Enclosed): Enclosed {
  const defined = both(left.defined, right.defined);
  if (defined === "nowhere") return nowhere;
  return { value: add(left.value, right.value), slopes: summedSlopes(left.slopes, right.slopes), defined };
}

function product(left: Enclosed, right: Enclosed): Enclosed {
  const defined = both(left.defined, right.defined);
  if (defined === "nowhere") return nowhere;
  return {
    value: multiply(left.value, right.value),
    slopes: summedSlopes(
      mapped(left.slopes, (slope) => multiply(slope, right.value)),
      mapped(right.slopes, (slope) => multiply(slope, left.value)),
    ),
    defined,
  };
}

function quotient(left: Enclosed, right: Enclosed): Enclosed {
  const inverse = reciprocal(right.value);
  const defined = both(left.defined, right.defined, inverse.defined);
  if (defined === "nowhere") return nowhere;
  const value = multiply(left.value, inverse);
  // (u/v)′ = (u′ − (u/v)v′)/v, in which v occurs less often than in (u′v − uv′)/v².
  const slopes = summedSlopes(
    mapped(left.slopes, (slope) => multiply(slope, inverse)),
    mapped(right.slopes, (slope) => negate(multiply(multiply(value, slope), inverse))),
  );
  return { value, slopes, defined };
}

/** f(part), where `slope` encloses f′ on it. */
function composed(part: Enclosed, value: Column & { readonly defined?: Defined }, slope: () => Column): Enclosed {
  const defined = both(part.defined, value.defined ?? "everywhere");
  if (defined === "nowhere") return nowhere;
  if (part.slopes.size === 0) return { value, slopes: none, defined };
  const factor = slope();
  return { value, slopes: mapped(part.slopes, (inner) => multiply(inner, factor)), defined };
}

function powerOf({ left, right }: Extract<Expression, { readonly left: Expression }>, scope: Scope): Enclosed {
  const base = enclose(left, scope);
  const constantExponent = symbolNames(right).length === 0 ? evaluate(right, {}).value : Number.NaN;
  if (Number.isFinite(constantExponent)) return constantPower(base, constantExponent);
  const exponent = enclose(right, scope);
  const [p, end] = [exponent.value.low[0], exponent.value.high[0]];
  if (exponent.value.low.length === 1 && p === end && Number.isInteger(p) && exponent.slopes.size === 0) {
    return constantPower(base, p);
  }
  if (exponent.defined === "nowhere" || base.defined === "nowhere") return nowhere;
  // a^b = exp(b·log a): a real number for every exponent where a > 0, and elsewhere only for some.
  if (base.value.low.every((low) => low > 0)) return functionOf("exp", product(exponent, functionOf("log", base)));
  const names = summedSlopes(base.slopes, exponent.slopes).keys();
  return { value: whole, slopes: new Map([...names].map((name) => [name, whole])), defined: "partly" };
}

function constantPower(base: Enclosed, p: number): Enclosed {
  if (base.defined === "nowhere") return nowhere;
  return composed(base, power(base.value, p), () => multiply(around(p), hull(power(base.value, p - 1))));
}

/** The whole line where an enclosure says nothing. */
function hull(column: Column & { readonly defined: Defined }): Column {
  return column.defined === "nowhere" ? whole : column;
}

function callOf({ name, arguments: parts }: Extract<Expression, { readonly kind: "call" }>, scope: Scope): Enclosed {
  if (name !== "min" && name !== "max") return functionOf(name, enclose(parts[0], scope));
  const list = parts.map((part) => enclose(part, scope));
  const defined = both(...list.map((part) => part.defined));
  if (defined === "nowhere") return nowhere;
  const value = extreme(
    name,
    list.map((part) => part.value),
  );
  // Between two points the slope of an extreme is some mean of slopes of its parts.
  const slopes = new Map<string, Column>();
  for (const unknown of new Set(list.flatMap((part) => [...part.slopes.keys()]))) {
    const all = list.map((part) => part.slopes.get(unknown) ?? interval(0));
    slopes.set(unknown, { low: extreme("min", all).low, high: extreme("max", all).high });
  }
  return { value, slopes, defined };
}

function functionOf(name: Parameters<typeof applied>[0], part: Enclosed): Enclosed {
  if (part.defined === "nowhere") return nowhere;
  const argument = part.value;
  const value = applied(name, argument);
  if (value.defined === "nowhere") return nowhere;
  return composed(part, value, () => {
    switch (name) {
      case "exp":
        return value;
      case "sqrt":
        return multiply(interval(0.5), hull(reciprocal(value)));
      case "log":
        return hull(reciprocal(applied("abs", argument)));
      case "sin":
        return applied("cos", argument);
      case "cos":
        return negate(applied("sin", argument));
      case "tanh":
        // 1 − tanh², which must not fall below 0 by rounding.
        return extreme("max", [interval(0), subtract(one, power(value, 2))]);
      default:
        return signOf(argument);
    }
  });
}

function signOf({ low, high }: Column): Column {
  return { low: low.map((x) => (x >= 0 ? 1 : -1)), high: high.map((x) => (x <= 0 ? -1 : 1)) };
}
