import { describe, expect, it } from "vitest";
import { createStream } from "../random/create-stream.ts";
import { experiment } from "./first-layer-law-experiment.ts";

const point = {
  samples: 2,
  hidden: 2,
  activation: { kind: "tanh" },
  loss: { kind: "squared" },
  steps: 3,
  condition: 100,
  instance: 1,
};

const problemAt = (changes: object = {}, size = 4) =>
  experiment.realise(experiment.parameters.parse({ ...point, ...changes }), size);

describe("the first-layer law", () => {
  it("gives what it declares, the same bits whatever the companions", () => {
    const problems = [{}, { rule: "momentum" }, { start: "identity" }, { steps: 0 }].map((changes) =>
      problemAt(changes),
    );
    const together = experiment.run(problems, createStream("companions"));
    problems.forEach((problem, i) => {
      expect(experiment.run([problem], createStream("companions"))).toEqual([together[i]]);
    });
    // An instance that is made anew is the same one.
    expect(experiment.run([problemAt()], createStream("companions"))).toEqual([together[0]]);
    for (const observed of together) {
      expect(Object.keys(observed).sort()).toEqual(Object.keys(experiment.observables).sort());
      for (const value of Object.values(observed)) {
        for (const number of typeof value === "number" ? [value] : value) expect(Number.isFinite(number)).toBe(true);
      }
    }
    expect(together[3].motionLeft).toBe(0);
    expect(together[0].activationLeft).not.toBe(together[0].activationRight);
    expect(() => experiment.run([problems[0], problemAt({ instance: 2 })], createStream("two"))).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "problems[1]" }),
    );
    expect(experiment.run([], createStream("none"))).toEqual([]);
  });

  it("compares what there is after the last step", () => {
    const seen = experiment.run([problemAt()], createStream("after"))[0] as Record<string, number>;
    const squares = (values: Float64Array) => values.reduce((sum, value) => sum + value ** 2, 0);
    for (const side of ["Left", "Right"]) {
      const path = seen[`trajectory${side}`] as unknown as Float64Array;
      // Two units at two samples, before and after; then the four weights of the later layer.
      expect(path).toHaveLength(12);
      expect(seen[`activation${side}`]).toBe(path[4]);
      expect(seen[`squaredNorm${side}`]).toBe(squares(path.subarray(4, 8)));
      expect(path[4]).not.toBe(path[0]);
      const tests = seen[`testTrajectory${side}`] as unknown as Float64Array;
      expect(tests).toHaveLength(12);
      expect(seen[`testActivation${side}`]).toBe(tests[6]);
      expect(seen[`testSquaredNorm${side}`]).toBe(squares(tests.subarray(6)));
      expect(tests[6]).not.toBe(tests[0]);
    }
  });

  it("draws later layers on each side anew, and inputs for each instance", () => {
    const still = (instance: number) =>
      experiment.run([problemAt({ steps: 0, instance })], createStream("still"))[0] as Record<string, Float64Array>;
    const [one, other] = [still(1), still(2)];
    // The last entry of θ, which has not moved.
    expect(one.trajectoryLeft.at(-1)).not.toBe(one.trajectoryRight.at(-1));
    expect(other.trajectoryLeft.at(-1)).toBe(one.trajectoryLeft.at(-1));
    expect(other.activationLeft).not.toBe(one.activationLeft);
  });

  it.each([
    [{ instance: -1 }, 4, "instance"],
    [{ samples: 0 }, 4, "samples"],
    [{ rule: "sgd" }, 4, "rule"],
    [{ design: 1 }, 4, "design"],
    [{ batch: 3 }, 4, "batch"],
    [{}, 1, "size"],
  ])("refuses %j at size %d, naming %s", (changes, size, field) => {
    expect(() => problemAt(changes, size)).toThrow(expect.objectContaining({ code: "invalid-input", field }));
  });

  // 400 draws of each side: by Dvoretzky, Kiefer, Wolfowitz and Massart the distance of the empirical laws is within
  // 2·√(log(4e6)/800) = .28 of the true one but with probability 1e-6. A pilot saw .75 for the isotropic start.
  it("is one law for P-isotropic starts, and two for isotropic ones", () => {
    const distance = (changes: object): number => {
      const problem = problemAt(changes);
      const draws = Array.from(
        { length: 400 },
        (_, i) => experiment.run([problem], createStream(["law", i]))[0] as Record<string, number>,
      );
      return kolmogorov(
        draws.map(({ squaredNormLeft }) => squaredNormLeft),
        draws.map(({ squaredNormRight }) => squaredNormRight),
      );
    };
    expect(distance({ preconditioner: "common" })).toBeLessThan(0.28);
    expect(distance({ preconditioner: "common", start: "identity" })).toBeGreaterThan(0.4);
  });
});

/** sup |F − G| of two empirical laws. */
function kolmogorov(left: readonly number[], right: readonly number[]): number {
  const share = (values: readonly number[], at: number): number => values.filter((x) => x <= at).length / values.length;
  return Math.max(...[...left, ...right].map((at) => Math.abs(share(left, at) - share(right, at))));
}
