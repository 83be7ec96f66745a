import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { Quantity } from "../../foundation/quantity.ts";
import { parseActivation } from "../../model/activations/parse-activation.ts";
import type { Population } from "../../model/population.ts";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { moment } from "../populations/moment.ts";
import { solveSilverstein } from "../silverstein/solve.ts";
import { kfacCorrelation, kfacInnerProduct, kfacSquaredNorm } from "./kfac-correlation.ts";
import type { TeacherMoments } from "./setting.ts";
import { sgdCorrelation, sgdInnerProduct, sgdSquaredNorm } from "./sgd-correlation.ts";

const eps = Number.EPSILON;
const exactly = (value: number): Quantity => ({ value, error: 0, status: "ok" });
const relu: TeacherMoments = { derivativeMean: exactly(0.5), secondMoment: exactly(0.5) };
const twoAtoms = parsePopulation({ kind: "atoms", values: [0.5, 1.5], weights: [1, 1] });

describe("ReLU teacher, noise ¼, atoms 0.5 and 1.5", () => {
  const at = (phi: number) => ({ population: twoAtoms, phi, noiseVariance: 0.25, moments: relu });
  it.each([
    [0.18, 0.05, 0.7474, 0.8032],
    [2, 1, 0.3714, 0.3709],
    [2, 0.1, 0.3714, 0.322],
  ])("φ = %s, λ = %s", (phi, lambda, sgd, kfac) => {
    // Four printed digits.
    expect(Math.abs(sgdCorrelation(at(phi)).value - sgd)).toBeLessThanOrEqual(5e-5);
    expect(Math.abs(kfacCorrelation({ ...at(phi), lambda }).value - kfac)).toBeLessThanOrEqual(5e-5);
  });

  it("is the same from the teacher as from its moments", () => {
    const { moments, ...rest } = at(0.18);
    const setting = { ...rest, teacher: parseActivation({ kind: "relu" }) };
    expect(Math.abs(sgdCorrelation(setting).value - sgdCorrelation({ ...rest, moments }).value)).toBeLessThan(4 * eps);
    expect(kfacCorrelation({ ...setting, lambda: 0.05 }).status).toBe("ok");
  });
});

const positive = fc.double({ min: -3, max: 2, noNaN: true }).map((x) => 10 ** x);
const population: fc.Arbitrary<Population> = fc
  .oneof(
    fc.array(fc.record({ value: positive, weight: positive }), { minLength: 1, maxLength: 5 }).map((list) => ({
      kind: "atoms",
      values: list.map(({ value }) => value),
      weights: list.map(({ weight }) => weight),
    })),
    fc.record({ low: positive, ratio: fc.double({ min: 1.1, max: 1e4, noNaN: true }) }).map(({ low, ratio }) => ({
      kind: "geometric",
      low,
      high: low * ratio,
    })),
    fc.double({ min: -0.99, max: 0.99, noNaN: true }).map((rho) => ({ kind: "ar1", rho })),
  )
  .map((input) => parsePopulation(input));
/** A teacher with α⋆ = alpha whose non-linear part has the given share of s². */
const setting = fc
  .record({
    population,
    phi: fc.double({ min: -2, max: 2, noNaN: true }).map((x) => 10 ** x),
    noiseVariance: fc.oneof(fc.constant(0), positive),
    alpha: fc.oneof(fc.double({ min: 0.01, max: 3, noNaN: true }), fc.double({ min: -3, max: -0.01, noNaN: true })),
    remainder: fc.oneof(fc.constant(0), positive),
  })
  .map(({ alpha, remainder, ...rest }) => {
    const linear = alpha * alpha * moment(rest.population, 1).value;
    return { ...rest, moments: { derivativeMean: exactly(alpha), secondMoment: exactly(linear + remainder) } };
  });
const damping = fc.double({ min: -6, max: 5, noNaN: true }).map((x) => 10 ** x);

