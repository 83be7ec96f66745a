import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { axis, padded, position, type Range, rangeWithBars } from "./axis.ts";
import { textWidth } from "./style.ts";

const labels = (domain: Range, scale: "linear" | "log", length = 400): string[] =>
  axis(domain, scale, length, "x").ticks.map(({ label }) => label);

describe("ticks", () => {
  it.each([
    [[0, 1], "linear", ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]],
    [[-1.2, 3.1], "linear", ["−1", "0", "1", "2", "3"]],
    [[0, 0.00012], "linear", ["0", "2·10⁻⁵", "4·10⁻⁵", "6·10⁻⁵", "8·10⁻⁵", "10⁻⁴", "1.2·10⁻⁴"]],
    [[0, 1.2e-9], "linear", ["0", "2·10⁻¹⁰", "4·10⁻¹⁰", "6·10⁻¹⁰", "8·10⁻¹⁰", "10⁻⁹", "1.2·10⁻⁹"]],
    [[0.1, 2], "log", ["0.1", "0.2", "0.5", "1", "2"]],
    [[0.01, 10], "log", ["0.01", "0.03", "0.1", "0.3", "1", "3", "10"]],
    [[1e-8, 1e8], "log", ["10⁻⁸", "10⁻⁵", "0.01", "10", "10000", "10⁷"]],
    [[2, 3], "log", ["2.0", "2.2", "2.4", "2.6", "2.8", "3.0"]],
  ] as const)("over %j on a %s axis", (domain, scale, expected) => {
    expect(labels(domain, scale)).toEqual(expected);
  });
});

const ends = fc
  .tuple(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: 1e-6, max: 1e6, noNaN: true }))
  .map(([low, length]): Range => [low, low + length])
  .filter(([low, high]) => high - low > 1e-9 * Math.abs(low));

test.prop([ends, fc.integer({ min: 60, max: 600 })])("labels on a linear axis do not touch", (domain, length) => {
  const { ticks } = axis(domain, "linear", length, "x");
  expect(ticks.length).toBeGreaterThan(0);
  expect(ticks.length).toBeLessThanOrEqual(7);
  for (let k = 1; k < ticks.length; k++) {
    const [a, b] = [ticks[k - 1], ticks[k]];
    const gap = length * (position(b.at, domain, "linear") - position(a.at, domain, "linear"));
    expect(gap).toBeGreaterThan((textWidth(a.label) + textWidth(b.label)) / 2);
  }
  expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length);
});

test.prop([fc.double({ min: -9, max: 9, noNaN: true }), fc.double({ min: 0.01, max: 18, noNaN: true })])(
  "ticks of a log axis are distinct, ascending and within it",
  (order, decades) => {
    const domain: Range = [10 ** order, 10 ** (order + decades)];
    const { ticks } = axis(domain, "log", 400, "x");
    expect(ticks.length).toBeGreaterThan(0);
    for (const { at } of ticks) {
      // The ticks of a linear axis may exceed the domain by a rounding of its ends.
      expect(at).toBeGreaterThanOrEqual(domain[0] * (1 - 1e-6));
      expect(at).toBeLessThanOrEqual(domain[1] * (1 + 1e-6));
    }
    expect(ticks.map(({ at }) => at)).toEqual([...new Set(ticks.map(({ at }) => at))].sort((a, b) => a - b));
  },
);

describe("the range of an axis", () => {
  it("is never empty", () => {
    expect(padded([3, 3], "linear")).toEqual([2.7, 3.3]);
    expect(padded([0, 0], "linear")).toEqual([-1, 1]);
    expect(padded([3, 3], "log")).toEqual([1.5, 6]);
  });

  it("takes in bars, but is not ruled by a very long one", () => {
    expect(rangeWithBars([0, 1], [-0.5, 1.2])).toEqual([-0.5, 1.2]);
    expect(rangeWithBars([0, 1], [-50, 1])).toEqual([-1, 1]);
    expect(rangeWithBars([2, 2], [1, 4])).toEqual([1, 4]);
  });
});
