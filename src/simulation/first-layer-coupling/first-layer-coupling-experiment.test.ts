import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { frobenius } from "../linear-representation/frobenius.ts";
import { itKeepsTheContract, observe } from "../linear-representation/testing/experiment-contract.ts";
import { createStream } from "../random/create-stream.ts";
import { drawCoupledSides } from "./coupled-sides.ts";
import { experiment } from "./first-layer-coupling-experiment.ts";

const point = { samples: 4, activation: { kind: "tanh" }, loss: { kind: "squared" }, steps: 4 };

describe("the first-layer coupling", () => {
  itKeepsTheContract(experiment, {
    size: 5,
    cell: [
      point,
      { ...point, rule: "momentum" },
      { ...point, rule: "decoupled-decay" },
      { ...point, rule: "inner-decay" },
      { ...point, rule: "metric-clipping" },
      { ...point, rule: "direction-clipping" },
      { ...point, rule: "gram-step-size" },
      { ...point, rule: "adam" },
      { ...point, rule: "adagrad" },
      { ...point, laterRule: "adam" },
      { ...point, laterRule: "preconditioned" },
      { ...point, partnerTests: "longer" },
    ],
    otherCell: { ...point, bias: true },
    bad: [
      [{ ...point, samples: 0 }, "samples"],
      [{ ...point, depth: 1 }, "depth"],
      [{ ...point, hidden: 0.5 }, "hidden"],
      [{ ...point, activation: { kind: "rleu" } }, "activation.kind"],
      [{ ...point, loss: { kind: "absolute" } }, "loss.kind"],
      [{ ...point, bias: 1 }, "bias"],
      [{ ...point, preconditioner: "random" }, "preconditioner"],
      [{ ...point, condition: 0.5 }, "condition"],
      [{ ...point, exponent: 5 }, "exponent"],
      [{ ...point, start: "zero" }, "start"],
      [{ ...point, rule: "sgd" }, "rule"],
      [{ ...point, batch: 5 }, "batch"],
      [{ ...point, laterRule: "sgd" }, "laterRule"],
      [{ ...point, partnerTests: "other" }, "partnerTests"],
      [{ ...point, steps: -1 }, "steps"],
      [{ ...point, eta: 1 }, "eta"],
      [{ ...point, preconditioner: "input-power" }, "samples"],
      [{ ...point, samples: 5, partnerTests: "longer" }, "samples"],
      [{ ...point, partnerTests: "kept" }, "partnerTests"],
    ],
    badSizes: [1, 4.5, 65],
  });

  it("has no larger gaps than its rounding analysis allows, for whatever Theorems 1 and 2 cover", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 6 }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 2, max: 4 }),
        fc.boolean(),
        fc.constantFrom("tanh", "sin", "softplus", "relu"),
        fc.constantFrom("squared", "huber", "logistic", "cross-entropy"),
        fc.constantFrom("fixed", "time-varying", "input-diagonal"),
        fc.constantFrom("descent", "momentum", "decoupled-decay", "metric-clipping", "gram-step-size"),
        fc.constantFrom("descent", "preconditioned", "adam"),
        fc.constantFrom("preconditioner", "identity"),
        fc.nat(),
        (d, samples, depth, bias, activation, loss, preconditioner, rule, laterRule, start, seed) => {
          const any = {
            ...{ samples, depth, bias, preconditioner, rule, laterRule, start, steps: 4 },
            ...{ activation: { kind: activation }, loss: { kind: loss }, batch: samples > 2 ? 2 : 0 },
          };
          const seen = observe(experiment, any, d, `rounding ${seed}`);
          // √2·(8 + 10)·√M·300 with M < 1200 stored numbers.
          const factor = 300_000 * Number.EPSILON;
          for (const what of ["train", "test"] as const) {
            const allowed = factor * seen[`${what}Condition`] * seen[`${what}Scale`];
            expect(seen[`${what}Discrepancy`]).toBeLessThanOrEqual(allowed);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("measures conditions that are moderate, and above what rounding shows", () => {
    for (const key of ["a", "b", "c", "d"]) {
      const seen = observe(experiment, point, 5, key);
      // Disturbances of every number, of which the weights alone make it of order 1, and d^{5/2}κ = 560 of the second side.
      expect(seen.trainCondition).toBeGreaterThan(1);
      expect(seen.trainCondition).toBeLessThan(1e5);
      expect(seen.trainDiscrepancy).toBeLessThan(seen.trainCondition * seen.trainScale * Number.EPSILON);
      // Training does something.
      expect(seen.trainMotion).toBeGreaterThan(0.01);
    }
  });

  it("measures them in units of what the numbers are disturbed by", () => {
    const draws = 40;
    let mean = 0;
    for (let i = 0; i < draws; i++) {
      const key = `unit ${i}`;
      const seen = observe(experiment, { ...point, steps: 0 }, 5, key);
      const still = experiment.parameters.parse({ ...point, steps: 0 });
      const { inputs, weights, uncertainty } = drawCoupledSides(still, 5, createStream(key).child("sides"))[1];
      // With no step it is X′ and W₁′ alone that are off: Z′ by ΔXᵀW₁′ + X′ᵀΔW.
      const square =
        uncertainty.inputs ** 2 * inputs.columns * frobenius(weights) ** 2 +
        uncertainty.weights ** 2 * weights.columns * frobenius(inputs) ** 2;
      mean += (seen.trainCondition * seen.trainScale) ** 2 / square / draws;
    }
    // A mean of 160 normalised quadratic forms in normal numbers: by Laurent and Massart between 1 − 2√(x/160) and
    // 1 + 2√(x/160) + 2x/160 but with probability e^{−x} on each side, 1e-6 together at x = 14.5.
    expect(mean).toBeGreaterThan(0.39);
    expect(mean).toBeLessThan(1.79);
  });

  it("opens a gap where the theorems do not apply", () => {
    for (const rule of ["inner-decay", "direction-clipping", "adam", "adagrad"]) {
      for (const preconditioner of ["fixed", ...(rule.startsWith("ada") ? ["identity"] : [])]) {
        const seen = observe(experiment, { ...point, rule, preconditioner }, 5, "gap");
        expect(seen.trainDiscrepancy).toBeGreaterThan(1e-4 * seen.trainScale);
      }
    }
    const longer = observe(experiment, { ...point, partnerTests: "longer" }, 5, "gap");
    expect(longer.testDiscrepancy).toBeGreaterThan(0.01 * longer.testScale);
    expect(longer.trainDiscrepancy).toBeLessThan(1e-10 * longer.trainScale);
  });
});
