import { readFileSync } from "node:fs";
import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { airy } from "./airy.ts";

const eps = Number.EPSILON;

interface Row {
  readonly x: number;
  readonly value: string;
  readonly slope: string;
}
const rows: readonly Row[] = JSON.parse(readFileSync(new URL("../golden/airy.json", import.meta.url), "utf8"));

describe("Ai and Ai′", () => {
  it.each(rows)("at $x", ({ x, value, slope }) => {
    const got = airy(x);
    // Left of 0 they oscillate, with an amplitude of at most 1: absolute there, relative to the right.
    expect(Math.abs(got.value - Number(value))).toBeLessThanOrEqual(4 * eps * (x < 0 ? 1 : Math.abs(Number(value))));
    expect(Math.abs(got.slope - Number(slope))).toBeLessThanOrEqual(4 * eps * (x < 0 ? 1 : Math.abs(Number(slope))));
  });

  test.prop([fc.double({ min: -2.9, max: 100, noNaN: true })])("satisfy y″ = xy across the seams", (x) => {
    // Ai′(x+h) − Ai′(x−h) = 2h·xAi + h³/3·(xAi)″ + …, with (xAi)″ = 2Ai′ + x²Ai and |Ai′| ≤ (1 + √|x|)·size.
    const h = 1e-4;
    const { value, slope } = airy(x);
    const [left, right] = [airy(x - h), airy(x + h)];
    const size = Math.abs(value) + Math.abs(slope);
    const scale = (1 + Math.abs(x)) ** 2 * size;
    expect(Math.abs(right.slope - left.slope - 2 * h * x * value)).toBeLessThanOrEqual((h ** 3 + 16 * eps) * scale);
    expect(Math.abs(right.value - left.value - 2 * h * slope)).toBeLessThanOrEqual((h ** 3 + 16 * eps) * scale);
  });

  it("is 0 where it is no normal double", () => expect(airy(200)).toEqual({ value: 0, slope: 0 }));

  it.each([-3.1, Number.NaN])("refuses %s", (x) => {
    expect(() => airy(x)).toThrow(expect.objectContaining({ code: "invalid-input", field: "x" }));
  });
});
