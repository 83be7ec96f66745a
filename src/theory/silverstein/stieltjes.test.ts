import { expect, it } from "vitest";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { solveSilverstein } from "./solve.ts";
import { spectralPoint } from "./spectral-point.ts";
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

it("complex and positive real arguments are those of the spectral point", () => {
  const point = spectralPoint(population, 0.1, { re: 1, im: -0.5 });
  expect(stieltjes(population, 0.1, { re: 1, im: -0.5 })).toEqual(point.stieltjes);
  expect(stieltjesDerivative(population, 0.1, { re: 1, im: -0.5 })).toEqual(point.stieltjesDerivative);
  // Between the two bulks.
  expect(stieltjes(population, 0.05, 0.9).value).toBe(spectralPoint(population, 0.05, 0.9).stieltjes.value.re);
});
