import { describe, expect, it } from "vitest";
import { itKeepsTheContract, observe } from "../testing/experiment-contract.ts";
import { experiment } from "./head-update-experiment.ts";

const point = { condition: 10, samplesPerInput: 2, noise: 0.5, headStep: 0.3 };

describe("the head-update experiment", () => {
  itKeepsTheContract(experiment, {
    size: 10,
    cell: [point, { ...point, headStep: 1 }, { ...point, noise: 0 }, { ...point, preconditioner: "identity" }],
    otherCell: { ...point, condition: 2 },
    bad: [
      [{ ...point, condition: 0.5 }, "condition"],
      [{ ...point, samplesPerInput: 0 }, "samplesPerInput"],
      [{ ...point, noise: -1 }, "noise"],
      [{ ...point, headStep: 3 }, "headStep"],
      [{ ...point, preconditioner: "none" }, "preconditioner"],
      [{ ...point, step: 1 }, "step"],
    ],
    badSizes: [0, 2, 3.5],
  });

  it("leaves the head as it is with step 0, and gives the least-squares head with step 1", () => {
    expect(observe(experiment, { ...point, headStep: 0 }, 10, "zero").difference).toBe(0);
    const full = observe(experiment, { ...point, headStep: 1 }, 10, "one");
    expect(full.difference).toBeLessThan(3000 * Number.EPSILON * full.amplification * full.scale);
  });

  it("sees the wrong preconditioner", () => {
    for (const preconditioner of ["identity", "other-batch"]) {
      expect(observe(experiment, { ...point, preconditioner }, 10, "wrong").difference).toBeGreaterThan(1e-3);
    }
  });
});
