import { describe, expect, it } from "vitest";
import { requireOneCell } from "./require-one-cell.ts";

describe("requireOneCell", () => {
  const experiment = { streamParameters: ["population", "phi"] };
  const problem = (phi: number, lambda: number, size = 10) => ({ point: { phi, lambda }, size });

  it("accepts problems that differ in other parameters alone, and none at all", () => {
    expect(() => requireOneCell(experiment, [problem(1, 0.1), problem(1, 2)])).not.toThrow();
    expect(() => requireOneCell({ streamParameters: [] }, [problem(1, 0.1), problem(2, 2)])).not.toThrow();
    expect(() => requireOneCell(experiment, [])).not.toThrow();
  });

  it("names the first problem that differs in a stream parameter or in size", () => {
    for (const other of [problem(2, 0.1), problem(1, 0.1, 11)]) {
      expect(() => requireOneCell(experiment, [problem(1, 0.1), problem(1, 3), other, other])).toThrow(
        expect.objectContaining({
          code: "invalid-input",
          field: "problems[2]",
          accepted: "a problem that agrees with problems[0] in population, phi, size",
        }),
      );
    }
  });
});
