import { describe, expect, it } from "vitest";
import { drawChi } from "./chi.ts";
import { createStream } from "./create-stream.ts";
import { distanceFromChiSquare, distanceReach } from "./testing/chi-square.ts";

describe("drawChi", () => {
  const count = 100_000;
  const degrees = [1, 2, 3, 4, 7, 30, 31, 1000];
  // Eight comparisons at 1e-7 each: a false alarm with probability below 1e-6. The reach is 0.0092; a distance of twice
  // that is noticed with the same certainty.
  const reach = distanceReach(count, 1e-7);
  const squares = (k: number): number[] => {
    const stream = createStream(["chi", k]);
    return Array.from({ length: count }, () => drawChi(k, stream) ** 2);
  };

  it.each(degrees)("has the law of the length of %i normals", (k) => {
    const sample = squares(k);
    expect(distanceFromChiSquare(sample, k)).toBeLessThan(reach);
    // One degree more or less would be noticed, but for the last, whose mean tells.
    if (k < 100) {
      expect(distanceFromChiSquare(sample, k + 1)).toBeGreaterThan(2 * reach);
      if (k > 1) expect(distanceFromChiSquare(sample, k - 1)).toBeGreaterThan(2 * reach);
    }
  });

  it("has the mean square of its degrees and the variance of a chi-square variable", () => {
    // E(χ² − k)² = 2k and E(χ² − k)⁴ = 12k² + 48k. A normal passes 6 with probability 2e-9; with 1e5 draws of a skewness
    // below 9 (the squares at one degree of freedom; less for more degrees) the first correction of the central limit
    // theorem is a factor of exp(9·6³/(6·√1e5)) = 2.8 at most. Sixteen comparisons: below 1e-7.
    for (const k of degrees) {
      const sample = squares(k);
      const mean = sample.reduce((sum, value) => sum + value - k, 0) / count;
      const variance = sample.reduce((sum, value) => sum + (value - k) ** 2, 0) / count;
      expect(Math.abs(mean), `mean at ${k}`).toBeLessThan(6 * Math.sqrt((2 * k) / count));
      expect(Math.abs(variance - 2 * k), `variance at ${k}`).toBeLessThan(6 * Math.sqrt((8 * k * k + 48 * k) / count));
      expect(6 * Math.sqrt((2 * k) / count)).toBeLessThan(0.9);
    }
  });
});
