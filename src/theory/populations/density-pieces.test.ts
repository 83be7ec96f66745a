import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { ContinuousPopulation } from "../../model/population.ts";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { definePopulation, type PopulationDefinition } from "../../model/populations/registry.ts";
import { ridgelessTrace } from "../equivalents/ridgeless.ts";
import { resolventIntegral } from "../silverstein/resolvent-integral.ts";
import { solveSilverstein } from "../silverstein/solve.ts";
import { discretise } from "./discretise.ts";
import { integrateAgainst } from "./integrate-against.ts";
import { moment } from "./moment.ts";
import { piecesOf } from "./pieces.ts";

const eps = Number.EPSILON;

const own = (definition: PopulationDefinition): ContinuousPopulation =>
  parsePopulation(definePopulation(definition)) as ContinuousPopulation;

const r = (1 - 0.6) / 1.6;
/** Built-in populations and the same as densities. */
const twins = [
  ["uniform", { kind: "uniform", low: 1, high: 3 }, { low: 1, high: 3, density: () => 0.5 }],
  ["uniform from 0", { kind: "uniform", low: 0, high: 3 }, { low: 0, high: 3, density: () => 1 / 3 }],
  [
    "geometric",
    { kind: "geometric", low: 1e-9, high: 1 },
    { low: 1e-9, high: 1, density: (tau: number) => 1 / (tau * Math.log(1e9)) },
  ],
  [
    "steep",
    { kind: "power-law", exponent: 4, low: 0.01, high: 100 },
    { low: 0.01, high: 100, density: (tau: number) => (3 * tau ** -4) / (1e6 - 1e-6) },
  ],
  [
    "AR(1), infinite at both ends",
    { kind: "ar1", rho: 0.6 },
    { low: r, high: 1 / r, density: (tau: number, a: number, b: number) => 1 / (Math.PI * tau * Math.sqrt(a * b)) },
  ],
] as const;
const pairs = twins.map(([title, specification, shape], i) => ({
  title,
  builtIn: parsePopulation(specification) as ContinuousPopulation,
  given: own({ name: `twin-${i}`, ...shape }),
}));

describe.each(pairs)("$title", ({ builtIn, given }) => {
  it("has the same solution of the Silverstein equation", () => {
    for (const phi of [0.01, 0.5, 1, 2, 100]) {
      for (const lambda of [1e-9, 1e-3, 1, 1e5]) {
        const [a, b] = [solveSilverstein(given, phi, lambda), solveSilverstein(builtIn, phi, lambda)];
        for (const member of ["kappa", "kappaDerivative", "m", "mDerivative", "degreesOfFreedomGap"] as const) {
          const [x, y] = [a[member], b[member]];
          expect(Math.abs(x.value - y.value), member).toBeLessThanOrEqual(x.error + y.error);
          expect(Math.abs(x.value / y.value - 1), member).toBeLessThanOrEqual(1e-13);
          expect(x.status).toBe("ok");
        }
      }
    }
  });

  it("has the same moments", () => {
    for (const order of [-0.5, 0.5, 1, 2, 3, ...(given.low > 0 ? [-1, -2, -3] : [])]) {
      const [x, y] = [moment(given, order), moment(builtIn, order)];
      expect(Math.abs(x.value / y.value - 1), `order ${order}`).toBeLessThanOrEqual(1e-13);
      expect(Math.abs(x.value - y.value)).toBeLessThanOrEqual(x.error + y.error);
    }
  });

  it("has the same quantiles", () => {
    for (const u of [1e-6, 0.01, 0.3, 0.5, 0.77, 0.999]) {
      expect(Math.abs(given.quantile(u) / builtIn.quantile(u) - 1)).toBeLessThanOrEqual(1e-12);
    }
  });

  it("has the same integrals with a pole close to it, and between its ends", () => {
    const { low, high } = builtIn;
    const gap = builtIn.density(high) < Number.POSITIVE_INFINITY ? 1e-9 : 0.01;
    const middle = Math.sqrt((low + 0.01 * high) * high);
    for (const ell of [
      { re: high * (1 + gap), im: 0 },
      ...(low > 1e-3 ? [{ re: low * (1 - gap), im: 0 }] : []),
      { re: middle, im: 1e-12 * high },
      { re: middle, im: 0.3 * high },
      { re: high, im: gap * high },
      { re: -high, im: high },
    ]) {
      const [x, y] = [resolventIntegral(given, ell, 1, 1), resolventIntegral(builtIn, ell, 1, 1)];
      const distance = Math.hypot(x.value.re - y.value.re, x.value.im - y.value.im);
      expect(distance, JSON.stringify(ell)).toBeLessThanOrEqual(x.error + y.error);
      expect(distance).toBeLessThanOrEqual(1e-12 * Math.hypot(y.value.re, y.value.im));
    }
  });
});

