import { expect, test } from "vitest";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { detectionIntervals } from "./detection.ts";

test("a gap that nobody can decide detects no spike", () => {
  // For atoms 1 and 3 of equal weight ½ the gap closes at φ = 4/(½^{1/3} + (9/2)^{1/3})³.
  const closing = 4 / (Math.cbrt(0.5) + Math.cbrt(4.5)) ** 3;
  const population = parsePopulation({ kind: "atoms", values: [1, 3] });
  const places = (phi: number): string[] => detectionIntervals(population, phi).map(({ place }) => place);
  expect(places(closing)).toEqual(["below", "above"]);
  expect(places(closing * (1 - 1e-13))).toEqual(["below", "between", "above"]);
});
