import { EigenvalueDecomposition } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { createStream } from "../random/create-stream.ts";
import { sampleEigenvalues, sampleEigenvaluesCost } from "./sample-eigenvalues.ts";
import { literalCovariance, literalInputs } from "./testing/literal-inputs.ts";

const spectra = {
  "fewer inputs than samples": { n: 9, values: [0.5, 1, 1, 2] },
  "more inputs than samples": { n: 3, values: [0.5, 1, 1, 2, 7] },
  "as many, and a singular Σ": { n: 4, values: [0, 1, 1, 2] },
};

describe("the eigenvalues of a sample covariance", () => {
  it.each(Object.entries(spectra))("are those of the literal d × d matrix: %s", (name, { n, values }) => {
    const d = values.length;
    const found = sampleEigenvalues(n, values, createStream(name));
    const matrix = literalCovariance(literalInputs(n, values, createStream(name)));
    const expected = new EigenvalueDecomposition(matrix, { assumeSymmetric: true }).realEigenvalues.sort(
      (a, b) => a - b,
    );
    // Two backward stable methods: each within a modest multiple of order·ε·‖Σ̂‖.
    const tolerance = 20 * d * Number.EPSILON * expected[d - 1];
    expect(found).toHaveLength(d);
    found.forEach((value, i) => {
      expect(Math.abs(value - expected[i])).toBeLessThan(tolerance);
    });
  });

  it("are 0 to the bit, as many as inputs exceed samples", () => {
    const { n, values } = spectra["more inputs than samples"];
    const found = sampleEigenvalues(n, values, createStream("zeros"));
    expect(Array.from(found.subarray(0, 2))).toEqual([0, 0]);
    expect(found[2]).toBeGreaterThan(0.001);
  });

  it("cost more for more samples and for more inputs", () => {
    expect(sampleEigenvaluesCost(20, 10)).toBeGreaterThan(sampleEigenvaluesCost(10, 10));
    expect(sampleEigenvaluesCost(10, 20)).toBeGreaterThan(sampleEigenvaluesCost(10, 10));
  });
});
