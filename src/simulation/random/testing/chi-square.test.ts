import { describe, expect, it } from "vitest";
import { chiSquareSurvival } from "./chi-square.ts";

describe("chiSquareSurvival", () => {
  // Reference values: the regularised incomplete gamma function of mpmath at 40 digits.
  it.each([
    [1, 0.01, 0.920344325445942],
    [1, 3, 0.0832645166635504],
    [2, 1, 0.6065306597126334],
    [3, 2.5, 0.4752910833430206],
    [4, 20, 0.0004993992273873333],
    [7, 6, 0.5397493503955574],
    [30, 31, 0.4154071101477917],
    [101, 90, 0.7753608400779395],
    [1000, 1050, 0.1324740568214771],
  ])("with %i degrees beyond %d is %d", (degrees, x, expected) => {
    const relativeError = Math.abs(chiSquareSurvival(degrees, x) / expected - 1);
    // Logarithms up to about x are rounded before they are exponentiated, once per term.
    expect(relativeError).toBeLessThanOrEqual(2 ** -52 * (8 + x) * degrees);
  });
});
