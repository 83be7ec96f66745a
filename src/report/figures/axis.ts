import { formatExact } from "../numbers.ts";
import { textWidth } from "./style.ts";

export type Range = readonly [low: number, high: number];

export interface Tick {
  readonly at: number;
  readonly label: string;
}

export interface Axis {
  readonly scale: "linear" | "log";
  readonly domain: Range;
  readonly ticks: readonly Tick[];
}

/** The least range that holds `values`; null if there are none. */
export function rangeOf(values: readonly number[]): Range | null {
  return values.length === 0 ? null : [Math.min(...values), Math.max(...values)];
}

/** `range` with room at both ends, never of length 0. On a log scale both ends are above 0. */
export function padded(range: Range, scale: "linear" | "log"): Range {
  const [low, high] = range;
  if (scale === "log") {
    const factor = low === high ? 2 : (high / low) ** 0.05;
    return [low / factor, high * factor];
  }
  const room = low === high ? (low === 0 ? 1 : Math.abs(low) / 10) : (high - low) * 0.06;
  return [low - room, high + room];
}

/** The range of `core`, widened by what lies outside it but not to more than three times its length: bars may be cut. */
export function rangeWithBars(core: Range, bars: readonly number[]): Range {
  const [low, high] = core;
  const [barLow, barHigh] = rangeOf([low, high, ...bars]) as Range;
  if (low === high) return [barLow, barHigh];
  const reach = high - low;
  return [Math.max(barLow, low - reach), Math.min(barHigh, high + reach)];
}

/** An axis over `domain` that is `length` pixels long, with as many ticks as their labels leave room for. */
export function axis(domain: Range, scale: "linear" | "log", length: number, direction: "x" | "y"): Axis {
  const wanted = direction === "x" ? 7 : 6;
  for (let most = wanted; most > 2; most--) {
    const ticks = scale === "log" ? logTicks(domain, most) : linearTicks(domain, most);
    if (direction === "y" || fits(ticks, domain, scale, length)) return { scale, domain, ticks };
  }
  const ticks = scale === "log" ? logTicks(domain, 2) : linearTicks(domain, 2);
  return { scale, domain, ticks: direction === "y" || fits(ticks, domain, scale, length) ? ticks : ticks.slice(0, 1) };
}

/** Where `value` lies on the axis, from 0 at the low end to 1 at the high one. */
export function position(value: number, [low, high]: Range, scale: "linear" | "log"): number {
  return scale === "log" ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}

function fits(ticks: readonly Tick[], domain: Range, scale: "linear" | "log", length: number): boolean {
  return ticks.every((tick, index) => {
    if (index === 0) return true;
    const before = ticks[index - 1];
    const distance = length * (position(tick.at, domain, scale) - position(before.at, domain, scale));
    return distance >= (textWidth(tick.label) + textWidth(before.label)) / 2 + 4;
  });
}

/** At most `most` multiples of 1, 2 or 5 times a power of ten. */
function linearTicks([low, high]: Range, most: number): Tick[] {
  const rough = (high - low) / most;
  const power = Number(rough.toExponential().split("e")[1]);
  for (const [factor, shift] of [
    [1, 0],
    [2, 0],
    [5, 0],
    [1, 1],
    [2, 1],
  ]) {
    const order = power + shift;
    const step = Number(`${factor}e${order}`);
    const first = Math.ceil(low / step - 1e-9);
    const last = Math.floor(high / step + 1e-9);
    if (last - first + 1 > most) continue;
    const largest = Math.max(Math.abs(low), Math.abs(high));
    const plain = largest >= 1e-3 && largest < 1e6 && order >= -5;
    return Array.from({ length: last - first + 1 }, (_, index) => {
      // Through decimal text, since 3 · 0.1 is not 0.3.
      const at = Number(`${(first + index) * factor}e${order}`);
      return { at, label: plain ? withDecimals(at, Math.max(0, -order)) : formatExact(at) };
    });
  }
  return [];
}

/** At most `most` round numbers, evenly spread; over less than a decade those of a linear axis. */
function logTicks(domain: Range, most: number): Tick[] {
  const [low, high] = domain;
  const first = Number(low.toExponential().split("e")[1]);
  const last = Number(high.toExponential().split("e")[1]);
  const candidates = [[1, 2, 5], [1, 3], [1]].map((factors) => {
    const ticks: number[] = [];
    for (let order = first; order <= last; order++) {
      ticks.push(...factors.map((factor) => Number(`${factor}e${order}`)));
    }
    return ticks.filter((at) => at >= low && at <= high);
  });
  const fitting = candidates.find((ticks) => ticks.length <= most) ?? everyNth(candidates[2], most);
  return fitting.length >= 2 ? fitting.map((at) => ({ at, label: formatExact(at) })) : linearTicks(domain, most);
}

function everyNth<T>(values: readonly T[], most: number): T[] {
  const stride = Math.ceil(values.length / most);
  return values.filter((_, index) => index % stride === 0);
}

function withDecimals(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}
