import { formatSignificant } from "../report/numbers.ts";
import type { Spread } from "./timing.ts";

/** A time above 0 with three digits, in the unit that suits it: `8.1 µs`, `135 ms`, `2.4 s`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 1e-3) return `${formatSignificant(1e6 * seconds)} µs`;
  if (seconds < 1) return `${formatSignificant(1e3 * seconds)} ms`;
  return `${formatSignificant(seconds)} s`;
}

export function formatRatio(ratio: number): string {
  return formatSignificant(ratio);
}

/** Median and quartiles: `135 ms [131 ms, 140 ms]`. */
export function formatSpread({ median, quartiles }: Spread, format: (value: number) => string): string {
  return `${format(median)} [${quartiles.map(format).join(", ")}]`;
}
