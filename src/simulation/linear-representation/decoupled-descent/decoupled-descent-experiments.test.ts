import { describe, expect, it } from "vitest";
import { itKeepsTheContract, observe } from "../testing/experiment-contract.ts";
import { experiment as multiplier } from "./cycle-multiplier-experiment.ts";
import { experiment } from "./decoupled-descent-experiment.ts";

describe("the decoupled-descent experiment", () => {
  itKeepsTheContract(experiment, {
    size: 6,
    cell: [
      {},
      { step: 1.5 },
      { sine: 0.5 },
      { step: 3, start: "cycle" },
      { step: 3, start: "other-cycle" },
      { head: "turned" },
    ],
    bad: [
      [{ step: 0 }, "step"],
      [{ step: 1.5, start: "cycle" }, "step"],
      [{ start: "cycle" }, "step"],
      [{ sine: 1 }, "sine"],
      [{ start: "anywhere" }, "start"],
      [{ head: "other" }, "head"],
      [{ eta: 1 }, "eta"],
    ],
    badSizes: [3, 4.5],
  });

  it("follows the plane by hand: with x = 2 at 45° the direction stays on the axis of G⋆'s other side", () => {
    // g = (c, s) goes to (c(1 + xs²), s(1 − xc²)) = (√½·2, 0).
    const observed = observe(experiment, { step: 2, sine: Math.SQRT1_2 }, 6, "by hand");
    const tolerance = 400 * Number.EPSILON * observed.amplification;
    expect(Math.abs(observed.sine)).toBeLessThan(tolerance);
    expect(Math.abs(observed.squaredLength - 2)).toBeLessThan(tolerance);
    expect(observed.othersMoved).toBeLessThan(tolerance);
  });

  it("flips beyond x cos²θ = 1, and moves other rows where they are coupled", () => {
    expect(observe(experiment, { step: 1.5, sine: 0.1 }, 6, "flip").sine).toBeLessThan(0);
    expect(observe(experiment, { step: 0.5, sine: 0.1 }, 6, "flip").sine).toBeGreaterThan(0);
    expect(observe(experiment, { step: 0.5, sine: 0.5, head: "turned" }, 6, "flip").othersMoved).toBeGreaterThan(1e-3);
  });
});

describe("the cycle-multiplier experiment", () => {
  itKeepsTheContract(multiplier, {
    size: 20,
    cell: [{ step: 3 }, { step: 4 }],
    bad: [
      [{ step: 2 }, "step"],
      [{ step: 2.001 }, "size"],
      [{}, "step"],
      [{ step: 3, size: 1 }, "size"],
    ],
    badSizes: [3, 10.5],
  });

  it("approaches the derivative with the square of the difference", () => {
    const errorAt = (size: number) =>
      Math.abs(observe(multiplier, { step: 4 }, size, "order").multiplier - (8 / 16 - 1));
    // Of order h²: a factor of 4 up to terms in h⁴.
    expect(Math.abs(errorAt(40) / errorAt(80) - 4)).toBeLessThan(0.05);
    expect(errorAt(80)).toBeLessThan(1e-3);
  });
});
