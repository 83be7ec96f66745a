import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { itKeepsTheContract, observe } from "../testing/experiment-contract.ts";
import { experiment } from "./kfac-step-experiment.ts";

const point = { condition: 10, headCondition: 3, distance: 0.6, eta: 0.3 };

describe("the KFAC-step experiment", () => {
  itKeepsTheContract(experiment, {
    size: 8,
    cell: [
      point,
      { ...point, eta: 1 },
      { ...point, angles: "spread" },
      { ...point, geometry: "euclidean" },
      { ...point, leftFactor: "teacher" },
    ],
    otherCell: { ...point, samplesPerInput: 3 },
    bad: [
      [{ ...point, condition: 0 }, "condition"],
      [{ ...point, headCondition: 0 }, "headCondition"],
      [{ ...point, distance: 1 }, "distance"],
      [{ ...point, eta: 1.1 }, "eta"],
      [{ ...point, angles: "all" }, "angles"],
      [{ ...point, geometry: "flat" }, "geometry"],
      [{ ...point, leftFactor: "none" }, "leftFactor"],
      [{ ...point, samplesPerInput: 0.5 }, "samplesPerInput"],
      [{ ...point, lambda: 1 }, "lambda"],
    ],
    badSizes: [5, 8.5, 1000],
  });

  it("has no larger differences than its rounding analysis allows, for any problem", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 6, max: 20 }),
        fc.constantFrom(1, 3, 30),
        fc.constantFrom(1, 5),
        fc.constantFrom(0, 2, 5),
        fc.double({ min: 0.01, max: 0.95, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(),
        (size, condition, headCondition, samplesPerInput, distance, eta, seed) => {
          const any = { condition, headCondition, samplesPerInput, distance, eta, angles: "spread" };
          const observed = observe(experiment, any, size, `rounding ${seed}`);
          const allowed = (10 * size + 103) * Number.EPSILON;
          const { orthogonalDifference, orthogonalScale, orthogonalAmplification } = observed;
          expect(orthogonalDifference).toBeLessThanOrEqual(allowed * orthogonalAmplification * orthogonalScale);
          if (samplesPerInput > 0) return;
          expect(observed.angleDifference).toBeLessThanOrEqual(
            allowed * observed.angleAmplification * observed.startSine,
          );
          expect(observed.crossDifference).toBeLessThanOrEqual(
            allowed * observed.crossAmplification * observed.crossScale,
          );
          if (condition > 1) return;
          expect(observed.gramDifference).toBeLessThanOrEqual(
            allowed * observed.gramAmplification * observed.gramScale,
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it("starts at the angles and in the geometry that are prescribed", () => {
    const weighted = observe(experiment, point, 8, "start");
    expect(Math.abs(weighted.startSine - 0.6)).toBeLessThan(1e-13);
    expect(Math.abs(weighted.startDistance - 0.6)).toBeGreaterThan(1e-3);
    const euclidean = observe(experiment, { ...point, geometry: "euclidean" }, 8, "start");
    expect(Math.abs(euclidean.startDistance - 0.6)).toBeLessThan(1e-13);
    // At Σ = I there is one geometry.
    const isotropic = observe(experiment, { ...point, condition: 1 }, 8, "start");
    expect(Math.abs(isotropic.startDistance - isotropic.startSine)).toBeLessThan(1e-14);
    expect(Math.abs(isotropic.distance - isotropic.sine)).toBeLessThan(1e-14);
    // .7·.75/(1 + .3·.5625) is the tangent after the step.
    const tangent = 0.525 / 1.16875;
    expect(Math.abs(isotropic.sine - tangent / Math.hypot(1, tangent))).toBeLessThan(1e-13);
  });

  it("finds the row space in a full step, at a finite batch as well", () => {
    const { distance } = observe(experiment, { ...point, eta: 1, samplesPerInput: 2 }, 8, "full");
    expect(distance).toBeLessThan(1e-11);
    expect(observe(experiment, { ...point, eta: 1, leftFactor: "teacher" }, 8, "full").distance).toBeGreaterThan(0.01);
  });
});
