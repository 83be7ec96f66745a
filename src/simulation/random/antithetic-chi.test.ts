import { describe, expect, it } from "vitest";
import { drawAntitheticChi } from "./antithetic-chi.ts";
import { createStream } from "./create-stream.ts";
import { distanceFromChiSquare, distanceReach } from "./testing/chi-square.ts";

describe("drawAntitheticChi", () => {
  const count = 20_000;
  const pairs = (k: number) => {
    const stream = createStream(["antithetic", k]);
    return Array.from({ length: count }, () => drawAntitheticChi(k, stream));
  };

  // Seven degrees and two members at 7e-8 each: a false alarm with probability below 1e-6.
  it.each([1, 2, 3, 4, 7, 31, 200])("has members with the law of the length of %i normals", (k) => {
    const reach = distanceReach(count, 7e-8);
    const drawn = pairs(k);
    for (const member of [0, 1]) {
      const squares = drawn.map((pair) => pair[member] ** 2);
      expect(distanceFromChiSquare(squares, k)).toBeLessThan(reach);
      if (k < 31) expect(distanceFromChiSquare(squares, k + 1)).toBeGreaterThan(2 * reach);
    }
  });

  it("has means of squares that vary much less than those of independent ones", () => {
    // Independent ones leave 2k/2 = k. Here the linear part of the cube roots cancels, and the quadratic one leaves 8/9
    // where the law is nearly even; 1.2 was seen. A sample variance of 20,000 draws with a kurtosis below 100 is within a
    // fifth of its expectation at three standard deviations.
    for (const k of [7, 31, 200]) {
      const means = pairs(k).map(([a, b]) => (a * a + b * b) / 2 - k);
      const variance = means.reduce((sum, value) => sum + value * value, 0) / count;
      expect(variance).toBeLessThan(1.6);
      expect(variance).toBeLessThan(k / 4);
    }
  });
});
