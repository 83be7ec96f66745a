import { describe, expect, it } from "vitest";
import { itKeepsTheContract, observe } from "../testing/experiment-contract.ts";
import { experiment } from "./multi-task-experiment.ts";

const point = { tasks: 5, outputs: 1, condition: 5, samplesPerInput: 2, distance: 0.5, eta: 0.5 };

describe("the multi-task experiment", () => {
  itKeepsTheContract(experiment, {
    size: 10,
    cell: [point, { ...point, eta: 1 }, { ...point, distance: 0.3 }, { ...point, steps: 2 }],
    otherCell: { ...point, covariances: "same" },
    bad: [
      [{ ...point, tasks: 0 }, "tasks"],
      [{ ...point, tasks: 3 }, "tasks"],
      [{ ...point, outputs: 0 }, "outputs"],
      [{ ...point, condition: 0 }, "condition"],
      [{ ...point, samplesPerInput: 0.5 }, "samplesPerInput"],
      [{ ...point, distance: 1 }, "distance"],
      [{ ...point, eta: 2 }, "eta"],
      [{ ...point, covariances: "equal" }, "covariances"],
      [{ ...point, steps: -1 }, "steps"],
      [{ ...point, step: 1 }, "step"],
    ],
    badSizes: [7, 8.5, 65],
  });

  it("contracts geometrically, and at once with a full step", () => {
    const start = observe(experiment, point, 10, "paths");
    expect(Math.abs(start.twoStageDistance - 0.5)).toBeLessThan(1e-14);
    const full = observe(experiment, { ...point, eta: 1, steps: 1 }, 10, "paths");
    expect(full.twoStageDistance).toBeLessThan(1e-11);
    expect(full.minMinDistance).toBeGreaterThan(1e-3);
    const half = observe(experiment, { ...point, steps: 3 }, 10, "paths");
    expect(half.twoStageDistance).toBeLessThan(0.2);
    expect(half.separateDistance).toBeGreaterThan(half.twoStageDistance);
  });

  it("is algorithm (8) on one task with enough outputs, where each task's own inverse is the pooled one", () => {
    const single = { ...point, tasks: 1, outputs: 6, steps: 2 };
    const observed = observe(experiment, single, 10, "single");
    expect(observed.singleDifference).toBeLessThan(1e-11);
    expect(observed.smallestOfTask).toBeGreaterThan(1e-6);
    expect(Math.abs(observed.separateDistance - observed.twoStageDistance)).toBeLessThan(1e-10);
    expect(observe(experiment, point, 10, "several").singleDifference).toBeGreaterThan(1e-3);
  });

  it("differs from min–min where the covariances differ, and not where they are one", () => {
    const several = { ...point, outputs: 2, samplesPerInput: 0 };
    expect(observe(experiment, { ...several, covariances: "same" }, 10, "min").minMinDifference).toBeLessThan(1e-10);
    expect(observe(experiment, several, 10, "min").minMinDifference).toBeGreaterThan(1e-3);
  });
});
