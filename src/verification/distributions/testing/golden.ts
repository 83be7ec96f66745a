import { readFileSync } from "node:fs";
import { expect } from "vitest";

/** The table `golden/<name>.json`. Numbers of 40 digits are strings in it, to be read as the nearest double. */
export function readGolden<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../golden/${name}.json`, import.meta.url), "utf8")) as T;
}

/** What the documentation promises: 2e-14 + 1e-15·|log|, as multiples of 2⁻⁵², with the golden value's own rounding. */
export function allowedLogError(log: number): number {
  return (90 + 5 * Math.abs(log)) * Number.EPSILON;
}

/** Fails unless the logarithm of a tail is as near `text` as promised. */
export function expectLog(actual: number, text: string): void {
  const exact = Number(text);
  const miss = Math.abs(actual - exact);
  if (!(miss <= allowedLogError(exact))) expect.fail(`log tail ${actual} instead of ${text}: off by ${miss}`);
}

/** Fails unless both logarithms are right, and the one near 0 also relative to itself, as its complement is a tail too. */
export function expectLogTails(
  actual: { readonly lower: number; readonly upper: number },
  golden: { readonly lower: string; readonly upper: string },
): void {
  expectLog(actual.lower, golden.lower);
  expectLog(actual.upper, golden.upper);
  const small = Math.min(Number(golden.lower), Number(golden.upper));
  const large = Math.max(Number(golden.lower), Number(golden.upper));
  // Subnormal numbers have fewer digits.
  if (small > -700) expectRelative(Math.max(actual.lower, actual.upper), large, allowedLogError(small));
}

export function expectRelative(actual: number, exact: number, allowed: number): void {
  const miss = Math.abs(actual / exact - 1);
  if (!(miss <= allowed)) expect.fail(`${actual} instead of ${exact}: relative error ${miss}`);
}

/** Relative error that the quantiles promise down to tails of 1e-300. */
export const QUANTILE_ERROR = 1e-12;

/** Logarithms of tails that are not so near 1, nor so small, that a double p has lost them. */
export function isInvertible(log: number): boolean {
  return log > -700 && log < -Math.LN2;
}

export const refused = (field: string): unknown => expect.objectContaining({ code: "invalid-input", field });
