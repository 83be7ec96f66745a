import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logComplement } from "./log-complement.ts";
import { logConcaveTail } from "./log-concave-tail.ts";
import { solveLogTail } from "./solve-log-tail.ts";
import { stirlingError } from "./stirling-error.ts";
import { expRemainder, logRemainder } from "./taylor-remainder.ts";
import { expectRelative } from "./testing/golden.ts";

const EPS = Number.EPSILON;

describe("Taylor remainders", () => {
  it("have the values of 40-digit mpmath", () => {
    expectRelative(logRemainder(1e-8), 4.999999966666667e-17, 4 * EPS);
    expectRelative(logRemainder(-0.25), 0.03768207245178093, 4 * EPS);
    expectRelative(logRemainder(0.9), 0.2581461138276052, 4 * EPS);
    expectRelative(expRemainder(1e-8), 5.000000016666667e-17, 4 * EPS);
    expectRelative(expRemainder(-0.75), 0.2223665527410147, 4 * EPS);
  });

  it("are one function across the switch between series and difference", () => {
    for (const [f, at, slope] of [
      [logRemainder, -0.5, -1],
      [logRemainder, 1, 0.5],
      [expRemainder, -1, Math.expm1(-1)],
      [expRemainder, 1, Math.expm1(1)],
    ] as const) {
      const step = 1e-12;
      const rise = f(at + step) - f(at - step);
      expect(Math.abs(rise - slope * 2 * step)).toBeLessThanOrEqual(6 * EPS);
    }
  });

  it("undo one another: v − log(eᵛ) = 0", () => {
    fc.assert(
      fc.property(fc.integer({ min: -600_000, max: 600_000 }), (millionths) => {
        const v = millionths / 1e6;
        // u = eᵛ − 1: u − log(1 + u) = eᵛ − 1 − v; the rounding of u enters with the weight u/(1 + u)·u ≤ 4·remainder.
        fc.pre(v !== 0);
        expectRelative(logRemainder(Math.expm1(v)), expRemainder(v), 16 * EPS);
      }),
    );
  });
});

describe("Stirling's error", () => {
  it("gives the factorials", () => {
    let factorial = 1;
    for (let n = 1; n <= 170; n += 1) {
      const exact = Math.log(factorial) - ((n - 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI));
      // log n! up to 706 in doubles; the shift's 16 roundings for small n.
      expect(Math.abs(stirlingError(n) - exact)).toBeLessThanOrEqual((16 + 4 * n * Math.log(n + 1)) * EPS);
      factorial *= n;
    }
    // Γ(½) = √π: δ(½) = ½ − ½ log 2.
    expect(Math.abs(stirlingError(0.5) - 0.5 * (1 - Math.LN2))).toBeLessThanOrEqual(18 * EPS);
  });

  it("has the values of 40-digit mpmath", () => {
    expect(Math.abs(stirlingError(2.75) - 0.03017408243368456)).toBeLessThanOrEqual(18 * EPS);
    expectRelative(stirlingError(20.3), 0.004104758487280869, 4 * EPS);
    expectRelative(stirlingError(1e8), 1 / 12e8, 4 * EPS);
  });
});

describe("the tail integral", () => {
  it("is 1/s for the exponent s·v, at any scale", () => {
    for (const s of [1e-3, 1, 1e9])
      expectRelative(
        logConcaveTail((v) => s * v, s, 0),
        1 / s,
        8 * EPS,
      );
  });

  it("is √(π/2c) for the exponent c·v²/2", () => {
    for (const c of [1e-6, 1, 1e12]) {
      expectRelative(
        logConcaveTail((v) => 0.5 * c * v * v, 0, c),
        Math.sqrt(Math.PI / (2 * c)),
        8 * EPS,
      );
    }
  });

  it("keeps its digits where the scale is off by a factor of 2", () => {
    for (const factor of [0.25, 4]) {
      expectRelative(
        logConcaveTail((v) => 0.5 * v * v, 0, factor),
        Math.sqrt(Math.PI / 2),
        16 * EPS,
      );
    }
  });
});

describe("helpers", () => {
  it("log(1 − eˡ) holds its relative accuracy at both ends", () => {
    expectRelative(logComplement(-1e-20), Math.log(1e-20), 2 * EPS);
    expectRelative(logComplement(-700), -Math.exp(-700), 2 * EPS);
    expectRelative(logComplement(-Math.LN2), -Math.LN2, 4 * EPS);
    expect(logComplement(0)).toBe(Number.NEGATIVE_INFINITY);
  });

  it("Newton's method finds the root of a concave function from either side", () => {
    const parabola = (w: number) => ({ value: -w * w, slope: -2 * w });
    for (const start of [-1e6, -1e-3]) expectRelative(solveLogTail(-9, start, parabola), -3, 8 * EPS);
  });

  it("says so when it does not", () => {
    const flat = () => ({ value: -1, slope: 1 });
    expect(() => solveLogTail(0, 0, flat)).toThrow(expect.objectContaining({ code: "not-converged" }));
  });
});
