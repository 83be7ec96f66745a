import { expect, it } from "vitest";
import { formatSeconds, formatSpread } from "./format.ts";

it("formatSeconds takes the unit that suits the time", () => {
  expect([4.123e-6, 9.9e-4, 0.13512, 1, 95.37].map(formatSeconds)).toEqual([
    "4.12 µs",
    "990 µs",
    "135 ms",
    "1 s",
    "95.4 s",
  ]);
});

it("formatSpread shows the quartiles", () => {
  expect(formatSpread({ median: 0.135, quartiles: [0.131, 1.4] }, formatSeconds)).toBe("135 ms [131 ms, 1.4 s]");
});
