import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { itKeepsTheContract, observe } from "../testing/experiment-contract.ts";
import { experiment } from "./adversary-experiment.ts";
import { experiment as bestStep } from "./best-step-experiment.ts";
import { cyclePreimage } from "./cycle-preimage.ts";

describe("the adversary experiment", () => {
  itKeepsTheContract(experiment, {
    size: 4,
    cell: [
      { adversary: "bounded" },
      { adversary: "prescribed" },
      { adversary: "bounded", step: 50 },
      { adversary: "bounded", step: 2.5, distance: 0.9 },
      { adversary: "prescribed", conditionNumber: 10, step: 1, steps: 3, distance: 0.2 },
    ],
    bad: [
      [{}, "adversary"],
      [{ adversary: "bounded", conditionNumber: 0.5 }, "conditionNumber"],
      [{ adversary: "bounded", step: 0 }, "step"],
      [{ adversary: "bounded", steps: 0 }, "steps"],
      [{ adversary: "bounded", distance: 1 }, "distance"],
      [{ adversary: "bounded", largestDistance: 1 }, "largestDistance"],
      [{ adversary: "bounded", kappa: 1 }, "kappa"],
    ],
    badSizes: [2, 3.5],
  });

  it("reaches what the recursion of the plane says, with the worse form", () => {
    const [x, kappa, s, steps] = [10.52, 100, 0.7, 3];
    const tangents = [x, x / kappa].map((step) => {
      let t = s / Math.sqrt(1 - s * s);
      for (let i = 0; i < steps; i++) t = Math.abs((t * (1 + t * t - step)) / (1 + (1 + step) * t * t));
      return t;
    });
    const worst = Math.max(...tangents.map((t) => t / Math.hypot(1, t))) / s;
    const point = { adversary: "prescribed", conditionNumber: kappa, step: x, steps, distance: s };
    const { ratio } = observe(experiment, point, 4, "plane");
    // Three steps that magnify rounding by x each at most.
    expect(Math.abs(ratio / worst - 1)).toBeLessThan(1e4 * Number.EPSILON * x ** 3);
    // Less than (1 − 4/κ)³: the statement is wrong beyond ½.
    expect(ratio).toBeLessThan(0.96 ** 3);
  });

  it("starts within the bound, on a path that ends on the two-cycle and does not fall below its start", () => {
    fc.assert(
      fc.property(
        fc.double({ min: Math.log(2.9), max: Math.log(200), noNaN: true }),
        fc.double({ min: Math.log(1e-6), max: Math.log(0.5), noNaN: true }),
        (logX, logBound) => {
          const [x, bound] = [Math.exp(logX), Math.exp(logBound)];
          const cycle = Math.sqrt((x - 2) / (x + 2));
          const start = cyclePreimage(x, bound);
          expect(start).toBeLessThanOrEqual(bound * (1 + 4 * Number.EPSILON));
          let t = start / Math.sqrt(1 - start * start);
          const first = t;
          for (let i = 0; i < 200; i++) {
            const square = t * t;
            const next = (t * Math.abs(1 + square - x)) / (1 + (1 + x) * square);
            expect(next).toBeGreaterThanOrEqual(first * (1 - 1e-9));
            t = next;
          }
          expect(Math.abs(t / cycle - 1)).toBeLessThan(1e-6);
        },
      ),
    );
  });
});

describe("the best-step experiment", () => {
  itKeepsTheContract(bestStep, {
    size: 10,
    cell: [
      { conditionNumber: 4, steps: 1 },
      { conditionNumber: 4, steps: 2 },
    ],
    bad: [
      [{ conditionNumber: 1, steps: 1 }, "conditionNumber"],
      [{ conditionNumber: 4, steps: 0 }, "steps"],
      [{ conditionNumber: 4, steps: 1, eta: 1 }, "eta"],
    ],
    badSizes: [1, 2.5],
  });

  it("finds a step that no other one of a grid beats", () => {
    const { ratio, step } = observe(bestStep, { conditionNumber: 4, steps: 2 }, 50, "grid");
    for (const factor of [0.9, 0.99, 1.01, 1.1]) {
      const [high, low] = [Math.abs(1 - factor * step), Math.abs(1 - (factor * step) / 4)];
      // The linearised ratios; the error of the linearisation is 50⁻² of them.
      expect(Math.max(high, low) ** 2).toBeGreaterThan(ratio * (1 - 1e-3));
    }
  });
});
