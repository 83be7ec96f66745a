import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { exactly } from "../../foundation/quantity.ts";
import { parseActivation } from "../../model/activations/parse-activation.ts";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import golden from "../golden/linear-representation.json" with { type: "json" };
import { moment } from "../populations/moment.ts";
import { adamCorrelation } from "./adam-correlation.ts";
import type { OneStepSetting } from "./setting.ts";
import { sgdCorrelation } from "./sgd-correlation.ts";

const eps = Number.EPSILON;
const relu = parseActivation({ kind: "relu" });
const signs = Math.sqrt(2 / Math.PI);

describe("the signs of the SGD step", () => {
  it.each([
    ["uniform", { kind: "uniform", low: 0.5, high: 2 }],
    ["atoms", { kind: "atoms", values: [0.25, 1.75] }],
  ] as const)("have the golden correlation along the coordinates: %s", (name, population) => {
    const setting = { population: parsePopulation(population), phi: 0.5, teacher: relu, noiseVariance: 0.25 };
    const { value, error, status } = adamCorrelation(setting, "coordinates");
    expect(Math.abs(value - Number(golden.adam[name]))).toBeLessThanOrEqual(error);
    expect(error).toBeLessThan(1e-12);
    expect(status).toBe("ok");
  });

  const atoms = fc.array(
    fc.double({ min: -2, max: 2, noNaN: true }).map((x) => 10 ** x),
    { minLength: 1, maxLength: 5 },
  );
  test.prop([atoms, fc.double({ min: -1, max: 1, noNaN: true }), fc.boolean()])(
    "are √(2/π) of SGD in a Haar basis, along the coordinates at one eigenvalue, and √(2/π) at φ → 0",
    (values, logarithm, negative) => {
      const population = parsePopulation({ kind: "eigenvalues", values });
      const alpha = (negative ? -1 : 1) * 10 ** logarithm;
      const secondMoment = exactly(1.5 * alpha * alpha * moment(population, 1).value);
      const setting: OneStepSetting = {
        population,
        phi: 0.4,
        noiseVariance: 0.3,
        moments: { derivativeMean: exactly(alpha), secondMoment },
      };
      const sgd = sgdCorrelation(setting).value;
      expect(Math.abs(adamCorrelation(setting, "haar").value - signs * sgd)).toBeLessThanOrEqual(2 * eps);
      const single = {
        ...setting,
        population: parsePopulation({ kind: "eigenvalues", values: [moment(population, 1).value] }),
      };
      const [along, haar] = (["coordinates", "haar"] as const).map((basis) => adamCorrelation(single, basis).value);
      expect(Math.abs(along - haar)).toBeLessThanOrEqual(16 * eps);
      const rich = { ...setting, phi: 1e-30 };
      expect(Math.abs(adamCorrelation(rich, "coordinates").value - Math.sign(alpha) * signs)).toBeLessThanOrEqual(
        16 * eps,
      );
      // As φ → 0 SGD tends to m₁/√m₂.
      const limit = moment(population, 1).value / Math.sqrt(moment(population, 2).value);
      if (Math.abs(limit - signs) > 1e-9) {
        const better = Math.abs(adamCorrelation(rich, "coordinates").value) > Math.abs(sgdCorrelation(rich).value);
        expect(better).toBe(limit < signs);
      }
    },
  );

  it("are uncorrelated with β⋆ at α⋆ = 0, and vanish with α⋆", () => {
    const population = parsePopulation({ kind: "ar1", rho: 0.5 });
    const at = (alpha: number) =>
      adamCorrelation(
        {
          population,
          phi: 0.5,
          noiseVariance: 0,
          moments: { derivativeMean: exactly(alpha), secondMoment: exactly(1) },
        },
        "coordinates",
      );
    expect(at(0)).toEqual({ value: 0, error: 0, status: "ok" });
    expect(at(1e-200).value).toBeGreaterThanOrEqual(0);
    expect(at(1e-200).value).toBeLessThan(1e-199);
  });

  it("names an eigenbasis that there is none of, and what SGD would", () => {
    const setting = {
      population: parsePopulation({ kind: "ar1", rho: 0.5 }),
      phi: 0.5,
      teacher: relu,
      noiseVariance: 1,
    };
    expect(() => adamCorrelation(setting, "fourier" as "haar")).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "eigenbasis" }),
    );
    expect(() => adamCorrelation({ ...setting, phi: 0 }, "coordinates")).toThrow(
      expect.objectContaining({ field: "phi" }),
    );
  });
});
