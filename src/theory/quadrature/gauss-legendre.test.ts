import { describe, expect, it } from "vitest";
import { compensatedSum } from "./compensated-sum.ts";
import { abscissae, gaussWeights } from "./gauss-kronrod.ts";
import { gaussLegendre } from "./gauss-legendre.ts";

const eps = Number.EPSILON;

describe("the Gauss–Legendre rule", () => {
  it.each([1, 2, 3, 10, 31, 64, 200])("with %i nodes is exact for even powers up to its degree", (count) => {
    const { nodes, weights } = gaussLegendre(count);
    for (const power of [0, 2, 2 * Math.floor(count / 2), 2 * count - 2].filter((p) => p < 2 * count)) {
      const sum = compensatedSum(Array.from(nodes, (x, i) => weights[i] * x ** power));
      // An error of ε in a node near 1 is one of power·ε in its power; weights are good to some count·ε.
      expect(Math.abs(sum * (power + 1) - 2)).toBeLessThanOrEqual(4 * count * eps);
    }
  });

  it("is symmetric and ascending", () => {
    const { nodes, weights } = gaussLegendre(41);
    expect(Array.from(nodes, (x) => 0 - x).reverse()).toEqual(Array.from(nodes));
    expect(Array.from(weights).reverse()).toEqual(Array.from(weights));
    expect(Array.from(nodes)).toEqual(Array.from(nodes).toSorted((a, b) => a - b));
  });

  it("with 10 nodes is the one inside the Kronrod pair, computed with 60 digits", () => {
    const { nodes, weights } = gaussLegendre(10);
    for (let i = 0; i < 5; i++) {
      expect(Math.abs(nodes[9 - i] - abscissae[2 * i + 1])).toBeLessThanOrEqual(eps);
      expect(Math.abs(weights[9 - i] / gaussWeights[i] - 1)).toBeLessThanOrEqual(16 * eps);
    }
  });

  it.each([0, 1.5, Number.NaN, 1001])("refuses %s nodes", (count) => {
    expect(() => gaussLegendre(count)).toThrow(expect.objectContaining({ code: "invalid-input", field: "count" }));
  });
});
