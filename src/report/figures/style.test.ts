import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { seriesStyle, textWidth, wrapText } from "./style.ts";

/** As many pixels as this text takes. */
const room = (text: string): number => textWidth(text) + 0.001;

describe("wrapping", () => {
  it("keeps together what a semicolon ends, and a value with its equals sign", () => {
    expect(wrapText("1: AR(1), ρ = 0.5; aspect ratio = 0.1", room("1: AR(1), ρ = 0.5; aspect"), 2)).toEqual([
      "1: AR(1), ρ = 0.5;",
      "aspect ratio = 0.1",
    ]);
    expect(wrapText("φ = 0.5, noise variance = 0.25", room("φ = 0.5, noise variance = "), 2)).toEqual([
      "φ = 0.5, noise",
      "variance = 0.25",
    ]);
  });

  it("shows by an ellipsis that something is missing", () => {
    expect(wrapText("one two three four", room("one two"), 2)).toEqual(["one two", "three …"]);
    expect(wrapText("incomprehensible", room("incom"), 1)).toEqual(["inco…"]);
    expect(wrapText("  ", 100, 2)).toEqual([]);
  });
});

test.prop([
  fc.string({ unit: "grapheme", maxLength: 80 }),
  fc.integer({ min: 20, max: 300 }),
  fc.integer({ min: 1, max: 3 }),
])("no line is longer than the room, and there are no more than allowed", (text, width, lines) => {
  const wrapped = wrapText(text, width, lines);
  expect(wrapped.length).toBeLessThanOrEqual(lines);
  for (const line of wrapped) expect(textWidth(line)).toBeLessThanOrEqual(Math.max(width, textWidth("a…")));
});

it("the looks of a dozen series differ", () => {
  const looks = Array.from({ length: 12 }, (_, index) => JSON.stringify(seriesStyle(index)));
  expect(new Set(looks).size).toBe(12);
});
