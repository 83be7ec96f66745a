import { describe, expect, it } from "vitest";
import { compareRatios, formatBaseline, parseBaseline, passes, ratiosOf } from "./ratios.ts";
import { exampleResult } from "./testing/result.ts";

describe("ratiosOf", () => {
  it("names every ratio by benchmark and alternative, but for those of NumPy on its own number of threads", () => {
    expect(ratiosOf(exampleResult())).toEqual({
      "multiply-500: ml-matrix": 10,
      "multiply-500: NumPy, 1 thread": 0.5,
      "normals-1000000: three loops": 3,
      "replicate-900: NumPy, 1 thread": 0.75,
      "replicate-900-64-columns: NumPy, 1 thread": 0.5,
      "accuracy-900: NumPy, 1 thread, 1 column": 12,
      "workers: one worker": 1.9,
    });
  });
});

describe("compareRatios", () => {
  const baseline = { a: 10, b: 0.5 };

  it("passes equal and better ratios, and those at the edge", () => {
    for (const now of [baseline, { a: 11, b: 0.9 }, { a: 8, b: 0.4 }]) {
      const comparison = compareRatios(baseline, now);
      expect(comparison).toEqual({ worse: [], missing: [], added: [], compared: 2 });
      expect(passes(comparison)).toBe(true);
    }
  });

  it("fails and names a ratio with which ours takes more than 25 % longer", () => {
    const comparison = compareRatios(baseline, { a: 7.99, b: 0.5 });
    expect(comparison.worse).toEqual([{ key: "a", before: 10, now: 7.99 }]);
    expect(passes(comparison)).toBe(false);
  });

  it("fails without data: one ratio missing, all of them, none in the baseline, or one that is no number", () => {
    expect(compareRatios(baseline, { a: 10 })).toMatchObject({ missing: ["b"], compared: 1 });
    for (const [before, now] of [
      [baseline, { a: 10 }],
      [baseline, {}],
      [{}, baseline],
      [{}, {}],
      [baseline, { a: 10, b: Number.NaN }],
    ] as [Record<string, number>, Record<string, number>][]) {
      expect(passes(compareRatios(before, now))).toBe(false);
    }
  });

  it("tells of ratios that the baseline does not have, which do not fail", () => {
    const comparison = compareRatios(baseline, { ...baseline, c: 1 });
    expect(comparison.added).toEqual(["c"]);
    expect(passes(comparison)).toBe(true);
  });
});

describe("the baseline", () => {
  it("is read as it was written", () => {
    const ratios = { "multiply-500: ml-matrix": 10.25 };
    expect(parseBaseline(formatBaseline(ratios))).toEqual(ratios);
  });

  it.each([
    ["", "baseline"],
    ["{}", "baseline.schema"],
    ['{"schema":"asymptopia-benchmark-ratios/1","ratios":{"a":0}}', "baseline.ratios.a"],
    ['{"schema":"asymptopia-benchmark-ratios/1","ratios":{},"more":1}', "baseline.more"],
  ])("is not %j", (text, field) => {
    expect(() => parseBaseline(text)).toThrow(expect.objectContaining({ code: "invalid-input", field }));
  });
});
