import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { PopulationSpecification } from "../../model/population.ts";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { ridgelessStieltjes } from "../equivalents/ridgeless.ts";
import { moment } from "../populations/moment.ts";
import { spectralPoint } from "../silverstein/spectral-point.ts";
import { stieltjes } from "../silverstein/stieltjes.ts";
import { support } from "../support/support.ts";
import { linearStatistic } from "./linear-statistic.ts";
import { logStatistic } from "./log-statistic.ts";
import { spectralMoment } from "./moment.ts";

const eps = Number.EPSILON;
const isotropic = parsePopulation({ kind: "atoms", values: [1] });

const specifications: readonly (readonly [string, PopulationSpecification])[] = [
  ["one atom", { kind: "atoms", values: [1] }],
  ["three atoms", { kind: "atoms", values: [1, 3, 10] }],
  ["scales over 1e18", { kind: "atoms", values: [1e-9, 1, 1e9], weights: [0.3, 0.4, 0.3] }],
  ["mass at 0", { kind: "atoms", values: [0, 1, 4], weights: [5, 3, 2] }],
  ["uniform", { kind: "uniform", low: 0.5, high: 2 }],
  ["AR(1)", { kind: "ar1", rho: 0.5 }],
  ["geometric", { kind: "geometric", low: 1e-4, high: 1e4 }],
];
const cases = specifications.flatMap(([name, specification]) =>
  [1e-3, 0.5, 1, 2, 1e3].map((phi) => ({ name, phi, population: parsePopulation(specification) })),
);

describe("linearStatistic", () => {
  describe.each(cases)("for $name at φ = $phi", ({ population, phi }) => {
    const isSingular = phi >= 1 || (population.type === "atomic" && population.values[0] === 0);

    it("gives the mass 1, and moments and logarithms as their closed forms do", () => {
      const pairs = [
        [linearStatistic(population, phi, () => 1), { value: 1, error: 0, status: "ok" }],
        [linearStatistic(population, phi, (x) => x * x), spectralMoment(population, phi, 2)],
        [linearStatistic(population, phi, (x) => x ** 5), spectralMoment(population, phi, 5)],
        [linearStatistic(population, phi, (x) => Math.log(x + 0.1)), logStatistic(population, phi, { shift: 0.1 })],
        [
          linearStatistic(population, phi, Math.log, { nonzero: true }),
          logStatistic(population, phi, { nonzero: true }),
        ],
        ...(isSingular
          ? []
          : [[linearStatistic(population, phi, (x) => x ** -3), spectralMoment(population, phi, -3)]]),
      ];
      for (const [found, expected] of pairs) {
        expect(found.status).toBe("ok");
        expect(Math.abs(found.value - expected.value)).toBeLessThanOrEqual(found.error + expected.error);
      }
      expect(Math.abs(pairs[0][0].value - 1)).toBeLessThanOrEqual(20 * eps);
      expect(pairs[1][0].error).toBeLessThanOrEqual(1e-12 * pairs[1][0].value);
    });

    it("gives the Stieltjes transform", () => {
      const z = -0.7;
      const found = linearStatistic(population, phi, (x) => 1 / (x - z));
      const expected = stieltjes(population, phi, z);
      expect(Math.abs(found.value - expected.value)).toBeLessThanOrEqual(found.error + expected.error);
    });
  });

  it("agrees with a contour integral of f(z) m(z)", () => {
    for (const [phi, specification] of [
      [0.5, specifications[1][1]],
      [2, specifications[5][1]],
    ] as const) {
      const population = parsePopulation(specification);
      const { intervals } = support(population, phi);
      const [a, b] = [intervals[0].lower.position.value, intervals[intervals.length - 1].upper.position.value];
      // −(1/2πi)∮ e^{−z} m(z) dz by the periodic trapezoidal rule on an ellipse around [a, b] that leaves out 0, of which
      // the rule's error is the share of the mode of its order: far below 1e-15 of the largest value for 800 nodes.
      const [middle, half] = [(a + b) / 2, (b - a) / 2];
      const [long, short] = [half + 0.5 * a, Math.sqrt(a * half)];
      let sum = 0;
      const count = 800;
      for (let k = 0; k < count; k++) {
        const angle = (2 * Math.PI * (k + 0.5)) / count;
        const z = { re: middle + long * Math.cos(angle), im: short * Math.sin(angle) };
        const m = spectralPoint(population, phi, z).stieltjes.value;
        const [dRe, dIm] = [-long * Math.sin(angle), short * Math.cos(angle)];
        const size = Math.exp(-z.re);
        const [fRe, fIm] = [size * Math.cos(z.im), -size * Math.sin(z.im)];
        const [re, im] = [fRe * m.re - fIm * m.im, fRe * m.im + fIm * m.re];
        sum -= (re * dIm + im * dRe) / count;
      }
      const { value, error } = linearStatistic(population, phi, (x) => Math.exp(-x), { nonzero: true });
      expect(Math.abs(value - sum)).toBeLessThanOrEqual(error + 1e-13);
    }
  });

  it("takes kinks where they are declared, and atoms at 0 as told", () => {
    const kink = (x: number): number => Math.abs(x - 1);
    const declared = linearStatistic(isotropic, 0.5, kink, { breakpoints: [1] });
    expect(declared.status).toBe("ok");
    // ∫|x − 1| dF = 2∫ max(x − 1, 0) dF for a mean of 1.
    const above = linearStatistic(isotropic, 0.5, (x) => Math.max(x - 1, 0), { breakpoints: [1] });
    expect(Math.abs(declared.value - 2 * above.value)).toBeLessThanOrEqual(declared.error + 2 * above.error);
    const cosine = linearStatistic(isotropic, 2, Math.cos);
    const without = linearStatistic(isotropic, 2, Math.cos, { nonzero: true });
    expect(cosine.value - without.value).toBeCloseTo(0.5, 14);
    expect(() => linearStatistic(isotropic, 2, Math.log)).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "f" }),
    );
    expect(() => linearStatistic(isotropic, 0.5, () => Number.NaN)).toThrow(
      expect.objectContaining({ code: "non-finite", field: "f" }),
    );
    expect(() => linearStatistic(isotropic, 0.5, kink, { breakpoints: [-1] })).toThrow(
      expect.objectContaining({ field: "breakpoints[0]" }),
    );
  });

  it("says that an integral which diverges is inaccurate", () => {
    expect(linearStatistic(isotropic, 1, (x) => 1 / x).status).toBe("inaccurate");
  });

  const atoms = fc.array(fc.tuple(fc.double({ min: -9, max: 9, noNaN: true }), fc.integer({ min: 1, max: 1000 })), {
    minLength: 1,
    maxLength: 6,
  });
  test.prop([atoms, fc.double({ min: -3, max: 3, noNaN: true })], { numRuns: 60, seed: 4 })(
    "has the total mass 1 and the mean m₁ for atoms over 18 decades",
    (list, logarithm) => {
      const population = parsePopulation({
        kind: "atoms",
        values: list.map(([exponent]) => 10 ** exponent),
        weights: list.map(([, weight]) => weight),
      });
      const phi = 10 ** logarithm;
      expect(Math.abs(linearStatistic(population, phi, () => 1).value - 1)).toBeLessThanOrEqual(1e-10);
      const mean = linearStatistic(population, phi, (x) => x);
      expect(Math.abs(mean.value - moment(population, 1).value)).toBeLessThanOrEqual(mean.error);
    },
  );
});