describe("for every population, teacher, noise, aspect ratio and damping", () => {
  test.prop([setting, damping])("a correlation is the inner product over the norm, with α⋆'s sign", (given, lambda) => {
    const damped = { ...given, lambda };
    for (const [cosine, inner, squared] of [
      [sgdCorrelation(given), sgdInnerProduct(given), sgdSquaredNorm(given)],
      [kfacCorrelation(damped), kfacInnerProduct(damped), kfacSquaredNorm(damped)],
    ]) {
      expect(Math.abs(cosine.value)).toBeLessThanOrEqual(1);
      expect(Math.sign(cosine.value)).toBe(Math.sign(given.moments.derivativeMean.value));
      // Cauchy and Schwarz for the limits themselves: the clamp hides rounding only.
      expect(inner.value ** 2).toBeLessThanOrEqual(squared.value * (1 + 64 * eps));
      expect(Math.abs(cosine.value - inner.value / Math.sqrt(squared.value))).toBeLessThanOrEqual(16 * eps);
      // u² is a difference: where it is 1e-5 of s² it has five digits less.
      expect(cosine.status).toBe(cosine.error <= 1e-11 ? "ok" : "inaccurate");
    }
  });

  test.prop([setting, damping])("the forms without cancellation are those of the lemmas", (given, lambda) => {
    const { phi, noiseVariance, moments, population: h } = given;
    const [alpha, s2] = [moments.derivativeMean.value, moments.secondMoment.value];
    const [m1, m2] = [moment(h, 1).value, moment(h, 2).value];
    const u2 = s2 - alpha * alpha * m1 + noiseVariance;
    const sgd = alpha * alpha * (m2 + phi * m1 * m1) + phi * m1 * u2;
    expect(Math.abs(sgdSquaredNorm(given).value / sgd - 1)).toBeLessThanOrEqual(64 * eps);
    expect(Math.abs(sgdInnerProduct(given).value - alpha * m1)).toBeLessThanOrEqual(4 * eps * Math.abs(alpha) * m1);

    const { m, mDerivative } = solveSilverstein(h, phi, lambda);
    const [x, y] = [lambda * m.value, lambda * lambda * mDerivative.value];
    const kfac = alpha * alpha * (1 - 2 * x + y) + (phi * u2 * (x - y)) / lambda;
    // x and y are at most 1 and known to a few eps, which is what their differences lose.
    const lost = 64 * eps * (alpha * alpha + (phi * (s2 + noiseVariance)) / lambda);
    expect(Math.abs(kfacSquaredNorm({ ...given, lambda }).value - kfac)).toBeLessThanOrEqual(lost);
    expect(Math.abs(kfacInnerProduct({ ...given, lambda }).value - alpha * (1 - x))).toBeLessThanOrEqual(
      64 * eps * Math.abs(alpha),
    );
  });

  test.prop([setting])("SGD is KFAC with infinite damping", (given) => {
    const sgd = sgdCorrelation(given).value;
    const scale = given.population.quantile(1) * (1 + given.phi);
    // The first correction is of relative order (largest sample eigenvalue)/λ, at most 4·scale/λ on each of numerator
    // and squared norm.
    for (const decades of [3, 6, 9, 19]) {
      const error = kfacCorrelation({ ...given, lambda: scale * 10 ** decades }).value / sgd - 1;
      expect(Math.abs(error)).toBeLessThanOrEqual(10 * 10 ** -decades + 64 * eps);
    }
    expect(kfacCorrelation({ ...given, lambda: 1e300 }).value).toBe(sgd);
  });

  test.prop([setting, damping, fc.double({ min: -3, max: 3, noNaN: true })])(
    "units of x do not matter: Σ → cΣ, λ → cλ, α⋆ → α⋆/√c",
    (given, lambda, logarithm) => {
      const c = 10 ** logarithm;
      const { specification } = given.population;
      if (specification.kind === "ar1" || specification.kind === "density") return;
      const scaled =
        "values" in specification
          ? { ...specification, values: specification.values.map((tau) => c * tau) }
          : { ...specification, low: c * specification.low, high: c * specification.high };
      const { derivativeMean, secondMoment } = given.moments;
      const other = {
        ...given,
        population: parsePopulation(scaled),
        moments: {
          derivativeMean: exactly(derivativeMean.value / Math.sqrt(c)),
          // A linear teacher stays one up to rounding, which the clamp of u² must absorb.
          secondMoment,
        },
      };
      expect(Math.abs(sgdCorrelation(other).value - sgdCorrelation(given).value)).toBeLessThanOrEqual(64 * eps);
      const a = kfacCorrelation({ ...given, lambda });
      const b = kfacCorrelation({ ...other, lambda: c * lambda });
      expect(Math.abs(a.value - b.value)).toBeLessThanOrEqual(64 * eps + 4 * (a.error + b.error));
    },
  );

  test.prop([setting, fc.double({ min: -3, max: 3, noNaN: true })])(
    "λ⋆ = φu²/α⋆² is the best damping, with correlation √(1 − λ⋆m(−λ⋆))",
    (given, decades) => {
      const { phi, noiseVariance, moments, population: h } = given;
      const alpha = moments.derivativeMean.value;
      const rest = moments.secondMoment.value - alpha * alpha * moment(h, 1).value + noiseVariance;
      if (!(rest > 1e-6)) return; // a linear teacher without noise has λ⋆ = 0
      const lambda = (phi * rest) / (alpha * alpha);
      const best = Math.abs(kfacCorrelation({ ...given, lambda }).value);
      // df₁ = 1 − λm. The rounding of `rest` shifts λ⋆, where the correlation is flat; df₁ itself moves by that shift.
      const shift = (4 * eps * moments.secondMoment.value) / rest;
      const { degreesOfFreedom } = solveSilverstein(h, phi, lambda);
      expect(Math.abs(best - Math.sqrt(degreesOfFreedom.value))).toBeLessThanOrEqual(64 * eps + shift);
      const elsewhere = Math.abs(kfacCorrelation({ ...given, lambda: lambda * 10 ** decades }).value);
      expect(elsewhere).toBeLessThanOrEqual(best + 64 * eps + shift);
      expect(Math.abs(sgdCorrelation(given).value)).toBeLessThanOrEqual(best + 64 * eps + shift);
    },
  );
});

