/**
 * A column of closed intervals [low[i], high[i]] with ends in the extended reals; one row stands for a row of every
 * column that it meets. All operations round outwards, so that results contain every exact value.
 */
export interface Column {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** What an operation gives, and whether it has a value for all, some or none of the numbers in its intervals. */
export interface Enclosure extends Column {
  readonly defined: Defined;
}

export type Defined = "everywhere" | "partly" | "nowhere";

const { EPSILON, POSITIVE_INFINITY, NEGATIVE_INFINITY, MIN_VALUE, MAX_VALUE } = Number;

export function interval(low: number, high = low): Column {
  return { low: Float64Array.of(low), high: Float64Array.of(high) };
}

/** A column of numbers. */
export function points(values: Float64Array): Column {
  return { low: values, high: values };
}

export const whole = interval(NEGATIVE_INFINITY, POSITIVE_INFINITY);

/** Below `x`, a correctly rounded result, and so no larger than the exact one. */
export function below(x: number): number {
  if (x === POSITIVE_INFINITY) return MAX_VALUE;
  return x === NEGATIVE_INFINITY ? x : x - Math.abs(x) * EPSILON - MIN_VALUE;
}

/** Above `x`, a correctly rounded result. */
export function above(x: number): number {
  return -below(-x);
}

export function negate({ low, high }: Column): Column {
  const rows = low.length;
  const result = column(rows);
  for (let i = 0; i < rows; i += 1) {
    result.low[i] = -high[i];
    result.high[i] = -low[i];
  }
  return result;
}

// The loops below are the time of every search: they call nothing that the engine does not inline.

export function add(a: Column, b: Column): Column {
  const rows = Math.max(a.low.length, b.low.length);
  const [stepA, stepB] = [step(a), step(b)];
  const result = column(rows);
  for (let i = 0, j = 0, k = 0; i < rows; i += 1, j += stepA, k += stepB) {
    const [al, ah, bl, bh] = [a.low[j], a.high[j], b.low[k], b.high[k]];
    // A sum with 0 is exact, so that intervals that begin at 0 go on doing so.
    result.low[i] = al === 0 ? bl : bl === 0 ? al : below(al + bl);
    result.high[i] = ah === 0 ? bh : bh === 0 ? ah : above(ah + bh);
  }
  return result;
}

export function subtract(a: Column, b: Column): Column {
  return add(a, negate(b));
}

export function multiply(a: Column, b: Column): Column {
  const rows = Math.max(a.low.length, b.low.length);
  const [stepA, stepB] = [step(a), step(b)];
  const result = column(rows);
  for (let i = 0, j = 0, k = 0; i < rows; i += 1, j += stepA, k += stepB) {
    const [al, ah, bl, bh] = [a.low[j], a.high[j], b.low[k], b.high[k]];
    if (al >= 0 && bl >= 0) {
      result.low[i] = productBelow(al, bl);
      result.high[i] = productAbove(ah, bh);
    } else if (al >= 0 && bh <= 0) {
      result.low[i] = productBelow(ah, bl);
      result.high[i] = productAbove(al, bh);
    } else if (ah <= 0 && bl >= 0) {
      result.low[i] = productBelow(al, bh);
      result.high[i] = productAbove(ah, bl);
    } else {
      result.low[i] = Math.min(productBelow(al, bl), productBelow(al, bh), productBelow(ah, bl), productBelow(ah, bh));
      result.high[i] = Math.max(productAbove(al, bl), productAbove(al, bh), productAbove(ah, bl), productAbove(ah, bh));
    }
  }
  return result;
}

function column(rows: number) {
  return { low: new Float64Array(rows), high: new Float64Array(rows) };
}

/** How far to go in a column for the next row: a single row stands for all. */
function step({ low }: Column): number {
  return low.length === 1 ? 0 : 1;
}

function productBelow(x: number, y: number): number {
  return x === 0 || y === 0 ? 0 : below(x * y);
}

function productAbove(x: number, y: number): number {
  return x === 0 || y === 0 ? 0 : above(x * y);
}

/** 1/b; the whole line where b contains 0 inside, and no number where it is 0. */
export function reciprocal(b: Column): Enclosure {
  return map(b, (low, high, out) => {
    if (low === 0 && high === 0) return "nowhere";
    if (low < 0 && high > 0) {
      out.low = NEGATIVE_INFINITY;
      out.high = POSITIVE_INFINITY;
      return "partly";
    }
    out.low = high === 0 ? NEGATIVE_INFINITY : high === POSITIVE_INFINITY ? 0 : below(1 / high);
    out.high = low === 0 ? POSITIVE_INFINITY : low === NEGATIVE_INFINITY ? 0 : above(1 / low);
    return low === 0 || high === 0 ? "partly" : "everywhere";
  });
}

/** Σ weights[i]·a[i] for weights of at least 0, one row. */
export function weightedSum(weights: Float64Array, a: Column): Column {
  return interval(below(-sumAbove(weights, a.low, -1)), above(sumAbove(weights, a.high, 1)));
}

const blockLength = 32;

/** At least Σ weights[i]·sign·ends[i]: block by block, and more by what the roundings can make. */
function sumAbove(weights: Float64Array, ends: Float64Array, sign: 1 | -1): number {
  const [rows, single] = [weights.length, ends.length === 1];
  let [total, absolute] = [0, 0];
  for (let from = 0; from < rows; from += blockLength) {
    const to = Math.min(rows, from + blockLength);
    let [part, size] = [0, 0];
    for (let i = from; i < to; i += 1) {
      const term = sign * weights[i] * ends[single ? 0 : i];
      part += term;
      size += Math.abs(term);
    }
    total += part;
    absolute += size;
  }
  // Each term is rounded once and passes through that many sums; underflow adds at most the last summand.
  const roundings = 2 + blockLength + Math.ceil(rows / blockLength);
  return total + (roundings * EPSILON * absolute + rows * MIN_VALUE);
}

/** Sets `out` for the interval [low, high] and says for how much of it there is a value. */
export type IntervalFunction = (low: number, high: number, out: Interval) => Defined;

export interface Interval {
  low: number;
  high: number;
}

/** A function applied row by row; what it is not defined on anywhere comes out as the whole line. */
export function map(a: Column, f: IntervalFunction): Enclosure {
  const low = new Float64Array(a.low.length);
  const high = new Float64Array(a.low.length);
  const out = { low: 0, high: 0 };
  let defined: Defined = "everywhere";
  for (let i = 0; i < low.length; i += 1) {
    const here = f(a.low[i], a.high[i], out);
    if (here === "nowhere") return { ...whole, defined: "nowhere" };
    if (here === "partly") defined = "partly";
    low[i] = out.low;
    high[i] = out.high;
  }
  return { low, high, defined };
}
