import { createStream } from "asymptopia/simulation";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  logUniform,
  polynomials,
  populations,
  type Setting,
  streamKeys,
  teacherKinds,
  uniform,
} from "./support/arbitraries.ts";
import { forEachObservable, type ObservableName, type Observables, observableNames } from "./support/observables.ts";
import { dilateTeacher, scalePopulation, scaleTeacher } from "./support/rescale.ts";
import { realise, runOnce } from "./support/simulate.ts";
import { type Limits, limits } from "./support/theory.ts";

// The laws of this file, for the model x ~ N(0, Σ), y = σ⋆(β⋆ᵀx) + ε. Replacing Σ, λ and σ⋆ by cΣ, cλ and σ⋆(·/√c)
// multiplies every x by √c and leaves every y as it is: β_SGD = Xᵀy/n grows by √c and β_KFAC = (Σ̂ + λ)⁻¹Xᵀy/n
// shrinks by √c, whatever n and d. Replacing σ⋆ and σ_ε by tσ⋆ and tσ_ε multiplies y and both steps by t.

const scalable = populations.filter(({ kind }) => kind !== "ar1");
const settingWith = (teacher: fc.Arbitrary<Setting["teacher"]>): fc.Arbitrary<Setting> =>
  fc.record({
    population: scalable,
    phi: logUniform(0.1, 5),
    teacher,
    noiseVariance: uniform(0, 2),
    lambda: logUniform(0.03, 10),
  });
const dilatable = fc.oneof({ weight: 2, arbitrary: polynomials }, { weight: 1, arbitrary: teacherKinds.softplus });

const dilated = (setting: Setting, c: number): Setting => ({
  ...setting,
  population: scalePopulation(setting.population, c),
  lambda: c * setting.lambda,
  teacher: dilateTeacher(setting.teacher, Math.sqrt(c)),
});

const dilationFactors = (c: number): Observables => ({
  sgdCorrelation: 1,
  sgdInnerProduct: Math.sqrt(c),
  sgdSquaredNorm: c,
  kfacCorrelation: 1,
  kfacInnerProduct: 1 / Math.sqrt(c),
  kfacSquaredNorm: 1 / c,
});

// ReLU, leaky ReLU and the identity satisfy σ⋆(rz) = rσ⋆(z), r > 0: cΣ, cλ and cσ_ε² multiply x and y by √c.
const homogeneous = fc.oneof(teacherKinds.relu, teacherKinds["leaky-relu"], teacherKinds.identity);

const stretched = (setting: Setting, c: number): Setting => ({
  ...setting,
  population: scalePopulation(setting.population, c),
  lambda: c * setting.lambda,
  noiseVariance: c * setting.noiseVariance,
});

const stretchFactors = (c: number): Observables => ({
  sgdCorrelation: 1,
  sgdInnerProduct: c,
  sgdSquaredNorm: c * c,
  kfacCorrelation: 1,
  kfacInnerProduct: 1,
  kfacSquaredNorm: 1,
});

const multiplied = (setting: Setting, t: number): Setting => ({
  ...setting,
  teacher: scaleTeacher(setting.teacher, t),
  noiseVariance: t * t * setting.noiseVariance,
});

const multiplicationFactors = (t: number): Observables => ({
  sgdCorrelation: Math.sign(t),
  sgdInnerProduct: t,
  sgdSquaredNorm: t * t,
  kfacCorrelation: Math.sign(t),
  kfacInnerProduct: t,
  kfacSquaredNorm: t * t,
});

/** The roundings of arguments that `tolerances` allows for, in units of 2⁻⁵². */
const inputRoundings = 32;

/**
 * What rounding may do to the limits of `after`, which should be `factors` times those of `before`: the errors that the
 * limits state, and the rounding of their arguments. A coefficient c_k/√c^k is known to 3 units of 2⁻⁵² for k ≤ 3. That
 * moves the moments of σ⋆ by as much of those of |c₀| + |c₁z| + |c₂z²| + |c₃z³|, whose second moment is at most 8 s²: the
 * correlations of 1 with z² and of z with z³ are 0.58 and 0.78. Norms are quadratic in σ⋆, so 2·3·√8 = 17 units; the
 * eigenvalues, λ and σ_ε², one rounding each, add less than the rest. Of 3000 settings the worst used 6 units.
 */
function tolerances(before: Limits, after: Limits, factors: Observables): Observables {
  return forEachObservable((name) => {
    const factor = Math.abs(factors[name]);
    return (
      factor * before[name].error + after[name].error + inputRoundings * 2 ** -52 * factor * magnitude(name, before)
    );
  });
}

/** The bound of an observable by the norms of β⋆ and β, which is what its perturbations are relative to. */
function magnitude(name: ObservableName, limit: Limits): number {
  const squaredNorm = name.startsWith("sgd") ? limit.sgdSquaredNorm.value : limit.kfacSquaredNorm.value;
  if (name.endsWith("Correlation")) return 1;
  return name.endsWith("InnerProduct") ? Math.sqrt(squaredNorm) : squaredNorm;
}

/** The observables in which `after` is not `factors` times `before`, beyond rounding. */
function broken(before: Setting, after: Setting, factors: Observables): readonly ObservableName[] {
  const first = limits(before);
  const second = limits(after);
  const tolerance = tolerances(first, second, factors);
  return observableNames.filter(
    (name) => !(Math.abs(second[name].value - factors[name] * first[name].value) <= tolerance[name]),
  );
}

const anyFactor = logUniform(0.01, 100);
const powerOf4 = fc.integer({ min: -6, max: 6 }).map((j) => 4 ** j);
const powerOf2 = fc.integer({ min: -8, max: 8 }).map((j) => 2 ** j);

