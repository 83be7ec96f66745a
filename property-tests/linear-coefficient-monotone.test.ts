import { parsePopulation } from "asymptopia/model";
import { createStream, oneStepExperiment } from "asymptopia/simulation";
import { type DampedOneStepSetting, kfacCorrelation, moment, sgdCorrelation } from "asymptopia/theory";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exactly } from "../src/foundation/quantity.ts";
import { logUniform, populations, type Setting, streamKeys, uniform } from "./support/arbitraries.ts";
import { realise } from "./support/simulate.ts";
import { limits } from "./support/theory.ts";

// At fixed s² = E σ⋆(z)² the correlation rises with the linear coefficient α⋆, from 0 for a teacher without linear part
// to the most that a linear teacher gives: its square is α⋆²/(P·α⋆² + Q) with Q = (s² + σ_ε²) times a positive number.

const correlations = { sgd: sgdCorrelation, kfac: kfacCorrelation } as const;
const algorithms = ["sgd", "kfac"] as const;

const surroundings = fc.record({
  population: populations,
  phi: logUniform(0.01, 100),
  noiseVariance: uniform(0, 2),
  lambda: logUniform(1e-3, 1e3),
});
type Surroundings = Omit<Setting, "teacher">;

const meanOf = ({ population }: Surroundings): number => moment(parsePopulation(population), 1).value;

/** Three or more shares r in (0, 1), ascending and apart from each other: α⋆²m₁ = r²·s². */
const shares = fc
  .uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 3, maxLength: 6 })
  .map((percentages) => percentages.sort((a, b) => a - b).map((percentage) => percentage / 100));

/** The setting with the linear coefficient `share`·s/√m₁, which is the most there can be at share 1. */
function withShare(around: Surroundings, secondMoment: number, share: number): DampedOneStepSetting {
  const slope = share * Math.sqrt(secondMoment / meanOf(around));
  return {
    ...around,
    population: parsePopulation(around.population),
    moments: { derivativeMean: exactly(slope), secondMoment: exactly(secondMoment) },
  };
}

/**
 * share·z/√v, of variance share², plus the rest of a variance 1 in a direction orthogonal to z: z² − v, of variance
 * 2v², or z³ − 3vz, of variance 6v³, where z ~ N(0, v).
 */
function polynomialWithShare(variance: number, share: number, degree: 2 | 3): Setting["teacher"] {
  const linear = share / Math.sqrt(variance);
  const rest = Math.sqrt((1 - share * share) / (degree === 2 ? 2 * variance ** 2 : 6 * variance ** 3));
  const coefficients = degree === 2 ? [-rest * variance, linear, rest] : [0, linear - 3 * variance * rest, 0, rest];
  return { kind: "polynomial", coefficients };
}

/** Every number exceeds its predecessor by more than `gap` of it. */
const isIncreasing = (values: readonly number[], gap = 1e-9): boolean =>
  values.every((value, i) => i === 0 || value > values[i - 1] * (1 + gap));

