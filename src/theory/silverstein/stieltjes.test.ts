import { expect, it } from "vitest";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { solveSilverstein } from "./solve.ts";
import { effectiveRidge, stieltjes, stieltjesDerivative } from "./stieltjes.ts";

const population = parsePopulation({ kind: "atoms", values: [0.5, 1.5], weights: [1, 1] });

it("the single quantities are those of the solution at λ = −z", () => {
  const solution = solveSilverstein(population, 2, 0.1);
  expect(effectiveRidge(population, 2, 0.1)).toEqual(solution.kappa);
  expect(stieltjes(population, 2, -0.1)).toEqual(solution.m);
  expect(stieltjesDerivative(population, 2, -0.1)).toEqual(solution.mDerivative);
});

it.each([0, 1, Number.NaN, Number.NEGATIVE_INFINITY])("z = %s is refused", (z) => {
  expect(() => stieltjes(population, 2, z)).toThrow(expect.objectContaining({ code: "invalid-input", field: "z" }));
  expect(() => stieltjesDerivative(population, 2, z)).toThrow(expect.objectContaining({ field: "z" }));
});
