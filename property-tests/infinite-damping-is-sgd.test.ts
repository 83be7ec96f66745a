import { parsePopulation } from "asymptopia/model";
import { createStream } from "asymptopia/simulation";
import { moment } from "asymptopia/theory";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  logUniform,
  populations,
  type Setting,
  settings,
  streamKeys,
  teachers,
  uniform,
} from "./support/arbitraries.ts";
import type { Observables } from "./support/observables.ts";
import { realise, runOnce } from "./support/simulate.ts";
import { limits } from "./support/theory.ts";

interface Range {
  readonly low: number;
  readonly high: number;
}

/**
 * How far KFAC may be from SGD in the limit, as ratios of correlations, of λ⟨β⋆, β_KFAC⟩ to ⟨β⋆, β_SGD⟩ and of
 * λ²‖β_KFAC‖² to ‖β_SGD‖², for t = τ_max/λ with φt² < 1.
 *
 * With the effective ridge κ ≥ λ every p = τ/(τ + κ) has τ/(1 + t) ≤ κp ≤ τ. In df₁ = ∫p, df₂ = ∫p² and D = ∫p(1 − p)
 * this gives κdf₁ and m₁ a ratio in [1/(1 + t), 1], κ²df₂ and m₂ one in [1/(1 + t)², 1], and κD and m₁ one in
 * [1/(1 + t)², 1]; κ′ = 1/(1 − φdf₂) is in [1, 1/(1 − φt²)]. The squared norm times κ² is
 * α⋆²(κ²df₂ + φκ′(κD)²) + φu²κ′κD, the same for SGD with the limits of these factors: their ratio is in
 * [1/(1 + t)⁴, 1/(1 − φt²)]. Last, κ = λ + φκdf₁ ≤ λ + φm₁.
 */
function boundsAt(
  t: number,
  phi: number,
  mean: number,
  lambda: number,
): Record<"correlation" | "inner" | "norm", Range> {
  const ridge = 1 / (1 + (phi * mean) / lambda);
  return {
    correlation: { low: Math.sqrt(1 - phi * t * t) / (1 + t), high: (1 + t) ** 2 },
    inner: { low: ridge / (1 + t), high: 1 },
    norm: { low: ridge ** 2 / (1 + t) ** 4, high: 1 / (1 - phi * t * t) },
  };
}

const isWithin = (value: number, { low, high }: Range, rounding: number): boolean =>
  value >= low * (1 - rounding) && value <= high * (1 + rounding);

describe("theory", () => {
  const highlyDamped = fc
    .record({
      population: populations,
      phi: logUniform(1e-2, 1e2),
      teacher: teachers,
      noiseVariance: uniform(0, 2),
      damping: logUniform(2, 1e12),
    })
    .map(({ damping, ...rest }) => {
      const largest = parsePopulation(rest.population).quantile(1);
      return { ...rest, lambda: damping * largest * Math.sqrt(Math.max(1, rest.phi)) };
    });

  test("KFAC is SGD up to an explicit bound that falls like 1/λ", () => {
    let compared = 0;
    let noticed = 0;
    fc.assert(
      fc.property(highlyDamped, (setting) => {
        const { phi, lambda } = setting;
        const population = parsePopulation(setting.population);
        const t = population.quantile(1) / lambda;
        const bounds = boundsAt(t, phi, moment(population, 1).value, lambda);
        const limit = limits(setting);
        // A limit of which rounding may be all (α⋆ near 0) has no ratio; nor has that of an even teacher.
        const roundingOf = (name: keyof typeof limit): number => limit[name].error / Math.abs(limit[name].value);
        const rounding = 2 * Math.max(...(Object.keys(limit) as (keyof typeof limit)[]).map(roundingOf));
        fc.pre(rounding < 1e-9);
        const ratios = {
          correlation: limit.kfacCorrelation.value / limit.sgdCorrelation.value,
          inner: (lambda * limit.kfacInnerProduct.value) / limit.sgdInnerProduct.value,
          norm: (lambda ** 2 * limit.kfacSquaredNorm.value) / limit.sgdSquaredNorm.value,
        };
        for (const name of ["correlation", "inner", "norm"] as const) {
          // The bounds themselves come from a handful of roundings.
          const slack = rounding + 16 * 2 ** -52;
          expect(isWithin(ratios[name], bounds[name], slack), `${name}: ${ratios[name]}`).toBe(true);
          compared += 1;
          if (!isWithin(1.15 * ratios[name], bounds[name], slack)) noticed += 1;
        }
      }),
      { numRuns: 1000 },
    );
    // A factor of 1.15 stays inside only where t is above some 0.05, in less than a tenth of the cases.
    expect(noticed).toBeGreaterThan(0.8 * compared);
  });
});

