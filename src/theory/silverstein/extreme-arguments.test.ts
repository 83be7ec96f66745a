import { describe, expect, test } from "vitest";
import type { Complex } from "../../foundation/complex.ts";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { outlier } from "../spikes/outlier.ts";
import { boundaryPoint, spectralPoint } from "./spectral-point.ts";

const eps = Number.EPSILON;
const one = parsePopulation({ kind: "atoms", values: [1] });

describe("where squares and cubes are no doubles", () => {
  test.each<Complex>([
    { re: 1e300, im: 1e300 },
    { re: -1e300, im: 1e300 },
    { re: 1e300, im: -1e300 },
  ])("m(%o) is −1/z, from 1e300 on as well", (z) => {
    const { stieltjes, ell, stieltjesDerivative } = spectralPoint(one, 0.5, z);
    expect(stieltjes.status).toBe("ok");
    expect(Math.abs(stieltjes.value.re * 2e300 + Math.sign(z.re))).toBeLessThanOrEqual(8 * eps);
    expect(Math.abs(stieltjes.value.im * 2e300 - Math.sign(z.im))).toBeLessThanOrEqual(8 * eps);
    expect(ell.value).toEqual(z);
    // 1/z² is below the least double.
    expect(stieltjesDerivative.status).toBe("inaccurate");
    expect(stieltjesDerivative.error).toBeGreaterThan(0);
  });

  test("and both real ends", () => {
    expect(spectralPoint(one, 2, -1e300).stieltjes.value.re).toBeCloseTo(1e-300, 310);
    expect(boundaryPoint(one, 2, 1e300).density).toEqual({ value: 0, error: 0, status: "ok" });
  });

  test("far and near formulas meet: at 2e20 the second term of m is −m₁/z²", () => {
    const z = { re: 2e20, im: 1e3 };
    const { density, branch } = spectralPoint(one, 0.5, z);
    expect(branch.kind).toBe("contraction");
    expect(Math.abs(density.value * Math.PI * 4e40 - 1e3)).toBeLessThanOrEqual(density.error * Math.PI * 4e40);
  });

  test("a member that underflows is no exact 0", () => {
    const point = spectralPoint(one, 1, { re: 0, im: 1e103 });
    // v″ = −2/z³ = −2e-309i
    expect(point.companionSecondDerivative.status).toBe("inaccurate");
    expect(point.companionSecondDerivative.error).toBeGreaterThan(2e-309);
  });

  test("the error of ℓ at a subnormal z covers what z itself has not", () => {
    // φ = 1: ℓ² + z(1 − ℓ) = 0 → ℓ = (−1 + i)√(y/2) to leading order, at y = 1e-320.
    const y = 1e-320;
    const { ell, companion, density } = spectralPoint(one, 1, { re: 0, im: y });
    const exact = 1e-160 * Math.sqrt(y * 1e160 * 1e160) * Math.SQRT1_2;
    expect(Math.hypot(ell.value.re + exact, ell.value.im - exact)).toBeLessThanOrEqual(ell.error);
    expect(ell.status).toBe("inaccurate");
    expect(companion.status).toBe("inaccurate");
    expect(Number.isNaN(density.value)).toBe(false);
  });

  test("a resolvent's pole at 0 does not ask for its derivatives", () => {
    const withZero = parsePopulation({ kind: "atoms", values: [0, 1], weights: [1, 1] });
    const { stieltjes, stieltjesDerivative } = spectralPoint(withZero, 0.5, -1e-300);
    // H{0}/λ to less than rounding; m′ = H{0}/λ² overflows.
    expect(Math.abs(stieltjes.value.re / 5e299 - 1)).toBeLessThanOrEqual(8 * eps);
    expect(stieltjes.status).toBe("ok");
    expect(stieltjesDerivative).toMatchObject({ error: Number.POSITIVE_INFINITY, status: "inaccurate" });
  });
});

test("without a certificate the ball contains both roots that may be meant", () => {
  // φ(1 − H{0}) is 1 to within rounding, and z is next to the hard edge: the roots of ψ(ℓ) ≈ r·ℓ − ℓ²/1.43 are 0 and about r.
  const population = parsePopulation({ kind: "atoms", values: [0, 1], weights: [0.3, 0.7] });
  const { ell, density, branch } = spectralPoint(population, 1 / 0.7, -1e-300);
  expect(Number.isNaN(density.value)).toBe(false);
  if (branch.kind === "none") {
    expect(ell.status).toBe("inaccurate");
    expect(ell.error).toBeGreaterThan(1e-17);
  } else expect(ell.value.re).toBeLessThan(0);
});

test("the slope of a spike far above the bulk carries its own rounding", () => {
  // 1 − ψ′ = φ/(ℓ − 1)² = 1e-27 is lost when ψ′ is rounded to 1.
  const spike = outlier(one, 0.001, 1e12);
  expect(Math.abs(spike.slope.value - 1)).toBe(0);
  expect(spike.slope.error).toBeGreaterThan(1e-27);
  // φ = 1e-3, ℓ = 3: ψ′ = 1 − 1e-3/4, rounded to a double.
  expect(outlier(one, 0.001, 3).slope.error).toBeGreaterThanOrEqual(eps / 2);
});
