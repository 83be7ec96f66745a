import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { Quantity } from "../../foundation/quantity.ts";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { solveSilverstein } from "../silverstein/solve.ts";
import { resolventForm, resolventTrace, twoResolventForm, twoResolventTrace } from "./resolvent.ts";
import { ridgeSettings } from "./testing/arbitraries.ts";
import { expectGolden, goldenRows } from "./testing/golden.ts";

const eps = Number.EPSILON;

describe("110-digit values", () => {
  // The largest stated error is 110 eps, the largest error 3 eps.
  it.each(goldenRows)("φ = $phi, λ = $lambda, $population", (row) => {
    const setting = { ...row, population: parsePopulation(row.population) };
    const vectors = { u: row.u, v: row.v };
    for (const [name, got] of [
      ["trace", resolventTrace(setting, row.a)],
      ["form", resolventForm(setting, vectors)],
      ["twoTrace", twoResolventTrace(setting, row.a, row.b)],
      ["twoForm", twoResolventForm(setting, vectors, row.b)],
    ] as const) {
      expectGolden(got.value, row.resolvents[name].value, 200 * eps);
      expectGolden(got.lambdaDerivative, row.resolvents[name].lambdaDerivative, 200 * eps);
    }
  });
});

function expectEqual(a: Quantity, b: Quantity, rounding = 8 * eps): void {
  expect(Math.abs(a.value - b.value)).toBeLessThanOrEqual(a.error + b.error + rounding * Math.abs(b.value));
}

const exponents = fc.double({ min: -2, max: 2, noNaN: true });

describe("for every population, φ and λ", () => {
  test.prop([ridgeSettings])("the identity gives m and m′, twice and by both ways", (setting) => {
    const { m, mDerivative } = solveSilverstein(setting.population, setting.phi, setting.lambda);
    const one = resolventTrace(setting);
    const two = twoResolventTrace(setting);
    expectEqual(one.value, m);
    expectEqual(two.value, mDerivative);
    expect(one.lambdaDerivative.value).toBeLessThan(0);
    expect(Math.abs(one.lambdaDerivative.value + two.value.value)).toBeLessThanOrEqual(
      one.lambdaDerivative.error + two.value.error,
    );
  });

  test.prop([ridgeSettings])("a = τ + κ leaves κ/λ, whatever the spectrum", (setting) => {
    const { kappa } = solveSilverstein(setting.population, setting.phi, setting.lambda);
    const { value } = resolventTrace(setting, (tau) => tau + kappa.value);
    const exact = kappa.value / setting.lambda;
    // κ enters the matrix as well, and through (τ + κ)/(τ + κ) cancels: its error counts twice.
    expect(Math.abs(value.value - exact)).toBeLessThanOrEqual(
      value.error + (2 * kappa.error) / setting.lambda + 8 * eps * exact,
    );
    expect(value.status === "ok" || kappa.status !== "ok").toBe(true);
  });

  test.prop([ridgeSettings, exponents, exponents])("both matrices may change places", (setting, r, s) => {
    // 1 + τ^r has no pole at 0, where r is taken positive.
    const a = (tau: number): number => 1 + tau ** Math.abs(r);
    const b = (tau: number): number => 1 / (1 + tau ** Math.abs(s));
    const [one, other] = [twoResolventTrace(setting, a, b), twoResolventTrace(setting, b, a)];
    expectEqual(one.value, other.value);
    expectEqual(one.lambdaDerivative, other.lambdaDerivative);
    expect(one.value.error).toBeLessThanOrEqual(1e-9 * one.value.value);
  });

  // In t = log λ every form is analytic for |Im t| < π, with moduli at most those on the real line over cos(Im t/2)^k, k the
  // number of its resolvents: three extrapolated central differences are off by less than 2·(2h/π)⁶, 2e-8 at h = 0.04.
  test.prop([ridgeSettings, exponents])("the derivative is the slope in λ", (setting, r) => {
    const a = (tau: number): number => 1 + tau ** Math.abs(r);
    const h = 0.04;
    for (const form of [
      (lambda: number) => resolventTrace({ ...setting, lambda }, a),
      (lambda: number) => twoResolventTrace({ ...setting, lambda }, a, (tau) => 1 / (1 + tau)),
    ]) {
      const at = (t: number): number => form(setting.lambda * Math.exp(t)).value.value;
      const [one, two, four] = [1, 2, 4].map((k) => (at(k * h) - at(-k * h)) / (2 * k * h));
      const [first, second] = [(4 * one - two) / 3, (4 * two - four) / 3];
      const slope = (16 * first - second) / 15 / setting.lambda;
      const { value, lambdaDerivative } = form(setting.lambda);
      const noise = (4 * (value.error + 4 * eps * value.value)) / h / setting.lambda;
      const size = value.value / setting.lambda;
      expect(Math.abs(slope - lambdaDerivative.value)).toBeLessThanOrEqual(
        1e-6 * size + noise + lambdaDerivative.error,
      );
    }
  });
});

