import fc from "fast-check";
import { expect, it } from "vitest";
import { slopeWeights } from "./slope.ts";

it("gives the slope of a line in log(size) and nothing for a constant", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: 5000 }), { minLength: 2, maxLength: 7 }),
      fc.double({ min: -5, max: 5, noNaN: true }),
      (sizes, slope) => {
        const weights = slopeWeights(sizes);
        // The centre of up to seven logarithms below 9 is off by up to 64 ε, and so is every numerator of a weight.
        const logs = sizes.map(Math.log);
        const centre = logs.reduce((sum, x) => sum + x, 0) / logs.length;
        const spread = logs.reduce((sum, x) => sum + (x - centre) ** 2, 0);
        const slack = (sizes.length * 64 * Number.EPSILON) / spread;
        expect(Math.abs(weights.reduce((sum, w) => sum + w, 0))).toBeLessThan(slack);
        // Values of the line are below 48.
        const fitted = weights.reduce((sum, w, s) => sum + w * (3 + slope * Math.log(sizes[s])), 0);
        expect(Math.abs(fitted - slope)).toBeLessThan(64 * slack);
      },
    ),
  );
});

it("is the difference quotient for two sizes, and the least-squares slope for more", () => {
  const two = slopeWeights([10, 1000]);
  // log(1000/10) = 4.605…; a few roundings of numbers below 1.
  [-1, 1].forEach((sign, s) => {
    expect(Math.abs(two[s] - sign / Math.log(100))).toBeLessThan(8 * Number.EPSILON);
  });
  // Logarithms 0, 1, 3 in units of log 2: centre 4/3, spread 42/9.
  const weights = slopeWeights([1, 2, 8]);
  [-4, -1, 5].forEach((third, s) => {
    expect(Math.abs(weights[s] * Math.LN2 - third / 14)).toBeLessThan(16 * Number.EPSILON);
  });
});
