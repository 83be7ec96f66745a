import type { FunctionName } from "../formula/expression.ts";
import { above, below, type Column, type Enclosure, type Interval, type IntervalFunction, map } from "./interval.ts";

/** Engines promise nothing for exp, log, pow, sin, cos, tanh; those in use stay below 2 units in the last place. */
const libraryError = 4 * Number.EPSILON;

const { POSITIVE_INFINITY } = Number;

function widened(low: number, high: number, out: Interval): void {
  out.low = below(low - Math.abs(low) * libraryError);
  out.high = above(high + Math.abs(high) * libraryError);
  // Infinite ends, which lose their differences: an exact value beyond doubles is finite.
  if (Number.isNaN(out.low)) out.low = Number.MAX_VALUE;
  if (Number.isNaN(out.high)) out.high = -Number.MAX_VALUE;
}

/** A rising function that is exact at 0 and ±∞ where its library value is 0 or infinite. */
function rising(f: (x: number) => number): IntervalFunction {
  return (low, high, out) => {
    widened(f(low), f(high), out);
    return "everywhere";
  };
}

const oscillating =
  (f: (x: number) => number, highest: number): IntervalFunction =>
  (low, high, out) => {
    const contains = (at: number): boolean => {
      // Generous by far more than the reduction of the argument may err.
      const slack = 1e-9 * Math.max(1, Math.abs(low), Math.abs(high));
      return Math.ceil((low - slack - at) / (2 * Math.PI)) <= Math.floor((high + slack - at) / (2 * Math.PI));
    };
    if (!(high - low < 6)) {
      [out.low, out.high] = [-1, 1];
      return "everywhere";
    }
    widened(Math.min(f(low), f(high)), Math.max(f(low), f(high)), out);
    out.low = contains(highest + Math.PI) ? -1 : Math.max(-1, out.low);
    out.high = contains(highest) ? 1 : Math.min(1, out.high);
    return "everywhere";
  };

const unary: Readonly<Record<Exclude<FunctionName, "min" | "max">, IntervalFunction>> = {
  exp(low, high, out) {
    widened(Math.exp(low), Math.exp(high), out);
    out.low = Math.max(0, out.low);
    return "everywhere";
  },
  tanh: rising(Math.tanh),
  sqrt(low, high, out) {
    if (high < 0) return "nowhere";
    out.low = low <= 0 ? 0 : below(Math.sqrt(low));
    out.high = high === 0 ? 0 : above(Math.sqrt(high));
    return low < 0 ? "partly" : "everywhere";
  },
  log(low, high, out) {
    if (high <= 0) return "nowhere";
    widened(low <= 0 ? Number.NEGATIVE_INFINITY : Math.log(low), Math.log(high), out);
    return low <= 0 ? "partly" : "everywhere";
  },
  abs(low, high, out) {
    out.low = low > 0 ? low : high < 0 ? -high : 0;
    out.high = Math.max(-low, high);
    return "everywhere";
  },
  sin: oscillating(Math.sin, Math.PI / 2),
  cos: oscillating(Math.cos, 0),
};

/** All values of a function of one argument. */
export function applied(name: keyof typeof unary, a: Column): Enclosure {
  return map(a, unary[name]);
}

/** All values of a^p for one number p. `0 ^ 0` is 1. */
export function power(a: Column, p: number): Enclosure {
  return map(a, (low, high, out) => {
    if (p === 0) {
      [out.low, out.high] = [1, 1];
      return "everywhere";
    }
    const isInteger = Number.isInteger(p);
    if (!isInteger && (high < 0 || (high === 0 && p < 0))) return "nowhere";
    if (p < 0 && low === 0 && high === 0) return "nowhere";
    const isPartly = (!isInteger && low < 0) || (p < 0 && low <= 0 && high >= 0);
    const bottom = isInteger ? low : Math.max(0, low);
    const crosses = bottom < 0 && high > 0;
    if (crosses && p < 0) {
      // A negative even power is above 0; an odd one is anything.
      widened(p % 2 === 0 ? 0 : Number.NEGATIVE_INFINITY, POSITIVE_INFINITY, out);
      return "partly";
    }
    // What a pole at the end of the interval leaves of the two ends.
    const at = (x: number, other: number): number =>
      x === 0 && p < 0 ? (other < 0 && p % 2 !== 0 ? Number.NEGATIVE_INFINITY : POSITIVE_INFINITY) : x ** p;
    const [left, right] = [at(bottom, high), at(high, bottom)];
    widened(Math.min(left, right), Math.max(left, right), out);
    if (crosses && p % 2 === 0) out.low = 0;
    if (bottom >= 0) out.low = Math.max(0, out.low);
    return isPartly ? "partly" : "everywhere";
  });
}

export function extreme(name: "min" | "max", columns: readonly Column[]): Column {
  const select = name === "min" ? Math.min : Math.max;
  const rows = Math.max(...columns.map(({ low }) => low.length));
  const of = (end: "low" | "high") =>
    Float64Array.from({ length: rows }, (_, i) => select(...columns.map((column) => row(column[end], i))));
  return { low: of("low"), high: of("high") };
}

function row(ends: Float64Array, i: number): number {
  return ends[ends.length === 1 ? 0 : i];
}
