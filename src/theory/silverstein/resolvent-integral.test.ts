import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { PopulationSpecification } from "../../model/population.ts";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { resolventIntegral } from "./resolvent-integral.ts";

const eps = Number.EPSILON;

interface Row {
  population: PopulationSpecification;
  re: number;
  im: number;
  a: number;
  b: number;
  value: [string, string];
}
const rows = JSON.parse(readFileSync(new URL("../golden/resolvent-integrals.json", import.meta.url), "utf8")) as Row[];

describe("continuous populations", () => {
  it("are 474 rows", () => expect(rows).toHaveLength(474));

  // Down to 1e-300 from the support. Worst seen: a tenth of the stated error.
  it.each([...new Set(rows.map(({ population }) => JSON.stringify(population)))])("%s", (text) => {
    const population = parsePopulation(JSON.parse(text));
    for (const { re, im, a, b, value } of rows.filter((row) => JSON.stringify(row.population) === text)) {
      const got = resolventIntegral(population, { re, im }, a, b);
      const size = Math.hypot(Number(value[0]), Number(value[1]));
      const off = Math.hypot(got.value.re - Number(value[0]), got.value.im - Number(value[1]));
      expect(off, `${re} + ${im}i, ${a}, ${b}`).toBeLessThanOrEqual(got.error + eps * size);
      // ∫ 1/|ℓ − τ| dH grows like the logarithm of the distance, which is 700 at 1e-300; and the error is 30 eps of it.
      if (b === 1) expect(got.error).toBeLessThanOrEqual(30 * (100 + 2 * Math.abs(Math.log(im || 1))) * eps * size);
    }
  });
});

describe("AR(1), ρ = .6, with ends 1/4 and 4, where its nodes crowd", () => {
  const population = parsePopulation({ kind: "ar1", rho: 0.6 });
  it.each([1e-1, 1e-3, 1e-6, 1e-9, 1e-12, 1e-15])("beyond them by a share of %s", (share) => {
    for (const ell of [4 * (1 + share), 0.25 * (1 - share)]) {
      // ∫ τ/(ℓ − τ) dH, the average of 1/(A − B cos θ), is 1/√((ℓ − 4)(ℓ − ¼)), with the sign of ℓ − 4.
      const exact = Math.sign(ell - 4) / Math.sqrt((ell - 4) * (ell - 0.25));
      const { value, error } = resolventIntegral(population, ell, 1, 1);
      expect(Math.abs(value.re - exact)).toBeLessThanOrEqual(error + 4 * eps * Math.abs(exact));
      expect(error).toBeLessThanOrEqual(100 * eps * Math.abs(exact));
    }
  });
});

describe("atoms", () => {
  const population = parsePopulation({ kind: "atoms", values: [0, 1, 4], weights: [2, 1, 1] });

  it("give the finite sum, mass at 0 included where a = 0", () => {
    expect(resolventIntegral(population, 2, 0, 1).value).toEqual({ re: 0.5 / 2 + 0.25 / 1 + 0.25 / -2, im: 0 });
    expect(resolventIntegral(population, 2, 1, 2).value.re).toBe(0.25 + 4 / 16);
    expect(resolventIntegral(population, { re: 1, im: 2 }, 2, 1).value).toEqual({
      re: 0.25 * 0 + 4 * (-3 / 13),
      im: 0.25 * -0.5 + 4 * (-2 / 13),
    });
  });

  it("keep their sum where ℓ is at a tiny distance", () => {
    const { value, status } = resolventIntegral(population, { re: 1, im: 1e-300 }, 1, 1);
    expect(value.im).toBe(-0.25 / 1e-300);
    expect(status).toBe("ok");
  });

  it("are refused on the support, and nowhere else", () => {
    for (const ell of [0, 1, 4]) {
      expect(() => resolventIntegral(population, ell, 1, 1)).toThrow(expect.objectContaining({ field: "ell" }));
    }
    expect(resolventIntegral(population, 1, 2, 0).value.re).toBe(0.25 + 4);
  });
});

describe("bad input", () => {
  const population = parsePopulation({ kind: "uniform", low: 1, high: 2 });
  it.each([
    [1, 1, 1, "ell"],
    [2, 1, 1, "ell"],
    [Number.NaN, 1, 1, "ell"],
    [3, 1.5, 1, "a"],
    [3, 1, -1, "b"],
    [3, 5, 1, "a"],
  ])("ℓ = %s, a = %s, b = %s", (ell, a, b, field) => {
    expect(() => resolventIntegral(population, ell, a, b)).toThrow(
      expect.objectContaining({ code: "invalid-input", field }),
    );
  });

  it("an integral that is no double", () => {
    expect(() => resolventIntegral(population, { re: 1.5, im: 1e-300 }, 0, 3)).toThrow(
      expect.objectContaining({ code: "non-finite" }),
    );
  });
});
