import { parsePopulation } from "asymptopia/model";
import { createStream } from "asymptopia/simulation";
import { moment } from "asymptopia/theory";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  logUniform,
  populationKinds,
  populations,
  type Setting,
  settings,
  streamKeys,
  teachers,
  uniform,
} from "./support/arbitraries.ts";
import { realise, replicates, runOnce } from "./support/simulate.ts";
import { slopeSign } from "./support/slope-sign.ts";
import { limits } from "./support/theory.ts";

const algorithms = ["sgd", "kfac"] as const;

const singular = fc
  .tuple(populationKinds.atoms, uniform(0.05, 2))
  .map(([atoms, mass]) =>
    atoms.kind === "atoms"
      ? { ...atoms, values: [0, ...atoms.values], weights: [mass, ...(atoms.weights ?? [])] }
      : atoms,
  );

/** Far beyond what can be simulated. */
const wideSettings: fc.Arbitrary<Setting> = fc.record({
  population: fc.oneof({ weight: 6, arbitrary: populations }, { weight: 1, arbitrary: singular }),
  phi: logUniform(1e-3, 1e3),
  teacher: teachers,
  noiseVariance: fc.oneof(fc.constant(0), logUniform(1e-6, 1e3)),
  lambda: logUniform(1e-6, 1e6),
});

const meanOf = ({ population }: Setting): number => moment(parsePopulation(population), 1).value;

describe("theory", () => {
  test("the correlation lies in [−1, 1] with the sign of α⋆", () => {
    let negative = 0;
    fc.assert(
      fc.property(wideSettings, (setting) => {
        const limit = limits(setting);
        const sign = slopeSign(setting.teacher, meanOf(setting));
        if (sign === -1) negative += 1;
        for (const algorithm of algorithms) {
          const correlation = limit[`${algorithm}Correlation`];
          expect(Math.abs(correlation.value)).toBeLessThanOrEqual(1);
          if (sign !== null) expect(Math.sign(correlation.value) + 0).toBe(sign);
        }
      }),
      { numRuns: 2000 },
    );
    // Not all of them are increasing functions, for which a formula that forgot the sign would do.
    expect(negative).toBeGreaterThan(50);
  });

  test("the correlation needs no clipping: ⟨β⋆, β⟩² ≤ ‖β‖² in the limit, within the stated errors", () => {
    let nearlyOne = 0;
    let violations = 0;
    fc.assert(
      fc.property(wideSettings, (setting) => {
        const limit = limits(setting);
        for (const algorithm of algorithms) {
          const inner = limit[`${algorithm}InnerProduct`];
          const norm = limit[`${algorithm}SquaredNorm`];
          const least = Math.max(0, Math.abs(inner.value) - inner.error) ** 2;
          expect(least).toBeLessThanOrEqual(norm.value + norm.error);
          if (inner.value ** 2 > 0.9 * norm.value) nearlyOne += 1;
          if ((1.15 * inner.value) ** 2 > norm.value + norm.error) violations += 1;
        }
      }),
      { numRuns: 2000 },
    );
    // The inequality is nearly attained, so that an inner product too large by 15 % breaks it.
    expect(nearlyOne).toBeGreaterThan(50);
    expect(violations).toBeGreaterThan(50);
  });
});

describe("simulation", () => {
  test("every observed correlation lies in [−1, 1], and ⟨β⋆, β⟩ has its sign", () => {
    fc.assert(
      fc.property(settings, fc.integer({ min: 8, max: 32 }), streamKeys, (setting, size, key) => {
        const observed = runOnce(realise({ ...setting, columns: 1 }, size), createStream(key));
        for (const algorithm of algorithms) {
          const correlation = observed[`${algorithm}Correlation`];
          expect(Math.abs(correlation)).toBeLessThanOrEqual(1);
          expect(Math.sign(observed[`${algorithm}InnerProduct`])).toBe(Math.sign(correlation));
        }
      }),
      { numRuns: 300 },
    );
  });

  // A replicate's correlation lies in [−1, 1]. By Hoeffding's inequality the mean of R of them, with expectation μ, has
  // the other sign with probability at most exp(−R·μ²/2). The settings below have limits of at least 0.5 in magnitude;
  // at size 12, where that costs little, it is declared that the expectations are still at least 0.25. Over 700 such
  // settings, 60 replicates of 16 columns each, the smallest means were 0.49 in the first test and 0.30 in the second
  // (He₃ above variance 1; below, 0.58). With 20 runs, 2 correlations and R = 600 the probability of a false alarm is
  // at most 40·exp(−600/32) = 3e-7 in the first test and twice that in the second.
  const numRuns = 20;
  const count = 600;
  const size = 12;
  const isStrong = (setting: Setting): boolean => {
    const limit = limits(setting);
    return algorithms.every((algorithm) => Math.abs(limit[`${algorithm}Correlation`].value) >= 0.5);
  };
  const meanSigns = (setting: Setting, key: number): readonly number[] => {
    const sample = replicates(realise({ ...setting, columns: 2 }, size), count, key);
    return algorithms.map((algorithm) =>
      Math.sign(sample.reduce((sum, observed) => sum + observed[`${algorithm}Correlation`], 0)),
    );
  };
  const isNotHermite3 = (teacher: Setting["teacher"]): boolean => teacher.kind !== "hermite" || teacher.degree < 3;
  const decreasing = uniform(-1, -0.25).map((slope) => ({ kind: "polynomial", coefficients: [0.5, slope] }) as const);
  const easySettings = fc
    .record({
      population: populations,
      phi: logUniform(0.1, 1),
      teacher: fc.oneof({ weight: 3, arbitrary: teachers.filter(isNotHermite3) }, { weight: 1, arbitrary: decreasing }),
      noiseVariance: uniform(0, 0.5),
      lambda: logUniform(0.03, 10),
    })
    .filter(isStrong);

  test("the mean correlation has the sign of α⋆", () => {
    let negative = 0;
    fc.assert(
      fc.property(easySettings, streamKeys, (setting, key) => {
        const sign = slopeSign(setting.teacher, meanOf(setting));
        if (sign === -1) negative += 1;
        expect(meanSigns(setting, key)).toEqual([sign, sign]);
      }),
      { numRuns, endOnFailure: true },
    );
    expect(negative).toBeGreaterThan(0);
  });

  test("He₃ is negatively correlated where the variance is below 1, and positively above", () => {
    const atVariance = (low: number, high: number) =>
      fc
        .record({ rho: uniform(-0.5, 0.5), variance: uniform(low, high) })
        .chain(({ rho, variance }) =>
          fc.record({
            population: fc.constant({
              kind: "eigenvalues",
              values: [variance * (1 - rho), variance * (1 + rho)],
            } as const),
            phi: logUniform(0.1, 1),
            teacher: fc.constant({ kind: "hermite", degree: 3 } as const),
            noiseVariance: uniform(0, 0.5),
            lambda: logUniform(0.03, 10),
          }),
        )
        .filter(isStrong);
    fc.assert(
      fc.property(atVariance(0.1, 0.5), streamKeys, (setting, key) => {
        expect(meanSigns(setting, key)).toEqual([-1, -1]);
      }),
      { numRuns, endOnFailure: true },
    );
    fc.assert(
      fc.property(atVariance(2, 3), streamKeys, (setting, key) => {
        expect(meanSigns(setting, key)).toEqual([1, 1]);
      }),
      { numRuns, endOnFailure: true },
    );
  });
});
