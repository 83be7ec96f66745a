import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AtomicPopulation, ContinuousPopulation, PopulationSpecification } from "../../model/population.ts";
import { LARGEST_DIMENSION, realiseSpectrum } from "./realise-spectrum.ts";

function atomic(values: readonly number[], weights: readonly number[]): AtomicPopulation {
  return { type: "atomic", specification: { kind: "atoms", values, weights }, values, weights, quantile: never };
}

function continuous(
  specification: PopulationSpecification,
  low: number,
  high: number,
  quantile: (u: number) => number,
): ContinuousPopulation {
  return { type: "continuous", specification, low, high, density: never, quantile };
}

function never(): never {
  throw new Error("not needed to realise a spectrum");
}

const uniform = (low: number, high: number): ContinuousPopulation =>
  continuous({ kind: "uniform", low, high }, low, high, (u) => low + u * (high - low));

const ar1 = (rho: number): ContinuousPopulation => {
  const size = Math.abs(rho);
  const limits = [(1 - size) / (1 + size), (1 + size) / (1 - size)] as const;
  return continuous({ kind: "ar1", rho }, ...limits, (u) => {
    return (1 - rho * rho) / (1 + rho * rho - 2 * size * Math.cos(Math.PI * (1 - u)));
  });
};

const geometric = (low: number, high: number): ContinuousPopulation =>
  continuous({ kind: "geometric", low, high }, low, high, (u) => low * (high / low) ** u);

describe("atoms", () => {
  test("largest remainders, ascending", () => {
    const { eigenvalues, momentErrors } = realiseSpectrum(atomic([0, 1, 4], [0.2, 0.3, 0.5]), 7);
    expect(Array.from(eigenvalues)).toEqual([0, 1, 1, 4, 4, 4, 4]);
    // Moments 18/7 and 66/7 instead of 2.3 and 8.3; three operations each.
    expect(Math.abs(momentErrors.first - (18 / 7 / 2.3 - 1))).toBeLessThan(8 * Number.EPSILON);
    expect(Math.abs(momentErrors.second - (66 / 7 / 8.3 - 1))).toBeLessThan(8 * Number.EPSILON);
  });

  test("weights that fit the dimension are realised without error", () => {
    const { eigenvalues, momentErrors } = realiseSpectrum(atomic([0.5, 1.5], [0.5, 0.5]), 40);
    expect(Array.from(eigenvalues)).toEqual([...Array(20).fill(0.5), ...Array(20).fill(1.5)]);
    // 40 additions of numbers of the same order.
    expect(momentErrors.first).toBeLessThan(40 * Number.EPSILON);
    expect(momentErrors.second).toBeLessThan(40 * Number.EPSILON);
  });

  test("a list of d eigenvalues is returned as it is", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 50 }), (list) => {
        const values = [...new Set(list)].sort((a, b) => a - b);
        const weights = values.map((value) => list.filter((other) => other === value).length / list.length);
        const { eigenvalues, momentErrors } = realiseSpectrum(atomic(values, weights), list.length);
        expect(Array.from(eigenvalues)).toEqual([...list].sort((a, b) => a - b));
        expect(Math.max(momentErrors.first, momentErrors.second)).toBeLessThan(200 * Number.EPSILON);
      }),
    );
  });

  test("all mass at 0 has moments 0 and no error", () => {
    expect(realiseSpectrum(atomic([0], [1]), 3)).toEqual({
      eigenvalues: new Float64Array(3),
      momentErrors: { first: 0, second: 0 },
    });
  });

  test("eigenvalues whose squares overflow still have moment errors", () => {
    const { momentErrors } = realiseSpectrum(atomic([1e-200, 1e200], [0.5, 0.5]), 3);
    expect(Math.abs(momentErrors.first - 1 / 3)).toBeLessThan(4 * Number.EPSILON);
    expect(Math.abs(momentErrors.second - 1 / 3)).toBeLessThan(4 * Number.EPSILON);
  });
});