describe("spectralMoment", () => {
  it("has the first moments of the literature, and Narayana's numbers for Σ = I", () => {
    const population = parsePopulation({ kind: "ar1", rho: 0.4 });
    const phi = 0.3;
    const [m1, m2, m3] = [1, 2, 3].map((order) => moment(population, order).value);
    const third = m3 + 3 * phi * m1 * m2 + phi * phi * m1 ** 3;
    expect(spectralMoment(population, phi, 1).value).toBeCloseTo(m1, 14);
    expect(spectralMoment(population, phi, 2).value / (m2 + phi * m1 * m1)).toBeCloseTo(1, 14);
    expect(spectralMoment(population, phi, 3).value / third).toBeCloseTo(1, 14);
    // Σ_r N(4, r) φ^{r−1}
    expect(spectralMoment(isotropic, 2, 4).value).toBeCloseTo(1 + 6 * 2 + 6 * 4 + 8, 12);
    expect(spectralMoment(isotropic, 0.5, 0).value).toBe(1);
  });

  it("has the inverse moments 1/(1 − φ) and 1/(1 − φ)³ of Σ = I, and those of the ridgeless limit", () => {
    for (const phi of [1e-6, 0.5, 1 - 2 ** -20]) {
      const [one, two] = [-1, -2].map((order) => spectralMoment(isotropic, phi, order));
      expect(Math.abs(one.value * (1 - phi) - 1)).toBeLessThanOrEqual(32 * eps);
      expect(Math.abs(two.value * (1 - phi) ** 3 - 1)).toBeLessThanOrEqual(64 * eps);
    }
    const population = parsePopulation({ kind: "uniform", low: 1, high: 3 });
    const { value, error } = spectralMoment(population, 0.4, -1);
    const other = ridgelessStieltjes(population, 0.4);
    expect(Math.abs(value - other.value)).toBeLessThanOrEqual(error + other.error);
  });

  it("names what is outside its domain", () => {
    for (const order of [1.5, Number.NaN, 2000]) {
      expect(() => spectralMoment(isotropic, 1, order)).toThrow(expect.objectContaining({ field: "order" }));
    }
    expect(() => spectralMoment(isotropic, 1, -1)).toThrow(/hard edge/);
    expect(() => spectralMoment(isotropic, -1, 2)).toThrow(expect.objectContaining({ field: "phi" }));
    expect(() => spectralMoment(parsePopulation({ kind: "atoms", values: [1e200] }), 1, 2)).toThrow(
      expect.objectContaining({ code: "non-finite" }),
    );
  });
});

describe("logStatistic", () => {
  it("is −1 − ((1 − φ)/φ) log(1 − φ) for Σ = I, for every size of φ", () => {
    for (const [phi, expected] of [
      // 40-digit mpmath.
      [2 ** -40, -4.547473508866018e-13],
      [0.5, -0.3068528194400547],
      [1, -1],
    ]) {
      const { value, error } = logStatistic(isotropic, phi);
      expect(Math.abs(value - expected)).toBeLessThanOrEqual(error);
      expect(error).toBeLessThanOrEqual(32 * eps);
    }
  });

  it("leaves out the atom at 0 only where it is told to", () => {
    expect(() => logStatistic(isotropic, 2)).toThrow(expect.objectContaining({ field: "shift" }));
    expect(() => logStatistic(isotropic, 2, { shift: 1, nonzero: true })).toThrow(
      expect.objectContaining({ field: "nonzero" }),
    );
    // XXᵀ/n and XᵀX/n have the same positive eigenvalues: φ = 2 is twice ½, with as many in n as ½ has in d.
    const expected = (logStatistic(isotropic, 0.5).value + Math.log(2)) / 2;
    expect(logStatistic(isotropic, 2, { nonzero: true }).value).toBeCloseTo(expected, 14);
  });
});
