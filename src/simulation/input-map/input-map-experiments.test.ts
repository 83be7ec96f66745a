import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { itKeepsTheContract, observe } from "../linear-representation/testing/experiment-contract.ts";
import { createStream } from "../random/create-stream.ts";
import { experiment as coupling } from "./input-map-coupling-experiment.ts";
import { experiment as gap } from "./input-map-gap-experiment.ts";
import { inputMapRoundings } from "./input-map-roundings.ts";

const base = {
  phi: 1.5,
  hidden: 3,
  method: { kind: "fixed" },
  transformation: "linear",
  steps: 3,
  learningRate: 0.1,
};

describe("coupled runs", () => {
  it("differ by no more than rounding where they see the same, for any architecture, method and shape", () => {
    const architecture = fc.constantFrom(
      { architecture: "dense", depth: 1 },
      { architecture: "dense", depth: 3, outputs: 2 },
      { architecture: "recurrent", tokens: 3 },
      { architecture: "attention", tokens: 2 },
    );
    const sight = fc.constantFrom(
      { method: { kind: "fixed" }, transformation: "linear", phi: 1.5 },
      { method: { kind: "fixed" }, transformation: "linear", phi: 0.5 },
      { method: { kind: "kfac", damping: 0.2 }, transformation: "rotation", phi: 0.5 },
      { method: { kind: "kfac", damping: 0 }, transformation: "linear", phi: 0.4 },
      { method: { kind: "shampoo" }, transformation: "rotation", phi: 2 },
      { method: { kind: "muon" }, transformation: "rotation", phi: 0.7 },
      { method: { kind: "whitening" }, transformation: "unrelated", phi: 4 },
    );
    fc.assert(
      fc.property(architecture, sight, fc.integer({ min: 2, max: 5 }), fc.nat(), (network, seen, size, seed) => {
        const point = coupling.parameters.parse({ ...base, ...network, ...seen });
        const problem = coupling.realise(point, size);
        const [observed] = coupling.run([problem], createStream(`coupled ${seed}`)) as Record<string, number>[];
        const { difference, condition } = observed;
        expect(difference).toBeLessThanOrEqual(inputMapRoundings(problem) * Number.EPSILON * condition);
        expect(condition).toBeGreaterThanOrEqual(1);
        expect(observed.movement).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ["a skip", { access: "map-and-skip", architecture: "recurrent", tokens: 2 }],
    ["the first layer's weights", { compared: "all-parameters" }],
    ["Adam, rotated", { method: { kind: "adam" }, transformation: "rotation" }],
    ["AdaHessian, rotated", { method: { kind: "adahessian" }, transformation: "rotation" }],
    ["Shampoo, mapped", { method: { kind: "shampoo" } }],
    ["Muon, mapped", { method: { kind: "muon" } }],
    ["damped KFAC, mapped", { method: { kind: "kfac", damping: 0.2 } }],
    ["gradient descent, unrelated inputs", { transformation: "unrelated" }],
    [
      "damped Newton, mapped",
      { phi: 0.2, method: { kind: "newton", curvature: "gauss-newton", damping: 0.1 }, learningRate: 0.05 },
    ],
    [
      "least norm with one output, unrelated inputs",
      { method: { kind: "least-norm-gauss-newton" }, transformation: "unrelated", learningRate: 0.01 },
    ],
  ])("show %s", (_, changes) => {
    const observed = observe(coupling, { ...base, ...changes }, 4, "shown");
    expect(observed.difference).toBeGreaterThan(1e-5);
  });

  it.each([
    ["gauss-newton", 0.05],
    ["hessian", 0.02],
  ])("see the row space alone by undamped steps of %s", (curvature, learningRate) => {
    const changes = { phi: 0.1, hidden: 2, outputs: 2, condition: 4, learningRate, laterLearningRate: 0.05 };
    const point = coupling.parameters.parse({ ...base, ...changes, method: { kind: "newton", curvature, damping: 0 } });
    const problem = coupling.realise(point, 3);
    const [observed] = coupling.run([problem], createStream("third newton")) as Record<string, number>[];
    expect(observed.difference).toBeLessThanOrEqual(inputMapRoundings(problem) * Number.EPSILON * observed.condition);
    // An instance on which it says something.
    expect(observed.condition).toBeLessThan(1e5);
  });

  it("has the gap experiment's gaps", () => {
    const point = { ...base, method: { kind: "adam" }, transformation: "rotation", steps: 6 };
    const { difference } = observe(coupling, point, 4, "same");
    const problem = gap.realise(gap.parameters.parse(point), 4);
    const [{ gapTrajectory, finalGap, finalLoss }] = gap.run([problem], createStream("same"));
    const gaps = gapTrajectory as Float64Array;
    expect(gaps).toHaveLength(7);
    expect(Math.max(...gaps)).toBe(difference);
    expect(finalGap).toBe(gaps[6]);
    expect(gaps[0]).toBeLessThan(1e-13);
    expect(finalLoss).toBeGreaterThan(0);
    expect(Object.keys(gap.run([problem], createStream("same"))[0])).toEqual(Object.keys(gap.observables));
    expect(gap.run([], createStream("none"))).toEqual([]);
    expect(gap.cost(problem)).toBeGreaterThan(0);
  });
});

describe("input-map-coupling", () => {
  itKeepsTheContract(coupling, {
    size: 4,
    cell: [
      base,
      { ...base, learningRate: 0.2 },
      { ...base, method: { kind: "kfac", damping: 0.1 } },
      { ...base, compared: "all-parameters" },
    ],
    otherCell: { ...base, hidden: 4 },
    bad: [
      [{ ...base, phi: 0 }, "phi"],
      [{ ...base, hidden: 0 }, "hidden"],
      [{ ...base, steps: Number.NaN }, "steps"],
      [{ ...base, method: { kind: "sgd" } }, "method.kind"],
      [{ ...base, method: { kind: "kfac", damping: -1 } }, "method.damping"],
      [{ ...base, method: { kind: "newton", curvature: "fisher" } }, "method.curvature"],
      [{ ...base, transformation: "shear" }, "transformation"],
      [{ ...base, transformation: "unrelated", phi: 0.5 }, "transformation"],
      [{ ...base, tokens: 2 }, "tokens"],
      [{ ...base, architecture: "recurrent", depth: 2 }, "depth"],
      [{ ...base, architecture: "attention", outputs: 2 }, "outputs"],
      [{ ...base, depth: 2, method: { kind: "adahessian" } }, "method.kind"],
      [{ ...base, method: { kind: "newton", curvature: "hessian", damping: 0 } }, "method.damping"],
      [{ ...base, method: { kind: "kfac", damping: 0 } }, "method.damping"],
      [{ ...base, rotation: 1 }, "rotation"],
    ],
    badSizes: [1, 2.5, 257],
  });
});