describe("densities", () => {
  test("midpoint quantiles", () => {
    expect(Array.from(realiseSpectrum(uniform(1, 3), 4).eigenvalues)).toEqual([1.25, 1.75, 2.25, 2.75]);
    expect(Array.from(realiseSpectrum(geometric(1, 16), 2).eigenvalues)).toEqual([2, 8]);
  });

  test.each([3, 50, 701])("uniform at d = %i: exact mean, second moment short by (high−low)²/(12d²)", (d) => {
    const { momentErrors } = realiseSpectrum(uniform(1, 3), d);
    // d additions, each rounding a sum of at most d numbers below 1.
    expect(momentErrors.first).toBeLessThan(d * Number.EPSILON);
    expect(Math.abs(momentErrors.second - 4 / (12 * d * d) / (13 / 3))).toBeLessThan(2 * d * Number.EPSILON);
  });

  test.each([
    [0.5, 3],
    [-0.5, 6],
    [0.9, 20],
    [0.9, 100],
  ])("AR(1) with ρ = %d at d = %i: the mean is short by 2ρ^(2d)/(1+ρ^(2d))", (rho, d) => {
    // Midpoints in θ sum Σ ρ^|k| cos kθ over the multiples of 2d alone, with alternating signs.
    const { momentErrors } = realiseSpectrum(ar1(rho), d);
    const aliased = rho ** (2 * d);
    // d additions, and an eigenvalue's 1 + ρ² − 2ρ·cos θ loses up to (1+ρ)²/(1−ρ)² ≤ 361 of its rounding.
    expect(Math.abs(momentErrors.first - (2 * aliased) / (1 + aliased))).toBeLessThan((d + 361) * Number.EPSILON);
  });

  test("moment errors of a smooth density fall like 1/d²", () => {
    const errors = [100, 200, 400].map((d) => realiseSpectrum(geometric(0.01, 10), d).momentErrors);
    // The next term of the midpoint rule is smaller by (log 1000)²/d² < 0.5 %.
    for (const order of ["first", "second"] as const) {
      expect(errors[0][order]).toBeGreaterThan(1e-5);
      expect(Math.abs(errors[0][order] / errors[1][order] - 4)).toBeLessThan(0.02);
      expect(Math.abs(errors[1][order] / errors[2][order] - 4)).toBeLessThan(0.005);
    }
  });

  test("a quantile function that does not belong to the density shows in the moments", () => {
    const wrong = { ...uniform(1, 3), quantile: (u: number) => 1 + 1.98 * u };
    expect(realiseSpectrum(wrong, 1000).momentErrors.first).toBeGreaterThan(0.004);
  });

  test("eigenvalues ascend even where rounding makes the quantile function fall", () => {
    const shaky = continuous({ kind: "uniform", low: 1, high: 2 }, 1, 2, (u) => 1 + u - (u > 0.5 ? 0.2 : 0));
    const { eigenvalues } = realiseSpectrum(shaky, 20);
    expect(Array.from(eigenvalues)).toEqual([...eigenvalues].sort((a, b) => a - b));
  });
});

test("the distribution function is within 1/d of H's at every eigenvalue, and the length is d", () => {
  const positive = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
  const ends = fc.tuple(positive, fc.double({ min: 1.01, max: 1e4, noNaN: true }));
  const dimension = fc.integer({ min: 1, max: 300 });
  fc.assert(
    fc.property(ends, dimension, ([low, ratio], d) => {
      const { eigenvalues } = realiseSpectrum(geometric(low, low * ratio), d);
      expect(eigenvalues).toHaveLength(d);
      for (const [i, eigenvalue] of eigenvalues.entries()) {
        const mass = Math.log(eigenvalue / low) / Math.log(ratio);
        // i/d just below the eigenvalue, (i+1)/d at it. Logarithms of ratios as near to 1 as 1.01 lose 100 roundings.
        expect(Math.abs(mass - (i + 0.5) / d)).toBeLessThan(1000 * Number.EPSILON);
      }
    }),
  );
});

describe("refusals name the field", () => {
  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, LARGEST_DIMENSION + 1, "3", undefined])(
    "dimension %o",
    (dimension) => {
      expect(() => realiseSpectrum(uniform(1, 3), dimension as number)).toThrow(
        expect.objectContaining({
          code: "invalid-input",
          field: "dimension",
          accepted: "a whole number from 1 to 16777216",
        }),
      );
    },
  );

  test.each([[[0.5, 0.6]], [[Number.NaN, 0.5]], [[]]])("weights %o", (weights) => {
    expect(() => realiseSpectrum(atomic([1, 2].slice(0, weights.length), weights), 10)).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "population.weights" }),
    );
  });

  test.each([Number.NaN, -1, Number.POSITIVE_INFINITY])("a quantile of %d", (value) => {
    const broken = { ...uniform(1, 3), quantile: (u: number) => (u > 0.9 ? value : u) };
    expect(() => realiseSpectrum(broken, 10)).toThrow(
      expect.objectContaining({ code: "non-finite", field: "population.quantile" }),
    );
  });
});
