import { describe, expect, it } from "vitest";
import { itKeepsTheContract, observe } from "../testing/experiment-contract.ts";
import { experiment } from "./local-rate-experiment.ts";

const point = { method: "amgd", headCondition: 4, inputCondition: 3, coupling: 0.3 };

describe("the local-rate experiment", () => {
  itKeepsTheContract(experiment, {
    size: 100,
    cell: [point, { ...point, method: "dfw" }, { ...point, method: "left" }, { ...point, method: "kfac", eta: 0.2 }],
    otherCell: { ...point, headCondition: 5 },
    bad: [
      [{ ...point, method: "sgd" }, "method"],
      [{ ...point, headCondition: 0 }, "headCondition"],
      [{ ...point, inputCondition: 0 }, "inputCondition"],
      [{ ...point, signal: 0 }, "signal"],
      [{ ...point, coupling: -1 }, "coupling"],
      [{ ...point, eta: -1 }, "eta"],
      [{ ...point, step: 1 }, "step"],
    ],
    badSizes: [1, 2.5],
  });

  it("measures the largest |1 − ηλs| at any step, up to the square of the difference", () => {
    for (const [method, curvatures] of [
      ["amgd", [1, 1 / 12]],
      ["dfw", [1, 1 / 4]],
      ["left", [1, 1 / 3]],
      ["kfac", [1, 1]],
    ] as const) {
      for (const eta of [0, 0.5, 1.9]) {
        const { rate } = observe(experiment, { ...point, method, eta }, 1000, "rates");
        // h² = 1e-6 times third derivatives of some 10².
        expect(Math.abs(rate - Math.max(...curvatures.map((c) => Math.abs(1 - eta * c)))), method).toBeLessThan(1e-3);
      }
    }
  });

  it("takes the minimax step where none is given", () => {
    const given = observe(experiment, { ...point, eta: 2 / (1 + 1 / 12) }, 100, "minimax");
    expect(Math.abs(observe(experiment, point, 100, "minimax").rate - given.rate)).toBeLessThan(1e-11);
  });
});
