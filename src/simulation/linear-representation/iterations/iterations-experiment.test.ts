import { describe, expect, it } from "vitest";
import { symmetricProduct } from "../../../linalg/index.ts";
import { createStream } from "../../random/create-stream.ts";
import { drawInstance } from "../instance.ts";
import { haarRows } from "../orthonormal-rows.ts";
import { populationStep, preconditionings } from "../population-step.ts";
import { subspaceDistance } from "../subspace-distance.ts";
import { itKeepsTheContract, observe } from "../testing/experiment-contract.ts";
import { isotropicDescent } from "./isotropic-descent.ts";
import { experiment } from "./iterations-experiment.ts";

describe("descent in place", () => {
  it("takes the steps of the matrices", () => {
    const instance = drawInstance(
      {
        inputs: 7,
        features: 3,
        outputs: 4,
        covariance: { basis: "identity" },
        head: { kind: "log-spaced", condition: 2 },
      },
      createStream("descent"),
    );
    let slow = haarRows(3, 7, createStream("start"));
    const fast = { ...slow, data: slow.data.slice() };
    const step = isotropicDescent(fast, instance.teacherFeatures, symmetricProduct(instance.teacherHead, "columns"));
    for (let t = 0; t < 20; t++) {
      slow = populationStep(instance, slow, preconditionings.amgd, 0.7).features;
      step(0.7);
    }
    // Steps below the limit of stability hardly magnify rounding.
    const tolerance = 1e4 * Number.EPSILON;
    for (let i = 0; i < 21; i++) expect(Math.abs(fast.data[i] - slow.data[i])).toBeLessThan(tolerance);
    expect(subspaceDistance(slow, instance.teacherFeatures)).toBeLessThan(0.5);
  });
});

describe("the iterations experiment", () => {
  itKeepsTheContract(experiment, {
    size: 50,
    cell: [
      { method: "kfac", accuracy: 0.01 },
      { method: "kfac", accuracy: 0.01, eta: 0.3 },
      { method: "amgd", accuracy: 0.5 },
    ],
    bad: [
      [{ method: "sgd", accuracy: 0.5 }, "method"],
      [{ method: "kfac", accuracy: 1 }, "accuracy"],
      [{ method: "kfac", accuracy: 0.5, eta: 2 }, "eta"],
      [{ method: "kfac", accuracy: 0.5, step: 2 }, "step"],
    ],
    badSizes: [0, 2.5],
  });

  it("refuses a path that would not end", () => {
    expect(() => experiment.realise(experiment.parameters.parse({ method: "amgd", accuracy: 1e-6 }), 1e8)).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "size" }),
    );
  });

  it("counts what the recursions of one angle say", () => {
    const eta = 0.5;
    const condition = 50;
    for (const key of ["a", "b"]) {
      const sine = 0.3 + 0.4 * createStream(key).child("distance").uniform();
      const count = (accuracy: number, next: (t: number) => number): number => {
        let before = sine / Math.sqrt(1 - sine * sine);
        for (let steps = 1; ; steps++) {
          const now = next(before);
          const [high, low] = [before, now].map((t) => t / Math.hypot(1, t));
          if (low <= accuracy * sine) return steps - 1 + Math.log(high / (accuracy * sine)) / Math.log(high / low);
          before = now;
        }
      };
      const kfac = observe(experiment, { method: "kfac", accuracy: 0.01, eta }, condition, key).iterations;
      const one = count(0.01, (t) => ((1 - eta) * t) / (1 + eta * t * t));
      expect(Math.abs(kfac - one)).toBeLessThan(1e-9);
      // Both directions are misaligned and coupled now, but the slow one alone decides in the end.
      const amgd = observe(experiment, { method: "amgd", accuracy: 0.5 }, condition, key).iterations;
      const x = 2 / (condition + 1);
      const slow = count(0.5, (t) => (t * (1 + t * t - x)) / (1 + (1 + x) * t * t));
      expect(Math.abs(amgd / slow - 1)).toBeLessThan(0.1);
    }
  });
});
