import { describe, expect, it } from "vitest";
import { createStream } from "../random/create-stream.ts";
import { distanceFromChiSquare, distanceReach } from "../random/testing/chi-square.ts";
import { drawBalancedDirections } from "./directions.ts";

const columnOf = ({ data, columns }: { data: Float64Array; columns: number }, k: number): number[] =>
  Array.from({ length: data.length / columns }, (_, i) => data[i * columns + k]);
const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i], 0);

describe("drawBalancedDirections", () => {
  it("is orthogonal up to d at a time, and not beyond", () => {
    const directions = drawBalancedDirections(6, 15, createStream("orthogonal"));
    const columns = Array.from({ length: 15 }, (_, k) => columnOf(directions, k));
    columns.forEach((a, k) => {
      columns.slice(0, k).forEach((b, l) => {
        const cosine = dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
        // A few roundings of a Householder factorisation of six columns.
        if (Math.floor(k / 6) === Math.floor(l / 6)) expect(Math.abs(cosine)).toBeLessThan(100 * Number.EPSILON);
        else expect(Math.abs(cosine)).toBeGreaterThan(1e-6);
      });
    });
  });

  // For a column b ~ N(0, I/d), d·⟨a, b⟩²/‖a‖² is χ² with one degree of freedom for every a, and d·‖b‖² is with d. Two
  // shapes, three columns and three statistics at 5e-8 each: a false alarm with probability at most 1e-6.
  it.each([
    [3, 5],
    [8, 4],
  ])("has columns that are normal vectors (d = %i, %i directions)", (d, count) => {
    const replicates = 20_000;
    const reach = distanceReach(replicates, 5e-8);
    const draws = Array.from({ length: replicates }, (_, i) =>
      drawBalancedDirections(d, count, createStream(["normal", d, i])),
    );
    const axis = Array.from({ length: d }, (_, j) => (j === 0 ? 1 : 0));
    const slanted = Array.from({ length: d }, (_, j) => (j + 1) * (-1) ** j);
    for (const k of [0, 1, count - 1]) {
      const columns = draws.map((draw) => columnOf(draw, k));
      for (const a of [axis, slanted]) {
        const squares = columns.map((b) => (d * dot(a, b) ** 2) / dot(a, a));
        expect(distanceFromChiSquare(squares, 1)).toBeLessThan(reach);
      }
      const lengths = columns.map((b) => d * dot(b, b));
      expect(distanceFromChiSquare(lengths, d)).toBeLessThan(reach);
      // A length that is always 1, or has a degree of freedom more, would be noticed.
      expect(distanceFromChiSquare(lengths, d + 1)).toBeGreaterThan(2 * reach);
    }
  });
});
