import { expect, test } from "vitest";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { support } from "../support/support.ts";
import { massTable } from "./mass-above.ts";

test("the rest next to 0 is had from the smaller one of both masses", () => {
  const nodes = { values: Float64Array.of(1e-6, 1), weights: Float64Array.of(1e-12, 1 - 1e-12), zeroMass: 0 };
  const { rests } = massTable({ ...nodes, offsets: nodes.values, base: 0, radius: 0, relativeError: 0 }, 1);
  // 1 − φ + φ·1e-12; from above it would be 1 − fl(1 − 1e-12), which is off by 2e-5 of it.
  expect(Math.abs(rests[1] / 1e-12 - 1)).toBeLessThanOrEqual(2 * Number.EPSILON);
});

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9])(
  "mass %i/10 at 0 and φ(1 − H{0}) = 1 but for rounding: a hard edge",
  (tenths) => {
    const population = parsePopulation({ kind: "atoms", values: [0, 1], weights: [tenths, 10 - tenths] });
    expect(support(population, 10 / (10 - tenths)).intervals[0].lower).toMatchObject({ kind: "hard" });
  },
);
