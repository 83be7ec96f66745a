import { describe, expect, it } from "vitest";
import { timeToAccuracy } from "./time-to-accuracy.ts";

// Powers of two, so that quotients are exact.
const error = 2 ** -5;
const both = { name: "both", seconds: 4, variances: { sgdCorrelation: 2 ** -6, kfacCorrelation: 2 ** -5 } };
const sgd = { name: "sgd", seconds: 1, variances: { sgdCorrelation: 2 ** -6 } };
const kfac = { name: "kfac", seconds: 1, variances: { kfacCorrelation: 2 ** -5 } };

describe("timeToAccuracy", () => {
  it("takes as many replicates as the correlation with the larger variance needs", () => {
    const plan = timeToAccuracy([both], error);
    expect(plan).toEqual({
      seconds: 128,
      parts: [{ sampler: "both", correlations: ["sgdCorrelation", "kfacCorrelation"], replicates: 32, seconds: 128 }],
    });
  });

  it("takes one sampler for each where that is quicker", () => {
    const plan = timeToAccuracy([both, sgd, kfac], error);
    expect(plan.seconds).toBe(16 + 32);
    expect(plan.parts.map(({ sampler }) => sampler)).toEqual(["sgd", "kfac"]);
  });

  it("and does not where it is not: what one sampler gives for both costs once", () => {
    const slow = { ...kfac, seconds: 3.75 };
    const plan = timeToAccuracy([both, sgd, slow], error);
    // Apart it is 16 and 120.
    expect(plan.seconds).toBe(128);
    expect(plan.parts.map(({ sampler }) => sampler)).toEqual(["both"]);
  });

  it("grows as the inverse square of the standard error", () => {
    expect(timeToAccuracy([both], error / 2).seconds).toBe(4 * 128);
  });

  it("refuses samplers that leave a correlation out, and errors of 0", () => {
    expect(() => timeToAccuracy([sgd], error)).toThrow(expect.objectContaining({ field: "samplers" }));
    expect(() => timeToAccuracy([], error)).toThrow(expect.objectContaining({ field: "samplers" }));
    expect(() => timeToAccuracy([both], 0)).toThrow(expect.objectContaining({ field: "standardError" }));
    expect(() => timeToAccuracy([both], Number.NaN)).toThrow(expect.objectContaining({ field: "standardError" }));
  });
});
