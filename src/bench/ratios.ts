import { z } from "zod";
import { parseWith } from "../foundation/parse.ts";
import type { BenchmarkResult } from "./result.ts";

/** Times as long as ours that each alternative takes, by benchmark and alternative. */
export type Ratios = Readonly<Record<string, number>>;

/** A ratio may shrink to 1/1.25 of the baseline's: ours then takes 25 % longer, measured by the other. */
export const tolerance = 1.25;

const NUMPY_ON_ONE_THREAD = "NumPy, 1 thread";

/**
 * The ratios that a baseline holds: all but those of NumPy on its own number of threads, which depend on what else the
 * machine does, and those of the scaling.
 */
export function ratiosOf({ kernels, accuracy, workers }: BenchmarkResult): Ratios {
  const contests = [...kernels, accuracy.literal, accuracy.columns, accuracy.contest, workers];
  return Object.fromEntries(
    contests.flatMap(({ id, ratios }) =>
      ratios
        .filter(({ name }) => !name.startsWith("NumPy") || name.startsWith(NUMPY_ON_ONE_THREAD))
        .map(({ name, median }) => [`${id}: ${name}`, Number(median.toPrecision(4))]),
    ),
  );
}

export interface RatioComparison {
  readonly worse: readonly { readonly key: string; readonly before: number; readonly now: number }[];
  /** In the baseline, but not measured now: no data. */
  readonly missing: readonly string[];
  /** Measured now, but not in the baseline. */
  readonly added: readonly string[];
  readonly compared: number;
}

export function compareRatios(baseline: Ratios, now: Ratios): RatioComparison {
  const keys = Object.keys(baseline);
  const present = keys.filter((key) => Object.hasOwn(now, key));
  return {
    worse: present
      .filter((key) => !(now[key] * tolerance >= baseline[key]))
      .map((key) => ({ key, before: baseline[key], now: now[key] })),
    missing: keys.filter((key) => !Object.hasOwn(now, key)),
    added: Object.keys(now).filter((key) => !Object.hasOwn(baseline, key)),
    compared: present.length,
  };
}

/** Whether there were data, all that the baseline asks for, and none of them worse. */
export function passes({ worse, missing, compared }: RatioComparison): boolean {
  return compared > 0 && worse.length === 0 && missing.length === 0;
}

const positive = "a number above 0";
const baselineSchema = z.strictObject(
  {
    schema: z.literal("asymptopia-benchmark-ratios/1", '"asymptopia-benchmark-ratios/1"'),
    ratios: z.record(z.string(), z.number(positive).gt(0, positive), "an object of ratios"),
  },
  "a baseline of ratios",
);

/** @throws AsymptopiaError `invalid-input` for a text that is no baseline. */
export function parseBaseline(text: string): Ratios {
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch {
    input = text.slice(0, 100);
  }
  return parseWith(baselineSchema, input, "baseline").ratios;
}

export function formatBaseline(ratios: Ratios): string {
  return `${JSON.stringify({ schema: "asymptopia-benchmark-ratios/1", ratios }, null, 2)}\n`;
}
