import { describe, expect, it } from "vitest";
import { denseMatrix } from "../../linalg/dense-matrix.ts";
import { columnStatistics } from "./column-statistics.ts";

const matrix = (columns: number, ...entries: number[]) =>
  denseMatrix(entries.length / columns, columns, Float64Array.from(entries));

describe("columnStatistics", () => {
  it("averages over pairs of columns", () => {
    // Columns (3, 4) and (1, 0) against (4, 3) and (−2, 0): cosines 24/25 and −1.
    const statistics = columnStatistics(matrix(2, 3, 1, 4, 0), matrix(2, 4, -2, 3, 0), "sgd");
    expect(statistics.innerProduct).toBe((24 - 2) / 2);
    expect(statistics.squaredNorm).toBe((25 + 4) / 2);
    // √25 and √4 are exact, so that one quotient and one sum are rounded.
    expect(Math.abs(statistics.correlation - (24 / 25 - 1) / 2)).toBeLessThanOrEqual(2 ** -52);
  });

  it("keeps a perfect correlation within [−1, 1]", () => {
    for (let scale = 1; scale < 200; scale++) {
      const teacher = matrix(1, 0.1, 0.7, 0.3);
      const estimate = matrix(1, ...[0.1, 0.7, 0.3].map((entry) => -entry * scale * 0.37));
      const { correlation } = columnStatistics(teacher, estimate, "sgd");
      expect(correlation).toBeGreaterThanOrEqual(-1);
      expect(correlation).toBeLessThanOrEqual(-1 + 8 * 2 ** -52);
    }
  });

  it("fails by name where a vector has no direction or a mean is not finite", () => {
    expect(() => columnStatistics(matrix(2, 1, 1), matrix(2, 1, 0), "kfac")).toThrow(
      expect.objectContaining({
        code: "non-finite",
        field: "kfacCorrelation",
        message: expect.stringContaining("the estimate of column 1"),
      }),
    );
    expect(() => columnStatistics(matrix(1, 0), matrix(1, 1), "sgd")).toThrow("the teacher of column 0");
    expect(() => columnStatistics(matrix(1, 1), matrix(1, Number.NaN), "sgd")).toThrow(
      expect.objectContaining({ code: "non-finite", field: "sgdCorrelation" }),
    );
    expect(() => columnStatistics(matrix(1, 1), matrix(1, 1e200), "sgd")).toThrow(
      expect.objectContaining({ code: "non-finite", field: "sgdSquaredNorm" }),
    );
  });
});