describe("special cases", () => {
  it("α⋆ = 0 gives exactly 0", () => {
    const moments = { derivativeMean: exactly(0), secondMoment: exactly(2) };
    const given = { population: twoAtoms, phi: 0.5, noiseVariance: 0.1, moments };
    expect(sgdCorrelation(given)).toEqual({ value: 0, error: 0, status: "ok" });
    expect(kfacCorrelation({ ...given, lambda: 1 })).toEqual({ value: 0, error: 0, status: "ok" });
    const nothing = { ...given, noiseVariance: 0, moments: { derivativeMean: exactly(0), secondMoment: exactly(0) } };
    expect(sgdCorrelation(nothing).value).toBe(0);
    expect(kfacCorrelation({ ...nothing, lambda: 1 }).value).toBe(0);
  });

  it("as φ → 0 SGD tends to m₁/√m₂, KFAC with little damping to 1", () => {
    const given = { population: twoAtoms, phi: 1e-12, noiseVariance: 0.25, moments: relu };
    expect(Math.abs(sgdCorrelation(given).value - 1 / Math.sqrt(1.25))).toBeLessThanOrEqual(1e-11);
    expect(1 - kfacCorrelation({ ...given, lambda: 1e-7 }).value).toBeLessThanOrEqual(1e-11);
  });

  it("an isotropic, linear, noiseless teacher: 1/√(1 + φ) for SGD", () => {
    const given = {
      population: parsePopulation({ kind: "eigenvalues", values: [1] }),
      phi: 3,
      noiseVariance: 0,
      moments: { derivativeMean: exactly(1), secondMoment: exactly(1) },
    };
    expect(Math.abs(sgdCorrelation(given).value - 0.5)).toBeLessThanOrEqual(2 * eps);
  });

  it("He₃ with variance below 1 has a negative correlation", () => {
    const teacher = parseActivation({ kind: "hermite", degree: 3 });
    const given = {
      population: parsePopulation({ kind: "eigenvalues", values: [0.5] }),
      phi: 0.5,
      noiseVariance: 0,
      teacher,
    };
    expect(sgdCorrelation(given).value).toBeLessThan(0);
    expect(kfacCorrelation({ ...given, lambda: 0.1 }).value).toBeLessThan(0);
  });

  it("takes u² to be at least the noise, where rounding has s² below α⋆²m₁", () => {
    const moments = { derivativeMean: exactly(1), secondMoment: exactly(1 - 1e-15) };
    const given = { population: twoAtoms, phi: 0.5, noiseVariance: 0, moments, lambda: 1e-9 };
    const signal = kfacSquaredNorm({ ...given, moments: { ...moments, secondMoment: exactly(1) } });
    expect(kfacSquaredNorm(given).value).toBe(signal.value);
  });

  it.each([
    [1e-6, 1e-7],
    [0, 1e-4],
    [1e-4, 0],
  ])("passes the moments' errors %s and %s on", (ofAlpha, ofSecond) => {
    const moments: TeacherMoments = {
      derivativeMean: { value: 0.5, error: ofAlpha, status: "ok" },
      secondMoment: { value: 0.5, error: ofSecond, status: "inaccurate" },
    };
    const given = { population: twoAtoms, phi: 0.5, noiseVariance: 0.25, moments };
    for (const f of [sgdCorrelation, (s: typeof given) => kfacCorrelation({ ...s, lambda: 0.3 })]) {
      const central = f(given);
      expect(central.status).toBe("inaccurate");
      for (const alpha of [0.5 - ofAlpha, 0.5 + ofAlpha]) {
        for (const second of [0.5 - ofSecond, 0.5 + ofSecond]) {
          const moved = { derivativeMean: exactly(alpha), secondMoment: exactly(second) };
          // Errors are of first order: a per cent for the second.
          const change = Math.abs(f({ ...given, moments: moved }).value - central.value);
          expect(change).toBeLessThanOrEqual(1.01 * central.error);
        }
      }
      expect(central.error).toBeLessThanOrEqual(5 * (ofAlpha + ofSecond));
    }
  });
});

