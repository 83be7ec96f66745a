import { describe, expect, it } from "vitest";
import { itKeepsTheContract, observe } from "../testing/experiment-contract.ts";
import { experiment } from "./distance-properties-experiment.ts";

describe("the distance-properties experiment", () => {
  itKeepsTheContract(experiment, {
    size: 8,
    cell: [{ features: 2, distance: 0.5 }],
    otherCell: { features: 2, distance: 0.6 },
    bad: [
      [{ features: 0, distance: 0.5 }, "features"],
      [{ features: 2, distance: 1.1 }, "distance"],
      [{ features: 2, distance: 0.5, moreTeacherFeatures: -1 }, "moreTeacherFeatures"],
      [{ features: 2, distance: 0.5, angle: 1 }, "angle"],
    ],
    badSizes: [3, 4.5],
  });

  it("attains both ends, and shows where the symmetry ends", () => {
    const tolerance = 100 * 8 * 2 * Number.EPSILON;
    expect(observe(experiment, { features: 2, distance: 0 }, 8, "ends").distance).toBeLessThan(tolerance);
    expect(Math.abs(observe(experiment, { features: 2, distance: 1 }, 8, "ends").distance - 1)).toBeLessThan(tolerance);
    const beyond = observe(experiment, { features: 2, distance: 0.5, moreTeacherFeatures: 1 }, 8, "beyond");
    // A row more of G⋆ than G has is orthogonal to G somewhere.
    expect(Math.abs(beyond.exchanged - (1 - beyond.distance))).toBeLessThan(tolerance);
    expect(beyond.fromPrescribed).toBeGreaterThan(1e-6);
    expect(beyond.complement).toBeLessThan(tolerance);
  });
});
