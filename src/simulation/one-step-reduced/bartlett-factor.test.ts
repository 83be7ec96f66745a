import { describe, expect, it } from "vitest";
import { createStream } from "../random/create-stream.ts";
import { distanceFromChiSquare, distanceReach } from "../random/testing/chi-square.ts";
import { drawBartlettFactor } from "./bartlett-factor.ts";

const count = 20_000;
// Five comparisons for each of five shapes, at 4e-8 each: a false alarm with probability at most 1e-6. The reach is
// 0.021; twice that is noticed with the same certainty.
const reach = distanceReach(count, 4e-8);

const shapes = [
  [7, 3],
  [4, 4],
  [3, 6],
  [1, 4],
  [9, 1],
] as const;

describe("drawBartlettFactor", () => {
  it.each(shapes)("is upper trapezoidal with a positive diagonal (%i degrees, dimension %i)", (degrees, dimension) => {
    const { rows, columns, data } = drawBartlettFactor(degrees, dimension, createStream("shape"));
    expect([rows, columns]).toEqual([Math.min(degrees, dimension), dimension]);
    for (let i = 0; i < rows; i++) {
      expect(data.subarray(i * columns, i * columns + i).every((entry) => entry === 0)).toBe(true);
      expect(data[i * columns + i]).toBeGreaterThan(0);
      expect(data.subarray(i * columns + i, (i + 1) * columns).every((entry) => entry !== 0)).toBe(true);
    }
  });

  it.each(shapes)("has the quadratic forms of a Wishart matrix (%i degrees, dimension %i)", (degrees, dimension) => {
    const stream = createStream(["quadratic forms", degrees, dimension]);
    const factors = Array.from({ length: count }, (_, i) =>
      drawBartlettFactor(degrees, dimension, stream.child(String(i))),
    );
    const forms = (direction: readonly number[]): number[] => {
      const square = direction.reduce((sum, value) => sum + value * value, 0);
      return factors.map(({ rows, data }) => {
        let form = 0;
        for (let i = 0; i < rows; i++) {
          form += direction.reduce((sum, value, j) => sum + value * data[i * dimension + j], 0) ** 2;
        }
        return form / square;
      });
    };
    // aᵀRᵀRa/‖a‖² is chi-square for every a: alone in a column, over all of them, and with changing signs.
    const basis = (at: number) => Array.from({ length: dimension }, (_, j) => (j === at ? 1 : 0));
    const spread = Array.from({ length: dimension }, (_, j) => j + 1);
    const alternating = Array.from({ length: dimension }, (_, j) => (-1) ** j);
    for (const direction of [basis(0), basis(dimension - 1), spread, alternating]) {
      const distance = distanceFromChiSquare(forms(direction), degrees);
      expect(distance, direction.join()).toBeLessThan(reach);
    }
    expect(distanceFromChiSquare(forms(spread), degrees + 1)).toBeGreaterThan(2 * reach);

    if (degrees >= dimension) {
      // 1/(aᵀ(RᵀR)⁻¹a) for a unit vector a has degrees − dimension + 1 of them; with x solving Rᵀx = a it is 1/‖x‖².
      const lengths = factors.map(({ data }) => {
        const x = new Array<number>(dimension).fill(0);
        const norm = Math.hypot(...spread);
        for (let i = 0; i < dimension; i++) {
          let sum = spread[i] / norm;
          for (let l = 0; l < i; l++) sum -= data[l * dimension + i] * x[l];
          x[i] = sum / data[i * dimension + i];
        }
        return 1 / x.reduce((sum, value) => sum + value * value, 0);
      });
      expect(distanceFromChiSquare(lengths, degrees - dimension + 1)).toBeLessThan(reach);
    } else {
      const traces = factors.map(({ data }) => data.reduce((sum, value) => sum + value * value, 0));
      expect(distanceFromChiSquare(traces, degrees * dimension)).toBeLessThan(reach);
    }
  });

  it("depends on its key alone", () => {
    const draw = (key: number) => drawBartlettFactor(6, 4, createStream(key)).data;
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });
});