describe("invalid input", () => {
  const given = { population: twoAtoms, phi: 0.5, noiseVariance: 0.25, moments: relu, lambda: 1 };
  it.each([
    ["phi", { ...given, phi: 0 }],
    ["phi", { ...given, phi: Number.NaN }],
    ["noiseVariance", { ...given, noiseVariance: -1 }],
    ["lambda", { ...given, lambda: 0 }],
    ["lambda", { ...given, lambda: Number.POSITIVE_INFINITY }],
    ["moments.derivativeMean", { ...given, moments: { ...relu, derivativeMean: exactly(Number.NaN) } }],
    ["moments.secondMoment", { ...given, moments: { ...relu, secondMoment: exactly(-1) } }],
    ["moments.secondMoment", { ...given, moments: { ...relu, secondMoment: exactly(0.2) } }],
  ])("%s", (field, setting) => {
    for (const f of [kfacCorrelation, kfacInnerProduct, kfacSquaredNorm]) {
      expect(() => f(setting)).toThrow(expect.objectContaining({ code: "invalid-input", field }));
    }
    if (field === "lambda") return;
    for (const f of [sgdCorrelation, sgdInnerProduct, sgdSquaredNorm]) {
      expect(() => f(setting)).toThrow(expect.objectContaining({ code: "invalid-input", field }));
    }
  });
});
