import { AsymptopiaError, invalidInput } from "../../foundation/errors.ts";
import type { Spectrum } from "../../foundation/spectrum.ts";
import { type BinaryKind, type Expression, type FunctionName, functionArguments, type Integral } from "./expression.ts";

/** What the symbols of a formula stand for: numbers, and the spectra that its integrals are taken against. */
export type InputValues = Readonly<Record<string, number | Spectrum>>;

/** A computed value with a bound on the rounding error that its computation collected. */
export interface Evaluated {
  /** Finite, or NaN where the expression is not a finite real number. */
  readonly value: number;
  /** Bound on |value − exact value| for inputs right to half a unit in the last place; infinite beside a pole. */
  readonly rounding: number;
}

const unitRoundoff = Number.EPSILON / 2;

/** Engines promise nothing for exp, log, pow, sin, cos, tanh; those in use stay below 2 units in the last place. */
const libraryRoundoff = 4 * unitRoundoff;

const notReal: Evaluated = { value: Number.NaN, rounding: Number.POSITIVE_INFINITY };

/**
 * The value of `expression` in double precision, with a running error analysis (Wilkinson; Higham, Accuracy and
 * Stability of Numerical Algorithms, section 3.3): every node bounds its own error from those of its parts.
 *
 * The value is NaN as soon as any part is not a finite real number: an even root of a negative number, the logarithm of
 * 0, a division by 0, an overflow. So nothing non-real is laundered, as in `(1 / 0) ^ (-1)` or `sqrt(-1) ^ 0`.
 * Underflow is not bounded. `0 ^ 0` is 1.
 *
 * @throws AsymptopiaError `invalid-input` naming a symbol that `inputs` gives no number for.
 */
export function evaluate(expression: Expression, inputs: InputValues): Evaluated {
  switch (expression.kind) {
    case "number": {
      const { value } = expression;
      return finite(value, Number.isSafeInteger(value) ? 0 : unitRoundoff * value);
    }
    case "symbol": {
      const value = Object.hasOwn(inputs, expression.name) ? inputs[expression.name] : undefined;
      if (typeof value !== "number") throw invalidInput(`inputs.${expression.name}`, value, "a number");
      return finite(value, unitRoundoff * Math.abs(value));
    }
    case "negation": {
      const { value, rounding } = evaluate(expression.operand, inputs);
      return finite(-value, rounding);
    }
    case "call": {
      // Every function gives NaN for NaN, unlike powers.
      return applyFunction(
        expression.name,
        expression.arguments.map((part) => evaluate(part, inputs)),
      );
    }
    case "integral":
      return integrated(expression, inputs);
    default: {
      const left = evaluate(expression.left, inputs);
      const right = evaluate(expression.right, inputs);
      return isNotReal(left) || isNotReal(right) ? notReal : combine(expression.kind, left, right);
    }
  }
}

/** The rule of the spectrum, whose error counts as rounding; no number where it is short of the accuracy it promises. */
function integrated({ integrand, variable, spectrum: name }: Integral, inputs: InputValues): Evaluated {
  const spectrum = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
  if (typeof spectrum !== "object") throw invalidInput(`inputs.${name}`, spectrum, "a spectrum");
  const scope: Record<string, number | Spectrum> = { ...inputs };
  let rounding = 0;
  try {
    const { value, error, status } = spectrum.integrate((tau) => {
      scope[variable] = tau;
      const part = evaluate(integrand, scope);
      rounding = Math.max(rounding, part.rounding);
      return part.value;
    });
    return status === "ok" ? finite(value, error + rounding) : notReal;
  } catch (thrown) {
    if (thrown instanceof AsymptopiaError && thrown.code === "non-finite") return notReal;
    throw thrown;
  }
}

function isNotReal(part: Evaluated): boolean {
  return Number.isNaN(part.value);
}

function finite(value: number, rounding: number): Evaluated {
  if (!Number.isFinite(value)) return notReal;
  return { value, rounding: Number.isNaN(rounding) ? Number.POSITIVE_INFINITY : rounding };
}

function combine(kind: BinaryKind, left: Evaluated, right: Evaluated): Evaluated {
  const [a, b] = [left.value, right.value];
  switch (kind) {
    case "sum":
      return rounded(a + b, left.rounding + right.rounding);
    case "difference":
      return rounded(a - b, left.rounding + right.rounding);
    case "product":
      return rounded(
        a * b,
        Math.abs(a) * right.rounding + Math.abs(b) * left.rounding + left.rounding * right.rounding,
      );
    case "quotient": {
      const distance = Math.abs(b) - right.rounding;
      if (distance <= 0) return finite(a / b, Number.POSITIVE_INFINITY);
      return rounded(a / b, (left.rounding + Math.abs(a / b) * right.rounding) / distance);
    }
    case "power":
      return finite(a ** b, powerRounding(left, right));
  }
}

/** `value` after an operation that rounds correctly, `inherited` from its operands. */
function rounded(value: number, inherited: number): Evaluated {
  return finite(value, inherited + unitRoundoff * Math.abs(value));
}

/** `value` of a library function, `inherited` from its argument. */
function approximated(value: number, inherited: number): Evaluated {
  return finite(value, inherited + libraryRoundoff * Math.abs(value));
}

function powerRounding(base: Evaluated, exponent: Evaluated): number {
  const a = Math.abs(base.value);
  const b = exponent.value;
  const size = a ** b;
  if (base.rounding >= a) {
    // The base is not told from 0, so its powers are anything between 0 and the largest.
    if (base.rounding === 0 && exponent.rounding < Math.abs(b)) return 0;
    return b >= 0 && exponent.rounding === 0 ? (b === 0 ? 0 : (a + base.rounding) ** b) : Number.POSITIVE_INFINITY;
  }
  const logarithmError = -Math.abs(b) * Math.log1p(-base.rounding / a) + Math.abs(Math.log(a)) * exponent.rounding;
  return size * Math.expm1(logarithmError) + libraryRoundoff * size;
}

function applyFunction(name: FunctionName, parts: readonly Evaluated[]): Evaluated {
  if (functionArguments[name] === "two or more") {
    const select = name === "min" ? Math.min : Math.max;
    return finite(select(...parts.map((part) => part.value)), Math.max(...parts.map((part) => part.rounding)));
  }
  const { value: x, rounding: e } = parts[0];
  switch (name) {
    case "sqrt": {
      const root = Math.sqrt(x);
      const inherited = e === 0 ? 0 : x === 0 ? Math.sqrt(e) : e / (root + Math.sqrt(Math.max(0, x - e)));
      return rounded(root, inherited);
    }
    case "exp":
      return approximated(Math.exp(x), Math.exp(x) * Math.expm1(e));
    case "log":
      return approximated(Math.log(x), e < x ? -Math.log1p(-e / x) : Number.POSITIVE_INFINITY);
    case "abs":
      return finite(Math.abs(x), e);
    case "sin":
      return approximated(Math.sin(x), e);
    case "cos":
      return approximated(Math.cos(x), e);
    default: {
      // tanh is steepest at the end of the interval that is nearest to 0.
      const slope = 1 - Math.tanh(Math.max(0, Math.abs(x) - e)) ** 2;
      return approximated(Math.tanh(x), slope * e);
    }
  }
}
