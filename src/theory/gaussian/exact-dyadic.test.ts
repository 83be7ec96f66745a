import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { add, dyadic, evaluatePolynomial, multiply, toNumber } from "./exact-dyadic.ts";

const double = fc.double({ noNaN: true, noDefaultInfinity: true });

describe("exact dyadic arithmetic", () => {
  test.prop([double])("carries every finite double without loss", (x) => {
    expect(toNumber(dyadic(x)) === x).toBe(true);
  });

  test.prop([double, double])("rounds a sum and a product as the hardware does", (x, y) => {
    expect(toNumber(add(dyadic(x), dyadic(y))) === x + y).toBe(true);
    const product = x * y;
    const allowed = Math.abs(product) < 2 ** -1022 ? Number.MIN_VALUE : 0;
    const exact = toNumber(multiply(dyadic(x), dyadic(y)));
    expect(exact === product || Math.abs(exact - product) <= allowed).toBe(true);
  });

  it("keeps what floating-point sums lose", () => {
    const terms = [1e300, 1, -1e300, 2 ** -60, -1].map(dyadic);
    expect(toNumber(terms.reduce(add))).toBe(2 ** -60);
    // (x − 1)⁵ at x = 1 + 2⁻⁴⁰, from its coefficients: 2⁻²⁰⁰.
    expect(toNumber(evaluatePolynomial([-1, 5, -10, 10, -5, 1].map(dyadic), dyadic(1 + 2 ** -40)))).toBe(2 ** -200);
  });

  it("rounds to even at ties, and away from them where a far bit breaks the tie", () => {
    const tie = (1n << 53n) + 1n;
    expect(toNumber({ digits: tie, exponent: 0 })).toBe(2 ** 53);
    expect(toNumber({ digits: (tie << 200n) + 1n, exponent: -200 })).toBe(2 ** 53 + 2);
    expect(toNumber({ digits: -(tie << 200n), exponent: -200 })).toBe(-(2 ** 53));
  });

  it("goes to infinity and to zero beyond the doubles", () => {
    const big = dyadic(1e300);
    expect(toNumber(multiply(big, big))).toBe(Number.POSITIVE_INFINITY);
    expect(toNumber(multiply(big, dyadic(-1e300)))).toBe(Number.NEGATIVE_INFINITY);
    const tiny = dyadic(1e-300);
    expect(toNumber(multiply(tiny, tiny))).toBe(0);
    expect(toNumber(multiply(multiply(tiny, tiny), multiply(big, big)))).toBeCloseTo(1, 15);
  });
});