describe("theory", () => {
  test("is unchanged by a new unit of x", () => {
    fc.assert(
      fc.property(settingWith(dilatable), anyFactor, (setting, c) => {
        expect(broken(setting, dilated(setting, c), dilationFactors(c))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test("is unchanged, to the bit, where the new unit is a power of 4 and the teacher has closed forms", () => {
    fc.assert(
      fc.property(settingWith(polynomials), powerOf4, (setting, c) => {
        expectExactly(values(limits(dilated(setting, c))), values(limits(setting)), dilationFactors(c));
      }),
      { numRuns: 500 },
    );
  });

  test("is unchanged by a new unit of y", () => {
    fc.assert(
      fc.property(settingWith(polynomials), anyFactor, fc.constantFrom(-1, 1), (setting, size, sign) => {
        const t = sign * size;
        expect(broken(setting, multiplied(setting, t), multiplicationFactors(t))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test("lets a homogeneous teacher pass a new unit of x on to y", () => {
    fc.assert(
      fc.property(settingWith(homogeneous), anyFactor, (setting, c) => {
        expect(broken(setting, stretched(setting, c), stretchFactors(c))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test("notices when something is left behind", () => {
    let settingsSeen = 0;
    const noticed = { lambda: 0, population: 0, teacher: 0, noise: 0 };
    fc.assert(
      fc.property(settingWith(polynomials), logUniform(1.1, 100), (setting, c) => {
        if (setting.noiseVariance === 0 || isConstant(setting)) return;
        settingsSeen += 1;
        const whole = dilated(setting, c);
        const missing = (part: Partial<Setting>) => broken(setting, { ...whole, ...part }, dilationFactors(c)).length;
        if (missing({ lambda: setting.lambda }) >= 3) noticed.lambda += 1;
        if (missing({ population: setting.population }) >= 5) noticed.population += 1;
        if (missing({ teacher: setting.teacher }) >= 3) noticed.teacher += 1;
        const quiet = { ...multiplied(setting, c), noiseVariance: setting.noiseVariance };
        if (broken(setting, quiet, multiplicationFactors(c)).length >= 2) noticed.noise += 1;
      }),
      { numRuns: 200 },
    );
    expect(settingsSeen).toBeGreaterThan(100);
    for (const [part, count] of Object.entries(noticed)) expect(count, part).toBeGreaterThan(0.9 * settingsSeen);
  });
});

// Multiplying by powers of 2, square roots of powers of 4 and everything between rounds nothing, so that whole runs of
// the simulation scale without an error, its choice of method included.
describe("simulation", () => {
  const sizes = fc.integer({ min: 2, max: 30 });
  const run = (setting: Setting, size: number, key: number): Observables =>
    runOnce(realise({ ...setting, columns: 3 }, size), createStream(key));

  test("every replicate is unchanged, to the bit, by a new unit of x", () => {
    fc.assert(
      fc.property(settingWith(dilatable), powerOf4, sizes, streamKeys, (setting, c, size, key) => {
        expectExactly(run(dilated(setting, c), size, key), run(setting, size, key), dilationFactors(c));
      }),
      { numRuns: 200 },
    );
  });

  test("every replicate is unchanged, to the bit, by a new unit of y", () => {
    fc.assert(
      fc.property(settingWith(polynomials), powerOf2, sizes, streamKeys, (setting, t, size, key) => {
        expectExactly(run(multiplied(setting, t), size, key), run(setting, size, key), multiplicationFactors(t));
      }),
      { numRuns: 200 },
    );
  });

  test("the law is all that a negative unit of y leaves unchanged: without noise the replicate, with noise not", () => {
    fc.assert(
      fc.property(settingWith(polynomials), sizes, streamKeys, (setting, size, key) => {
        const noiseless = { ...setting, noiseVariance: 0 };
        const factors = multiplicationFactors(-1);
        expectExactly(run(multiplied(noiseless, -1), size, key), run(noiseless, size, key), factors);
        const noisy = { ...setting, noiseVariance: 1 };
        expect(run(multiplied(noisy, -1), size, key).sgdSquaredNorm).not.toBe(run(noisy, size, key).sgdSquaredNorm);
      }),
      { numRuns: 100 },
    );
  });

  test("every replicate of a homogeneous teacher passes a new unit of x on to y", () => {
    fc.assert(
      // With noise, for a ReLU whose labels are all 0 gives a step without a direction.
      fc.property(
        settingWith(homogeneous),
        uniform(0.1, 2),
        powerOf4,
        sizes,
        streamKeys,
        (base, noise, c, size, key) => {
          const setting = { ...base, noiseVariance: noise };
          expectExactly(run(stretched(setting, c), size, key), run(setting, size, key), stretchFactors(c));
        },
      ),
      { numRuns: 200 },
    );
  });

  test("a replicate changes where λ is left behind", () => {
    fc.assert(
      fc.property(
        settingWith(polynomials),
        fc.constantFrom(0.25, 4, 16),
        sizes,
        streamKeys,
        (setting, c, size, key) => {
          const before = run(setting, size, key);
          const after = run({ ...dilated(setting, c), lambda: setting.lambda }, size, key);
          expect(after.sgdSquaredNorm).toBe(c * before.sgdSquaredNorm);
          expect(after.kfacSquaredNorm).not.toBe(before.kfacSquaredNorm / c);
        },
      ),
      { numRuns: 100 },
    );
  });
});

function expectExactly(actual: Observables, original: Observables, factors: Observables): void {
  for (const name of observableNames) expect(actual[name] - factors[name] * original[name], name).toBe(0);
}

function values(limit: Limits): Observables {
  return forEachObservable((name) => limit[name].value);
}

function isConstant({ teacher }: Setting): boolean {
  return teacher.kind === "polynomial" && teacher.coefficients.slice(1).every((coefficient) => coefficient === 0);
}
