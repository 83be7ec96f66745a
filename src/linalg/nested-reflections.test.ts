import { afterEach, describe, expect, it } from "vitest";
import { type DenseMatrix, denseMatrix } from "./dense-matrix.ts";
import { selectKernels } from "./kernels/select-kernels.ts";
import { multiply } from "./multiply.ts";
import { nestedReflections } from "./nested-reflections.ts";
import { matrixOf, sameBits } from "./testing/matrices.ts";

afterEach(() => selectKernels("simd"));

/** Unit vectors of lengths d, d − 1, …, 2, their first entries of both signs. */
function directionsOf(d: number): readonly Float64Array[] {
  return Array.from({ length: d - 1 }, (_, k) => {
    const { data } = matrixOf(1, d - k, 100 * d + k);
    return data.map((entry) => entry / Math.hypot(...data));
  });
}

/** By the definition, from matrices of whole order. */
function literal(directions: readonly Float64Array[], last: number): DenseMatrix {
  const d = directions.length + 1;
  const identity = (): DenseMatrix =>
    denseMatrix(
      d,
      d,
      new Float64Array(d * d).map((_, i) => (i % (d + 1) ? 0 : 1)),
    );
  const product = identity();
  product.data[d * d - 1] = last;
  return directions.reduceRight((inner, direction, k) => {
    const u = direction.slice();
    const sign = u[0] < 0 ? -1 : 1;
    u[0] += sign;
    const square = u.reduce((sum, entry) => sum + entry * entry, 0);
    const factor = identity();
    for (let i = k; i < d; i++) {
      for (let j = k; j < d; j++) {
        factor.data[i * d + j] = sign * ((2 * u[i - k] * u[j - k]) / square - (i === j ? 1 : 0));
      }
    }
    return multiply(factor, inner);
  }, product);
}

describe("nestedReflections", () => {
  it.each([1, 2, 3, 7, 8, 33])("is the product of its factors, of order %i", (d) => {
    for (const last of [1, -1]) {
      const directions = directionsOf(d);
      const product = nestedReflections(directions, last);
      // Each of the d − 1 products with matrices of norm 1 adds d·ε to every entry or less; twice, as both round.
      literal(directions, last).data.forEach((entry, i) => {
        expect(Math.abs(product.data[i] - entry)).toBeLessThanOrEqual(2 * d * d * Number.EPSILON);
      });
      if (d > 1) {
        directions[0].forEach((entry, i) => {
          expect(Math.abs(product.data[i * d] - entry)).toBeLessThanOrEqual(8 * Number.EPSILON);
        });
      }
    }
  });

  it("has the same bits with the portable kernels, at every order up to 40", () => {
    for (let d = 1; d <= 40; d++) {
      selectKernels("simd");
      const simd = nestedReflections(directionsOf(d), -1);
      selectKernels("portable");
      expect(sameBits(simd, nestedReflections(directionsOf(d), -1)), `order ${d}`).toBe(true);
    }
  });
});
