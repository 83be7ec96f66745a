import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import {
  formatCount,
  formatCountRange,
  formatExact,
  formatInterval,
  formatOn,
  formatPercent,
  formatSignificant,
  formatWithError,
  scaleFor,
} from "./numbers.ts";

describe("digits follow the uncertainty", () => {
  it("prints an estimate with one digit more than its interval", () => {
    expect(formatOn(scaleFor([0.744812], 0.0036, 3), 0.744812)).toBe("0.74481");
    expect(formatInterval(scaleFor([0.744812], 0.0036), [0.74121, 0.74839])).toBe("[0.7412, 0.7484]");
  });

  it("knows the order of an exact power of ten", () => {
    expect(scaleFor([1], 0.001)).toEqual({ exponent: 0, decimals: 4 });
    expect(scaleFor([1000], 1000)).toEqual({ exponent: 0, decimals: 0 });
  });

  it("takes five significant digits when there is no uncertainty", () => {
    expect(formatOn(scaleFor([0.7448123], null), 0.7448123)).toBe("0.74481");
    expect(formatOn(scaleFor([0], null), 0)).toBe("0.0");
  });

  it("changes to powers of ten below 0.001 and from a million on", () => {
    const small = scaleFor([-1.234e-5], 2e-7);
    expect(formatOn(small, -1.234e-5)).toBe("−1.234·10⁻⁵");
    expect(formatInterval(small, [-1.2547e-5, -1.2e-5])).toBe("[−1.255, −1.200]·10⁻⁵");
    expect(formatOn(scaleFor([1.5e6], 1e5), 1.5e6)).toBe("1.50·10⁶");
    expect(formatOn(scaleFor([5e-324], null), 5e-324)).toBe("5.0000·10⁻³²⁴");
  });

  it("lets a wide interval decide the power of ten of a small value", () => {
    expect(formatOn(scaleFor([1e-5], 0.02), 1e-5)).toBe("0.000");
  });

  it("prints no negative zero", () => {
    expect(formatOn({ exponent: 0, decimals: 2 }, -0.001)).toBe("0.00");
    expect(formatExact(-0)).toBe("0");
  });
});

test.prop([fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.double({ min: 1e-9, max: 1e9, noNaN: true })])(
  "a printed interval contains the computed one and is at most two last digits wider",
  (low, width) => {
    const high = low + width;
    const scale = scaleFor([low, high], width / 2);
    const text = formatInterval(scale, [low, high]);
    const [below, above] = text
      .replaceAll("−", "-")
      .slice(1)
      .split("]")[0]
      .split(", ")
      .map((end) => Number(`${end}e${scale.exponent}`));
    // The decimal text of a binary number near 1e9 may be off by half a unit in its last place.
    const rounding = 4 * Number.EPSILON * Math.max(Math.abs(low), Math.abs(high));
    expect(below).toBeLessThanOrEqual(low + rounding);
    expect(above).toBeGreaterThanOrEqual(high - rounding);
    const unit = 10 ** (scale.exponent - scale.decimals);
    expect(low - below).toBeLessThanOrEqual(1.001 * unit + rounding);
    expect(above - high).toBeLessThanOrEqual(1.001 * unit + rounding);
  },
);

test.prop([fc.double({ noNaN: true, noDefaultInfinity: true })])("formatExact reads back as the number", (value) => {
  const text = formatExact(value).replaceAll("−", "-");
  const superscripts = "⁻⁰¹²³⁴⁵⁶⁷⁸⁹";
  const [, digits, exponent] = /^(-?[\d.]*?)·?(?:10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?$/.exec(text)!;
  const power = [...(exponent ?? "⁰")].map((character) => "-0123456789"[superscripts.indexOf(character)]).join("");
  expect(Number(`${digits === "" || digits === "-" ? `${digits}1` : digits}e${power}`)).toBe(value === 0 ? 0 : value);
});

it.each([
  [formatSignificant(0.00312345, 2), "0.0031"],
  [formatSignificant(0.01), "0.01"],
  [formatSignificant(1.234e-5, 2), "1.2·10⁻⁵"],
  [formatSignificant(-1e-5), "−1·10⁻⁵"],
  [formatSignificant(1e-5), "10⁻⁵"],
  [formatSignificant(null), "–"],
  [formatPercent(0.01312), "1.3 %"],
  [formatPercent(1.3), "130 %"],
  [formatPercent(null), "–"],
  [formatInterval({ exponent: 0, decimals: 2 }, null), "unbounded"],
  [formatWithError(scaleFor([0.58344], 0.00098), 0.58344, 0.00098), "0.58344 ± 0.00098"],
  [formatWithError(scaleFor([-1.2e-5], 3e-7), -1.2e-5, 3e-7), "(−1.200 ± 0.030)·10⁻⁵"],
  [formatCount(999), "999"],
  [formatCount(12500), "12,500"],
  [formatCount(1234567), "1,234,567"],
  [formatCountRange([]), "–"],
  [formatCountRange([40, 40]), "40"],
  [formatCountRange([1200, 40]), "40–1,200"],
])("%s", (printed, expected) => {
  expect(printed).toBe(expected);
});
