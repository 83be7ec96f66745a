import { describe, expect, it } from "vitest";
import { createStream } from "../random/create-stream.ts";
import { experiment as pairs } from "./pair-experiment.ts";
import { largestLoss } from "./train.ts";
import { experiment } from "./training-experiment.ts";
import { recordedIterations } from "./training-setting.ts";

const base = {
  covariance: { basis: "haar", spectrum: { kind: "log-spaced", condition: 5 } },
  features: 2,
  outputs: 3,
  samples: 40,
  batches: "moments",
  iterations: 20,
  records: 4,
  algorithm: { kind: "kfac", learningRate: 0.3 },
};
const size = 8;

const problemAt = (changes: object) => experiment.realise(experiment.parameters.parse({ ...base, ...changes }), size);

type Observed = Record<string, number> & Record<`${string}Trajectory`, Float64Array>;

const observe = (changes: object, key = "training") =>
  experiment.run([problemAt(changes)], createStream(key))[0] as Observed;

describe("training", () => {
  const kinds = [
    { kind: "sgd", learningRate: 0.05 },
    { kind: "adam", learningRate: 0.02 },
    { kind: "amgd", learningRate: 0.05, batchNorm: true },
    { kind: "dfw", learningRate: 0.1 },
    { kind: "kfac", learningRate: 0.3 },
    { kind: "ngd", learningRate: 0.2, damping: 1e-3, fisher: "model" },
    { kind: "ngd", learningRate: 0.2, damping: 1e-3, fisher: "empirical" },
  ];

  it("gives the same bits whatever the companions", () => {
    const problems = kinds.map((algorithm, i) =>
      problemAt({ algorithm, batches: "samples", iterations: i === 3 ? 12 : 20 }),
    );
    const together = experiment.run(problems, createStream("company"));
    problems.forEach((problem, i) => {
      expect(experiment.run([problem], createStream("company"))[0]).toEqual(together[i]);
    });
    expect(experiment.run([...problems].reverse(), createStream("company"))).toEqual([...together].reverse());
    expect(new Set(together.map(({ distance }) => distance)).size).toBe(kinds.length);
    expect(Object.keys(together[0])).toEqual(Object.keys(experiment.observables));
    expect(experiment.run([], createStream("company"))).toEqual([]);
    expect(() => experiment.run([problems[0], problemAt({ noise: 0.2 })], createStream("two"))).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "problems[1]" }),
    );
  });

  it("by KFAC at η = 1 without noise is done after a step, up to rounding that Σ amplifies", () => {
    const { distanceTrajectory, networkExcess, transferExcess } = observe({
      noise: 0,
      iterations: 2,
      records: 2,
      algorithm: { kind: "kfac", learningRate: 1 },
    });
    expect(distanceTrajectory[0]).toBeGreaterThan(0.1);
    // Condition numbers of Σ̂ and F are below 1e3.
    expect(distanceTrajectory[1]).toBeLessThan(1e6 * Number.EPSILON);
    expect(transferExcess).toBeLessThan(1e6 * Number.EPSILON);
    expect(networkExcess).toBeLessThan(1e6 * Number.EPSILON);
  });

  it("has trajectories that end with its results, and start where they all start", () => {
    const runs = kinds.slice(0, 5).map((algorithm) => observe({ algorithm }));
    for (const run of runs) {
      expect(run.distanceTrajectory).toHaveLength(5);
      expect(run.distanceTrajectory[4]).toBe(run.distance);
      expect(run.transferTrajectory[4]).toBe(run.transferExcess);
      expect(run.lossTrajectory[4]).toBe(run.trainLoss);
      expect(run.distanceTrajectory[0]).toBe(runs[0].distanceTrajectory[0]);
      expect(run.diverged).toBe(0);
    }
    expect(runs[4].transferExcess).toBeLessThan(runs[4].transferTrajectory[0]);
    expect(recordedIterations({ iterations: 20, records: 4 })).toEqual([0, 5, 10, 15, 20]);
  });

  it("never does better with its own head than with the best one", () => {
    for (const algorithm of kinds.filter(({ batchNorm }) => batchNorm !== true).slice(0, 5)) {
      const { networkExcess, transferExcess } = observe({ algorithm });
      expect(networkExcess).toBeGreaterThanOrEqual(transferExcess);
    }
  });

  it("sees the noise in its loss: (n − k)/n of it at least is left by the least-squares head", () => {
    const { trainLoss } = observe({ samples: 4000, noise: 0.5 });
    // σ²d_Y = .75, χ² of 12,000 degrees: a relative deviation of 10 % is 7.7 standard deviations. The excess is small.
    expect(Math.abs(trainLoss / 0.75 - 1)).toBeLessThan(0.1);
  });

  it("has a distance to the target of its own with batch-norm, and without it the same", () => {
    // Where Σ is diagonal batch-norm whitens, but for the noise of its statistics.
    const normed = observe({
      covariance: { basis: "diagonal", spectrum: { kind: "log-spaced", condition: 10 } },
      algorithm: { kind: "amgd", learningRate: 0.04, batchNorm: true },
      headDeviation: 0.6,
      outputs: 15,
      noise: 0,
      samples: 2000,
      iterations: 400,
    });
    expect(normed.targetDistance).toBeLessThan(normed.distance / 2);
    const plain = observe({});
    expect(plain.targetDistance).toBe(plain.distance);
  });

  it("that diverges says so, with what 0 predicts from then on", () => {
    const run = observe({ algorithm: { kind: "sgd", learningRate: 100 } });
    expect(run).toMatchObject({ diverged: 1, distance: 1, trainLoss: largestLoss, networkExcess: largestLoss });
    expect(run.distanceTrajectory.slice(1)).toEqual(new Float64Array(4).fill(1));
    // No more than predicting 0 costs, at the start as at the end.
    expect(run.transferExcess).toBeGreaterThan(run.transferTrajectory[0]);
    expect(
      Object.values(run)
        .flat()
        .every((value) => typeof value !== "number" || Number.isFinite(value)),
    ).toBe(true);
  });

  it("is no divergence where a method has not the samples that it needs", () => {
    expect(() => observe({ algorithm: kinds[6] })).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "batches" }),
    );
  });
});

