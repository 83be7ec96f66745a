import { describe, expect, it } from "vitest";
import { symmetricProduct } from "../../linalg/symmetric-product.ts";
import { createStream } from "../random/create-stream.ts";
import { haarOrthogonal } from "./haar-orthogonal.ts";

describe("haarOrthogonal", () => {
  it.each([1, 2, 3, 10, 40, 90])("is orthogonal to its stated accuracy for d = %i", (d) => {
    const product = symmetricProduct(haarOrthogonal(d, createStream(["orthogonal", d])), "columns").data;
    const distance = Math.hypot(...product.map((entry, i) => entry - (i % (d + 1) === 0 ? 1 : 0)));
    // QᵀQ − I is off by twice as much as Q; forming it adds (d + 1)·ε to each of the d² sums, whose terms sum to at most 1.
    expect(distance).toBeLessThanOrEqual((2.4 * d ** 2.5 + (d + 1) * d) * Number.EPSILON);
  });

  it("is a function of its stream", () => {
    const [once, again, other] = ["a", "a", "b"].map((key) => haarOrthogonal(6, createStream(key)).data);
    expect(again).toEqual(once);
    expect(other).not.toEqual(once);
  });

  // Bernstein: a mean of R values with variance v within a range of length b is off by s or more with probability at most
  // 2·exp(−R·s²/(2(v + b·s/3))). Below, that is at most 1e-8 for each of 3 + 2·25 means: 6e-7 together.
  it("has the moments of the Haar measure", () => {
    const d = 5;
    const replicates = 8000;
    const draws = Array.from({ length: replicates }, (_, i) => haarOrthogonal(d, createStream(["haar", i])).data);
    const mean = (value: (q: Float64Array) => number): number =>
      draws.reduce((sum, q) => sum + value(q), 0) / replicates;
    const trace = (q: Float64Array): number => q[0] + q[6] + q[12] + q[18] + q[24];
    // tr Q and tr Q² have the first moments of N(0, 1) and 1 + √2·N(0, 1): (tr Q)² has mean 1 and variance 2. v = 3 is
    // above the variances of both, b = 25 and 10 above their ranges; R·s²/(2(v + b·s/3)) = 21.
    expect(Math.abs(mean((q) => trace(q) ** 2) - 1)).toBeLessThan(0.15);
    const traceOfSquare = (q: Float64Array): number =>
      q.reduce((sum, entry, i) => sum + entry * q[(i % d) * d + Math.floor(i / d)], 0);
    expect(Math.abs(mean(traceOfSquare) - 1)).toBeLessThan(0.15);
    // Both components are equally likely: v = 1, b = 2, R·s²/(2(v + b·s/3)) = 24.
    expect(Math.abs(mean(determinant))).toBeLessThan(0.08);
    // Any entry is that of a uniform unit vector: q² has mean 1/d and variance 2(d − 1)/(d²(d + 2)) = .046 on [0, 1], with
    // 46 in the exponent at s = .025; q⁴ has mean 3/(d(d + 2)) = .0857 and variance at most E q⁸ = 105/(5·7·9·11) = .031.
    for (let i = 0; i < d * d; i++) {
      expect(Math.abs(mean((q) => q[i] ** 2) - 1 / d), `entry ${i}`).toBeLessThan(0.025);
      expect(Math.abs(mean((q) => q[i] ** 4) - 3 / (d * (d + 2))), `entry ${i}`).toBeLessThan(0.025);
    }
  });

  it.each([0, -1, 1.5, Number.NaN])("rejects d = %d", (d) => {
    expect(() => haarOrthogonal(d, createStream("none"))).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "d" }),
    );
  });
});

/** By elimination with pivots. */
function determinant(entries: Float64Array): number {
  const d = Math.sqrt(entries.length);
  const rows = Array.from({ length: d }, (_, i) => Array.from(entries.slice(i * d, (i + 1) * d)));
  let product = 1;
  for (let j = 0; j < d; j++) {
    const pivot = rows
      .slice(j)
      .reduce((best, row, i) => (Math.abs(row[j]) > Math.abs(rows[best][j]) ? i + j : best), j);
    if (pivot !== j) {
      [rows[j], rows[pivot]] = [rows[pivot], rows[j]];
      product = -product;
    }
    product *= rows[j][j];
    for (let i = j + 1; i < d; i++) {
      const factor = rows[i][j] / rows[j][j];
      for (let k = j; k < d; k++) rows[i][k] -= factor * rows[j][k];
    }
  }
  return product;
}