describe("theory", () => {
  test("the correlation rises with the linear coefficient at fixed s²", () => {
    fc.assert(
      fc.property(surroundings, shares, logUniform(0.01, 100), (around, steps, secondMoment) => {
        for (const algorithm of algorithms) {
          const values = steps.map((share) => correlations[algorithm](withShare(around, secondMoment, share)).value);
          expect(isIncreasing(values), `${algorithm}: ${values}`).toBe(true);
          expect(values[0]).toBeGreaterThan(0);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("the inverse square of the correlation is affine in that of the linear coefficient", () => {
    let steep = 0;
    fc.assert(
      fc.property(surroundings, shares, logUniform(0.01, 100), (around, steps, secondMoment) => {
        const [x1, x2, x3] = [steps[0], steps[1], steps[2]].map((share) => share ** -2);
        const interpolation = (x2 - x3) / (x1 - x3);
        for (const algorithm of algorithms) {
          const found = steps
            .slice(0, 3)
            .map((share) => correlations[algorithm](withShare(around, secondMoment, share)));
          const [y1, y2, y3] = found.map(({ value }) => value ** -2);
          const predicted = y3 + interpolation * (y1 - y3);
          // Relative errors of the correlations count twice in y; the weights are shares of 1; x is known to 2 roundings.
          const relative = Math.max(...found.map(({ value, error }) => error / value));
          expect(Math.abs(y2 - predicted)).toBeLessThanOrEqual((4 * relative + 16 * 2 ** -52) * y1);
          // The same line through the correlations themselves, instead of their squares, misses.
          const wrong = y3 ** 0.5 + interpolation * (y1 ** 0.5 - y3 ** 0.5);
          if (Math.abs(y2 ** 0.5 - wrong) > (4 * relative + 16 * 2 ** -52) * y1) steep += 1;
        }
      }),
      { numRuns: 500 },
    );
    expect(steep).toBeGreaterThan(900);
  });

  test("so it does for polynomials that trade their linear part for another one, and not otherwise", () => {
    fc.assert(
      fc.property(surroundings, shares, fc.constantFrom(2 as const, 3 as const), (around, steps, degree) => {
        const variance = meanOf(around);
        const curve = (teacherAt: (share: number) => Setting["teacher"], algorithm: "sgd" | "kfac"): number[] =>
          steps.map((share) => limits({ ...around, teacher: teacherAt(share) })[`${algorithm}Correlation`].value);
        for (const algorithm of algorithms) {
          const traded = curve((share) => polynomialWithShare(variance, share, degree), algorithm);
          expect(isIncreasing(traded), `${algorithm}: ${traded}`).toBe(true);
          // More of the quadratic part beside the same linear one makes s² grow and the correlation fall.
          const added = curve(
            (share) => ({ kind: "polynomial", coefficients: [-share * variance, 1, share] }),
            algorithm,
          );
          expect(isIncreasing(added, 0), `${algorithm}: ${added}`).toBe(false);
          expect(isIncreasing(added.reverse(), 0), `${algorithm}: ${added}`).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("simulation", () => {
  // Both teachers see the same inputs, directions and noise. The difference of a replicate's correlations lies in [−2, 2],
  // so that by Hoeffding's inequality the mean of R differences with expectation μ is not above 0 with probability at most
  // exp(−R·μ²/8). The settings below have differences of at least 0.5 in the limit; that those at size 12 are at least
  // 0.3 is declared (of 300 settings, 80 replicates of 16 columns each, the smallest was 0.53). With 10 runs, 2 differences and R = 1600 the
  // probability of a false alarm is at most 20·exp(−1600·0.09/8) = 3e-7.
  const numRuns = 10;
  const count = 1600;
  const size = 12;
  const shares = [0.2, 0.95] as const;
  const pointsOf = (around: Surroundings): readonly Setting[] =>
    shares.map((share) => ({ ...around, teacher: polynomialWithShare(meanOf(around), share, 2) }));
  const differ = (around: Surroundings): boolean => {
    const [weak, strong] = pointsOf(around).map(limits);
    return algorithms.every((name) => strong[`${name}Correlation`].value - weak[`${name}Correlation`].value >= 0.5);
  };
  const cases = fc
    .record({
      population: populations,
      phi: logUniform(0.1, 1),
      noiseVariance: uniform(0, 0.5),
      lambda: logUniform(0.03, 10),
    })
    .filter(differ);

  test("on common random numbers the mean correlation is larger for the larger linear part", () => {
    fc.assert(
      fc.property(cases, streamKeys, (around, key) => {
        const problems = pointsOf(around).map((point) => realise({ ...point, columns: 1 }, size));
        const sums = { sgd: 0, kfac: 0 };
        for (let replicate = 0; replicate < count; replicate++) {
          const [weak, strong] = oneStepExperiment.run(problems, createStream(["monotone", key, replicate]));
          for (const name of algorithms) {
            sums[name] += (strong[`${name}Correlation`] as number) - (weak[`${name}Correlation`] as number);
          }
        }
        expect(sums.sgd).toBeGreaterThan(0);
        expect(sums.kfac).toBeGreaterThan(0);
      }),
      { numRuns, endOnFailure: true },
    );
  });
});