describe("simulation", () => {
  // Everything here holds for every draw with ‖Σ̂‖ ≤ s_max = τ_max·(1 + √(d/n) + x/√n)², which Gaussian inputs violate
  // with probability at most exp(−x²/2) (Davidson and Szarek, Handbook of the Geometry of Banach Spaces 1 (2001), Thm
  // II.13). With x = 7 and 100 runs that is a false alarm with probability 100·2.3e-11 = 2.3e-9 in each test.
  const numRuns = 100;
  const deviations = 7;
  const cases = fc.record({
    setting: settings,
    size: fc.integer({ min: 4, max: 30 }),
    damping: logUniform(1, 1e4),
    key: streamKeys,
  });
  interface Case {
    readonly setting: Setting;
    readonly size: number;
    readonly damping: number;
    readonly key: number;
  }

  /** λ is `damping` times s_max; a run at `lambdaFactor`·λ. */
  function run({ setting, size, damping, key }: Case, lambdaFactor = 1): { observed: Observables; lambda: number } {
    const { n, d } = realise({ ...setting, columns: 1 }, size).shape;
    const largest = parsePopulation(setting.population).quantile(1);
    const highest = largest * (1 + Math.sqrt(d / n) + deviations / Math.sqrt(n)) ** 2;
    const lambda = lambdaFactor * damping * highest;
    // With noise, for a ReLU whose labels are all 0 gives a step without a direction.
    const point = { ...setting, noiseVariance: setting.noiseVariance + 0.01, lambda, columns: 2 };
    return { observed: runOnce(realise(point, size), createStream(key)), lambda };
  }

  test("the two correlations differ by at most √2‖Σ̂‖/λ on every draw", () => {
    let noticed = 0;
    fc.assert(
      fc.property(cases, (instance) => {
        // ‖λ(Σ̂ + λ)⁻¹b − b‖ ≤ (‖Σ̂‖/λ)·‖b‖: the angle θ between the steps has sin θ ≤ ‖Σ̂‖/λ ≤ 1, and the cosines of two
        // unit vectors with a third differ by at most their distance 2 sin(θ/2) ≤ √2 sin θ. Conjugate gradients stop at a
        // residual of 1e-12.
        const bound = Math.SQRT2 / instance.damping + 1e-11;
        const { observed } = run(instance);
        expect(Math.abs(observed.kfacCorrelation - observed.sgdCorrelation)).toBeLessThanOrEqual(bound);
        const other = run({ ...instance, key: instance.key ^ 1 }).observed;
        if (Math.abs(observed.kfacCorrelation - other.sgdCorrelation) > bound) noticed += 1;
      }),
      { numRuns },
    );
    // Against SGD on another draw the same bound fails, but for the smallest λ.
    expect(noticed).toBeGreaterThan(numRuns / 2);
  });

  test("doubling λ about halves what λ²‖β_KFAC‖² lacks of ‖β_SGD‖², on every draw", () => {
    let noticed = 0;
    fc.assert(
      fc.property(cases, (instance) => {
        // An eigenvalue s of Σ̂ contributes 1 − 1/(1 + x)² with x = s/λ. From x to x/2 that falls to a share
        // (1 + x/4)(1 + x)²/(2(1 + x/2)³), which increases in x from 1/2.
        const x = 1 / instance.damping;
        const highest = ((1 + x / 4) * (1 + x) ** 2) / (2 * (1 + x / 2) ** 3);
        const deficit = (lambdaFactor: number, mistake = 1): number => {
          const { observed, lambda } = run(instance, lambdaFactor);
          return 1 - (mistake * lambda ** 2 * observed.kfacSquaredNorm) / observed.sgdSquaredNorm;
        };
        const share = deficit(2) / deficit(1);
        // The deficit exceeds 1e-6 (the damping is at most 1e4, and labels do not favour the least eigenvalues), and
        // carries an error of a few 1e-12 from conjugate gradients.
        const rounding = 1e-5;
        expect(share).toBeGreaterThanOrEqual(0.5 - rounding);
        expect(share).toBeLessThanOrEqual(highest + rounding);
        // Norms in the wrong ratio leave a deficit that does not fall.
        const wrong = deficit(2, 1 / 1.15) / deficit(1, 1 / 1.15);
        if (wrong > highest + rounding) noticed += 1;
      }),
      { numRuns },
    );
    expect(noticed).toBeGreaterThan(0.9 * numRuns);
  });
});
