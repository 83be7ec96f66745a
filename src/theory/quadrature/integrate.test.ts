import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { integrate } from "./integrate.ts";

const eps = Number.EPSILON;

interface Case {
  readonly name: string;
  readonly f: (x: number) => number;
  readonly breakpoints: readonly number[];
  readonly exact: number;
}

const cases: readonly Case[] = [
  { name: "exp", f: Math.exp, breakpoints: [0, 1], exact: Math.E - 1 },
  { name: "a constant over several panels", f: () => 3, breakpoints: [-2, 0, 0, 5], exact: 21 },
  { name: "an undeclared kink", f: (x) => Math.abs(x - 0.3), breakpoints: [0, 1], exact: 0.29 },
  { name: "an undeclared jump", f: (x) => (x > 0.3 ? 1 : 0), breakpoints: [0, 1], exact: 0.7 },
  { name: "a branch point at an endpoint", f: Math.sqrt, breakpoints: [0, 1], exact: 2 / 3 },
  { name: "an infinite endpoint", f: (x) => 1 / Math.sqrt(x), breakpoints: [0, 1], exact: 2 },
  { name: "a logarithm at a breakpoint", f: (x) => Math.log(Math.abs(x)), breakpoints: [-1, 0, 1], exact: -2 },
  { name: "32 periods", f: (x) => Math.sin(200 * x), breakpoints: [0, 1], exact: (1 - Math.cos(200)) / 200 },
  { name: "poles near the line", f: (x) => 1 / (1 + 1e8 * x * x), breakpoints: [-1, 1], exact: 2e-4 * Math.atan(1e4) },
];

describe("integrate", () => {
  it.each(cases)("integrates $name to 1e-13 of the integral of |f|", ({ f, breakpoints, exact }) => {
    const result = integrate(f, breakpoints);
    expect(result.converged).toBe(true);
    expect(result.error).toBeLessThanOrEqual(1e-13 * result.absolute);
    expect(Math.abs(result.value - exact)).toBeLessThanOrEqual(result.error);
  });

  it("keeps the relative tolerance relative to the integral of |f| where the integral itself vanishes", () => {
    const result = integrate((x) => Math.sin(x), [-1, 3, Math.PI * 2 - 1]);
    expect(result.converged).toBe(true);
    expect(Math.abs(result.value)).toBeLessThanOrEqual(result.error);
    expect(Math.abs(result.absolute - 4)).toBeLessThanOrEqual(0.1);
  });

  it("bounds the true error at every tolerance, for a kink and a jump anywhere", () => {
    fc.assert(
      fc.property(
        // No dyadic fractions, which are endpoints of panels, nor anything within 2⁻²⁰ of them.
        fc.integer({ min: -996, max: 996 }).map((i) => (i + 0.3) / 997),
        fc.double({ min: -2, max: 2, noNaN: true }),
        fc.integer({ min: 2, max: 13 }),
        (kink, slope, digits) => {
          const f = (x: number): number => Math.exp(x) + (x > kink ? 1 + slope * (x - kink) : 0);
          const exact = Math.E - 1 / Math.E + (1 - kink) + (slope * (1 - kink) ** 2) / 2;
          const result = integrate(f, [-1, 1], { relativeTolerance: 10 ** -digits });
          expect(result.converged).toBe(true);
          // `exact` is itself a sum of four terms below 8, each rounded.
          // The factor is the documented excess for kinks.
          expect(Math.abs(result.value - exact)).toBeLessThanOrEqual(1.25 * result.error + 16 * eps);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("is linear in f and additive over intervals within its errors", () => {
    const coefficient = fc.integer({ min: -80, max: 80 }).map((eighths) => eighths / 8);
    fc.assert(
      fc.property(coefficient, coefficient, fc.constantFrom(0.1, 0.7, 1.1, Math.PI / 2, 2.3), (a, b, middle) => {
        const f = (x: number): number => Math.cos(3 * x) * Math.exp(-x);
        const g = (x: number): number => Math.abs(Math.sin(2 * x));
        const [onlyF, onlyG] = [integrate(f, [0, 3]), integrate(g, [0, Math.PI / 2, 3])];
        const both = integrate((x) => a * f(x) + b * g(x), [0, middle, 3]);
        const allowed = both.error + Math.abs(a) * onlyF.error + Math.abs(b) * onlyG.error;
        expect(Math.abs(both.value - a * onlyF.value - b * onlyG.value)).toBeLessThanOrEqual(1.25 * allowed);
      }),
    );
  });

  it("does not lose small contributions among large ones that cancel", () => {
    // 2·1e12 − 2·1e12 + 1 over three panels: only the sum over panels is at stake, the rule is exact for constants.
    const result = integrate((x) => (x < 1 ? 1e12 : x < 2 ? 1 : -1e12), [0, 1, 2, 3]);
    expect(Math.abs(result.value - 1)).toBeLessThanOrEqual(8 * eps * 2e12);
    expect(Math.abs(result.value - 1)).toBeLessThanOrEqual(result.error);
  });

  it("admits that it has not converged when the evaluations run out", () => {
    const result = integrate((x) => Math.sin(1e5 * x), [0, 1], { maximumEvaluations: 2_000 });
    expect(result.converged).toBe(false);
    expect(result.evaluations).toBeLessThanOrEqual(2_000);
    expect(result.error).toBeGreaterThan(1e-13 * result.absolute);
    expect(Math.abs(result.value - (1 - Math.cos(1e5)) / 1e5)).toBeLessThanOrEqual(result.error);
  });

  it("ends without convergence when the tolerance is beyond double precision", () => {
    const result = integrate(Math.exp, [0, 1], { relativeTolerance: 0 });
    expect(result.converged).toBe(false);
    expect(Math.abs(result.value - (Math.E - 1))).toBeLessThanOrEqual(2 * eps);
    expect(result.evaluations).toBeLessThan(1_000);
  });

  it("stops earlier at a loose absolute tolerance", () => {
    const f = (x: number): number => Math.abs(x - 0.3);
    const loose = integrate(f, [0, 1], { absoluteTolerance: 1e-3 });
    expect(loose.evaluations).toBeLessThan(integrate(f, [0, 1]).evaluations);
    expect(Math.abs(loose.value - 0.29)).toBeLessThanOrEqual(1e-3);
  });

  it("integrates the zero function and an empty interval", () => {
    expect(integrate(() => 0, [0, 1])).toMatchObject({ value: 0, error: 0, converged: true });
    expect(integrate(Math.exp, [2, 2])).toMatchObject({ value: 0, evaluations: 0, converged: true });
  });

  it.each([
    [() => integrate(Math.exp, [1]), "breakpoints"],
    [() => integrate(Math.exp, [0, Number.NaN]), "breakpoints[1]"],
    [() => integrate(Math.exp, [0, 2, 1]), "breakpoints[2]"],
    [() => integrate(Math.exp, [0, 1], { relativeTolerance: -1 }), "relativeTolerance"],
    [() => integrate(Math.exp, [0, 1], { absoluteTolerance: Number.NaN }), "absoluteTolerance"],
    [() => integrate(Math.exp, [0, 1], { maximumEvaluations: 0 }), "maximumEvaluations"],
  ])("refuses bad input %#", (call, field) => {
    expect(call).toThrow(expect.objectContaining({ code: "invalid-input", field }));
  });

  it("refuses an integrand that is NaN somewhere", () => {
    expect(() => integrate((x) => Math.sqrt(x - 0.5), [0, 1])).toThrow(expect.objectContaining({ code: "non-finite" }));
  });
});