const scale = fc.double({ min: -30, max: 5, noNaN: true }).map((x) => 10 ** x);

describe("closed forms", () => {
  const root = own({ name: "root-at-zero", low: 0, high: 1, density: (tau) => 0.5 / Math.sqrt(tau) });
  test.prop([scale])("τ^−½ on [0, 1]: ∫ κ/(τ + κ) dH = √κ·arctan(1/√κ)", (kappa) => {
    const { values, weights, relativeError } = discretise(root);
    const got = weights.reduce((sum, weight, i) => sum + weight * (kappa / (values[i] + kappa)), 0);
    const exact = Math.sqrt(kappa) * Math.atan(1 / Math.sqrt(kappa));
    // Some 2,000 terms of a plain sum.
    expect(Math.abs(got / exact - 1)).toBeLessThanOrEqual(relativeError + 100 * eps);
  });

  const logarithm = own({ name: "logarithm-at-zero", low: 0, high: 1, density: (tau) => -Math.log(tau) });
  it("−log τ on [0, 1] has the moments 1/(k + 1)²", () => {
    for (const k of [-0.75, -0.5, 0.25, 1, 2, 5]) {
      const { value, error } = moment(logarithm, k);
      expect(Math.abs(value - 1 / (k + 1) ** 2), `k = ${k}`).toBeLessThanOrEqual(error);
      expect(error).toBeLessThanOrEqual(1e-8 * value);
    }
  });

  it("a moment that diverges at 0 is refused, one that almost does has a large error", () => {
    expect(() => moment(root, -0.5)).toThrow(expect.objectContaining({ code: "invalid-input", field: "order" }));
    expect(() => moment(root, -2)).toThrow(expect.objectContaining({ code: "invalid-input", field: "order" }));
    const { value, error, status } = moment(root, -0.48);
    expect(Math.abs(value - 25)).toBeLessThanOrEqual(error);
    expect(status).toBe("inaccurate");
  });

  it("the mean of 1/τ, where there is one, by a ridgeless limit too", () => {
    const triangle = own({ name: "triangle", low: 0, high: 2, density: (t) => Math.min(t, 2 - t), breakpoints: [1] });
    // 1 + ∫₁² (2 − τ)/τ dτ = 2 log 2
    const { value, error, status } = moment(triangle, -1);
    expect(Math.abs(value / (2 * Math.LN2) - 1)).toBeLessThanOrEqual(1e-14);
    expect(status).toBe("ok");
    expect(Math.abs(value - 2 * Math.LN2)).toBeLessThanOrEqual(error);
    expect(Math.abs(ridgelessTrace(triangle, 0.5).value / (4 * Math.LN2) - 1)).toBeLessThanOrEqual(1e-13);
    expect(() => ridgelessTrace(root, 0.5)).toThrow(expect.objectContaining({ code: "non-finite" }));
  });

  it("any function is integrated: the mean of log τ under 30(τ − ½)²(3/2 − τ)² by 40-digit mpmath quadrature", () => {
    const density = (tau: number): number => 30 * (tau - 0.5) ** 2 * (1.5 - tau) ** 2;
    const beta = own({ name: "beta-2-2", low: 0.5, high: 1.5, density });
    const { value, status } = integrateAgainst(beta, Math.log);
    expect(Math.abs(value - -0.018664039638408434)).toBeLessThanOrEqual(1e-14);
    expect(status).toBe("ok");
  });
});

it("says what an undeclared jump leaves unresolved", () => {
  const jump = own({ name: "undeclared-jump", low: 1, high: 4, density: (tau) => (tau < 2 || tau > 3 ? 0.5 : 0) });
  const { relativeError } = discretise(jump);
  expect(relativeError).toBeLessThan(1e-13);
  const exact = (Math.log(2) + Math.log(4 / 3)) / 2;
  expect(Math.abs(moment(jump, -1).value - exact)).toBeLessThanOrEqual(1e-13);
});

it("takes a population that was made up for no density", () => {
  const { resolution: _, ...rest } = pairs[0].given;
  expect(() => piecesOf(rest)).toThrow(expect.objectContaining({ code: "invalid-input", field: "population" }));
});
