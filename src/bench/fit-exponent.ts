import { invalidInput } from "../foundation/errors.ts";

export interface FittedExponent {
  /** b of y = a·xᵇ. */
  readonly exponent: number;
  /** Its standard error from the scatter about the line; null for two points, which lie on it. */
  readonly standardError: number | null;
  /** The smallest and the largest x. */
  readonly range: readonly [number, number];
}

/**
 * The exponent b of y = a·xᵇ by least squares of ln y on ln x.
 *
 * The standard error describes scatter about a power law. A curve that is none has an exponent that depends on the
 * range, which therefore belongs to the statement.
 *
 * @throws AsymptopiaError `invalid-input` unless there are at least two different x and all numbers are above 0.
 */
export function fitExponent(points: readonly { readonly x: number; readonly y: number }[]): FittedExponent {
  for (const { x, y } of points) {
    for (const value of [x, y]) {
      if (!(value > 0 && Number.isFinite(value))) throw invalidInput("points", value, "numbers above 0");
    }
  }
  const xs = points.map(({ x }) => x);
  if (new Set(xs).size < 2) throw invalidInput("points", xs, "two different x at least");
  const logarithms = points.map(({ x, y }) => [Math.log(x), Math.log(y)] as const);
  const meanX = mean(logarithms.map(([x]) => x));
  const meanY = mean(logarithms.map(([, y]) => y));
  const sum = (term: (x: number, y: number) => number): number =>
    logarithms.reduce((total, [x, y]) => total + term(x - meanX, y - meanY), 0);
  const squares = sum((x) => x * x);
  const exponent = sum((x, y) => x * y) / squares;
  const freedom = points.length - 2;
  const residual = sum((x, y) => (y - exponent * x) ** 2);
  return {
    exponent,
    standardError: freedom === 0 ? null : Math.sqrt(residual / freedom / squares),
    range: [Math.min(...xs), Math.max(...xs)],
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
