import { expect, it } from "vitest";
import { readableObservations } from "./readable-observations.ts";

it("shows numbers and trajectories whole, and what is no observation as far as JSON can", () => {
  const path = Float64Array.from({ length: 500 }, (_, i) => (i === 7 ? Number.NaN : i));
  const shown = readableObservations([
    { x: 1.5, none: Number.NaN, low: -Infinity, path, error: "big", run: undefined },
  ]);
  expect(shown).toEqual({
    x: 1.5,
    none: "NaN",
    low: "-Infinity",
    path: Array.from(path, (value) => (Number.isNaN(value) ? "NaN" : value)),
    error: "big",
    run: "undefined",
  });
  expect(JSON.parse(JSON.stringify(shown))).toEqual(shown);
});

it.each([
  ["nothing", undefined],
  ["no list", { x: 1 }],
  ["a list of two", [{}, {}]],
  ["a number in it", [1]],
])("shows nothing of %s", (_, returned) => {
  expect(readableObservations(returned)).toBeUndefined();
});
