import { expect, it } from "vitest";
import type { PopulationSpecification } from "../population.ts";
import { populationTitle } from "./title.ts";

const cases: [PopulationSpecification, string][] = [
  [{ kind: "atoms", values: [1], weights: [7] }, "atom 1"],
  [{ kind: "atoms", values: [0.5, 1.5] }, "atoms 0.5, 1.5 (½, ½)"],
  [{ kind: "atoms", values: [0.5, 1.5], weights: [2, 2] }, "atoms 0.5, 1.5 (½, ½)"],
  [{ kind: "atoms", values: [1, 3, 10], weights: [1, 1, 1] }, "atoms 1, 3, 10 (⅓, ⅓, ⅓)"],
  [{ kind: "atoms", values: [1e-3, 1, 1e3], weights: [0.3, 0.4, 0.3] }, "atoms 0.001, 1, 1000 (0.3, 0.4, 0.3)"],
  [{ kind: "atoms", values: [5, 1, 2, 3, 4], weights: [1, 1, 1, 1, 1] }, "5 atoms in [1, 5]"],
  [{ kind: "eigenvalues", values: [1, 2, 3] }, "3 eigenvalues"],
  [{ kind: "eigenvalues", values: [2.123456] }, "eigenvalue 2.123"],
  [{ kind: "uniform", low: 0.5, high: 2 }, "uniform [0.5, 2]"],
  [{ kind: "ar1", rho: -0.5 }, "AR(1), ρ = −0.5"],
  [{ kind: "geometric", low: 1e-9, high: 1 }, "geometric [1e−9, 1]"],
  [{ kind: "power-law", exponent: 1.5, low: 1, high: 100 }, "power law τ^−1.5 on [1, 100]"],
];

it.each(cases)("%o", (specification, title) => {
  expect(populationTitle(specification)).toBe(title);
});