describe("lists and functions", () => {
  const values = [3, 0.5, 1, 0.5];
  const population = parsePopulation({ kind: "eigenvalues", values });
  const setting = { population, phi: 0.7, lambda: 0.2 };
  const a = (tau: number): number => tau * tau - 1;
  const b = (tau: number): number => 2 - tau;

  it("are the same where the list holds the function's values, in the order of the specification", () => {
    const listed = twoResolventTrace(setting, values.map(a), values.map(b));
    for (const other of [
      twoResolventTrace(setting, a, b),
      twoResolventTrace(setting, values.map(a), b),
      twoResolventTrace(setting, a, values.map(b)),
    ]) {
      expectEqual(other.value, listed.value);
      expectEqual(other.lambdaDerivative, listed.lambdaDerivative);
    }
  });

  it("vectors with u_i v_i = a(τ_i)/d give the trace; v is u where it is absent", () => {
    const u = values.map((tau) => a(tau) / values.length);
    const v = values.map(() => 1);
    expectEqual(resolventForm(setting, { u, v }).value, resolventTrace(setting, a).value);
    expectEqual(resolventForm(setting, { overlap: a }).value, resolventTrace(setting, a).value);
    expectEqual(twoResolventForm(setting, { u, v }, b).value, twoResolventTrace(setting, a, b).value);
    expectEqual(twoResolventForm(setting, { u }).value, twoResolventForm(setting, { u, v: u }).value);
  });

  it("orthogonal eigenvectors have a form of 0, where the error is that of nothing", () => {
    const { value, lambdaDerivative } = resolventForm(setting, { u: [1, 0, 0, 0], v: [0, 1, 0, 0] });
    expect([value, lambdaDerivative]).toEqual([
      { value: 0, error: 0, status: "ok" },
      { value: -0, error: 0, status: "ok" },
    ]);
  });

  it("atoms take one entry for each eigenspace, counted by weight", () => {
    const atoms = parsePopulation({ kind: "atoms", values: [3, 0.5, 1], weights: [1, 2, 1] });
    const entries = [3, 0.5, 1].map(a);
    expectEqual(resolventTrace({ ...setting, population: atoms }, entries).value, resolventTrace(setting, a).value);
  });
});

describe("invalid input", () => {
  const population = parsePopulation({ kind: "eigenvalues", values: [1, 2] });
  const setting = { population, phi: 0.5, lambda: 1 };
  const uniform = { ...setting, population: parsePopulation({ kind: "uniform", low: 1, high: 2 }) };
  it.each([
    ["matrix", () => resolventTrace(setting, [1])],
    ["matrix[1]", () => resolventTrace(setting, [1, Number.NaN])],
    ["matrix", () => resolventTrace(setting, (tau) => 1 / (tau - 1))],
    ["matrix", () => resolventTrace(setting, 3 as never)],
    ["matrix", () => resolventTrace(uniform, [1, 2])],
    ["outer", () => twoResolventTrace(setting, [1, 2, 3])],
    ["inner", () => twoResolventTrace(setting, [1, 2], [])],
    ["u", () => resolventForm(setting, { u: [1, 2, 3] })],
    ["v", () => resolventForm(setting, { u: [1, 2], v: [1] })],
    ["v[0]", () => resolventForm(setting, { u: [1, 2], v: [Number.POSITIVE_INFINITY, 0] })],
    ["u", () => resolventForm(uniform, { u: [1] })],
    ["overlap", () => resolventForm(uniform, { overlap: 1 as never })],
    ["overlap", () => resolventForm(uniform, { overlap: () => Number.NaN })],
    ["vectors", () => resolventForm(uniform, {} as never)],
    ["inner", () => twoResolventForm(setting, { u: [1, 2] }, [1])],
    ["phi", () => resolventTrace({ ...setting, phi: 0 })],
    ["lambda", () => twoResolventTrace({ ...setting, lambda: -1 })],
  ])("%s", (field, call) => {
    expect(call).toThrow(expect.objectContaining({ code: "invalid-input", field }));
  });

  it("a result that is no double is an error", () => {
    expect(() => twoResolventTrace({ ...setting, lambda: 1e-160 })).not.toThrow();
    expect(() => twoResolventTrace({ ...setting, phi: 2, lambda: 1e-160 })).toThrow(
      expect.objectContaining({ code: "non-finite" }),
    );
  });
});