describe("pairs", () => {
  it("are two runs of the training experiment, told apart", () => {
    const methods = {
      first: { kind: "kfac", learningRate: 0.3 },
      second: { kind: "adam", learningRate: 0.02 },
    };
    const { algorithm: _, ...setting } = base;
    const problem = pairs.realise(pairs.parameters.parse({ ...setting, ...methods }), size);
    const [observed] = pairs.run([problem], createStream("training"));
    for (const which of ["first", "second"] as const) {
      const alone = observe({ algorithm: methods[which] });
      expect(observed[`${which}Distance`]).toBe(alone.distance);
      expect(observed[`${which}TransferExcess`]).toBe(alone.transferExcess);
      expect(observed[`${which}TrainLoss`]).toBe(alone.trainLoss);
      expect(observed[`${which}NetworkExcess`]).toBe(alone.networkExcess);
    }
    expect(Object.keys(observed).sort()).toEqual(Object.keys(pairs.observables).sort());
    expect(pairs.cost(problem)).toBeGreaterThan(experiment.cost(problemAt({})));
  });

  it("are refused with the name of what is wrong", () => {
    const { algorithm, ...setting } = base;
    const refused = (input: object) => {
      try {
        pairs.parameters.parse(input);
      } catch (thrown) {
        return (thrown as { field?: string }).field;
      }
      return undefined;
    };
    expect(refused({ ...setting, first: algorithm })).toBe("second");
    expect(refused({ ...setting, first: { kind: "sgd" }, second: algorithm })).toBe("first.learningRate");
    expect(refused({ ...setting, first: algorithm, second: algorithm, third: 1 })).toBe("third");
  });
});

describe("points", () => {
  it("have the paper's sizes as defaults", () => {
    const { covariance, algorithm } = base;
    const point = experiment.parameters.parse({ covariance, algorithm });
    expect(point).toEqual({
      covariance,
      algorithm,
      headDeviation: 1,
      features: 8,
      outputs: 15,
      samples: 1024,
      noise: 0.1,
      inputLaw: "gaussian",
      batches: "samples",
      iterations: 1000,
      records: 1,
    });
    expect(experiment.realise(point, 100).shape).toEqual({ d: 100, k: 8, outputs: 15, n: 1024, T: 1000 });
    expect(experiment.parameters.parse(point)).toEqual(point);
  });

  it.each([
    [{ covariance: { basis: "skew" } }, "covariance.basis"],
    [{ outputs: 1 }, "outputs"],
    [{ samples: 1 }, "samples"],
    [{ noise: -1 }, "noise"],
    [{ headDeviation: 0 }, "headDeviation"],
    [{ inputLaw: "uniform" }, "inputLaw"],
    [{ inputLaw: "rademacher" }, "batches"],
    [{ iterations: 0 }, "iterations"],
    [{ iterations: 1e9 }, "iterations"],
    [{ records: 7 }, "records"],
    [{ algorithm: { kind: "sgd" } }, "algorithm.learningRate"],
    [{ algorithm: undefined }, "algorithm"],
    [{ learningRate: 1 }, "learningRate"],
  ])("reject %j, naming %s", (changes, field) => {
    expect(() => experiment.parameters.parse({ ...base, ...changes })).toThrow(
      expect.objectContaining({ code: "invalid-input", field }),
    );
  });

  it.each([1, 40, 2.5])("reject size %d", (wrong) => {
    expect(() => experiment.realise(problemAt({}).point, wrong)).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "size" }),
    );
  });
});
