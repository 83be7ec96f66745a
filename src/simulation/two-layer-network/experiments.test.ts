import { describe, expect, it } from "vitest";
import type { Experiment, Observation } from "../experiment.ts";
import { createStream } from "../random/create-stream.ts";
import { experiment as continual } from "./continual-experiment.ts";
import { experiment as continualPair } from "./continual-pair-experiment.ts";
import { parseMethod } from "./method.ts";
import { initialNetwork } from "./network-state.ts";
import { experiment as noiseExcess } from "./noise-excess-experiment.ts";
import { experiment as noiseExcessPair } from "./noise-excess-pair-experiment.ts";
import { drawTask } from "./regression-task.ts";
import { withRidgeHead } from "./ridge-probe.ts";
import { testError, trainNetwork } from "./train-network.ts";
import { experiment as training } from "./training-experiment.ts";
import { experiment as trainingPair } from "./training-pair-experiment.ts";
import { experiment as transfer } from "./transfer-experiment.ts";
import { experiment as transferPair } from "./transfer-pair-experiment.ts";

const small = { inputs: 4, samples: 30, testSamples: 40, initialScale: 0.3, noiseRatio: 0.5, steps: 24 };
const hidden = 6;

const settings = {
  "two-layer-training": { ...small, teacher: { kind: "low" } },
  "two-layer-transfer": small,
  "two-layer-noise-excess": { ...small, teacher: { kind: "high" } },
  "two-layer-continual": { ...small, sequence: [0, 3, 1] },
};

const method = (exponent: number, changes: object = {}) => ({
  kind: "covariance",
  exponent,
  learningRate: 0.05,
  ...changes,
});

const others = [
  method(-1),
  method(0.5),
  method(-0.5, { kind: "right-factor" }),
  method(0.5, { kind: "hessian-diagonal" }),
  method(-1, { kind: "adahessian", learningRate: 0.01 }),
];

type Any = Experiment<never>;

const problemOf = (experiment: Any, point: object) =>
  experiment.realise(experiment.parameters.parse(point) as never, hidden);

const observe = (experiment: Any, point: object): Record<string, Observation> =>
  experiment.run([problemOf(experiment, point)], createStream("observed"))[0];

const pairs = [
  [training, trainingPair],
  [transfer, transferPair],
  [continual, continualPair],
  [noiseExcess, noiseExcessPair],
] as unknown as readonly (readonly [Any, Any])[];

describe.each(pairs.map(([one, two]) => [one.id, one, two] as const))("%s", (id, one, two) => {
  const setting = settings[id as keyof typeof settings];

  it("gives the same bits whatever the companions, and all that it declares", () => {
    const problems = [
      ...others.map((own) => problemOf(one, { ...setting, method: own })),
      problemOf(one, { ...setting, noiseRatio: 0, method: others[0] }),
      problemOf(one, { ...setting, steps: 12, method: others[0] }),
    ];
    const together = one.run(problems, createStream("observed"));
    problems.forEach((problem, i) => {
      expect(one.run([problem], createStream("observed"))[0]).toEqual(together[i]);
    });
    expect(one.run([...problems].reverse(), createStream("observed"))).toEqual([...together].reverse());
    expect(Object.keys(together[0]).sort()).toEqual(Object.keys(one.observables).sort());
    const [scalar] = Object.keys(one.observables);
    expect(new Set(together.map((observed) => observed[scalar])).size).toBe(problems.length);
    for (const problem of problems) expect(one.cost(problem)).toBeGreaterThan(0);
    expect(() =>
      one.run([problems[0], problemOf(one, { ...setting, samples: 31, method: others[0] })], createStream("two")),
    ).toThrow(expect.objectContaining({ code: "invalid-input", field: "problems[1]" }));
  });

  it("compares two methods as it shows them alone, and says which is the better", () => {
    const [first, second] = [method(-1), method(0.5)];
    const [a, b] = [first, second].map((own) => observe(one, { ...setting, method: own }));
    const both = observe(two, { ...setting, first, second });
    expect(Object.keys(both).sort()).toEqual(Object.keys(two.observables).sort());
    const scalars = Object.keys(a).filter((name) => typeof a[name] === "number");
    for (const name of scalars) {
      const suffix = `${name[0].toUpperCase()}${name.slice(1)}`;
      expect(both[`first${suffix}`]).toBe(a[name]);
      expect(both[`second${suffix}`]).toBe(b[name]);
      const larger = name === "forwardTransfer" || name === "headStart";
      const isFirst = larger ? a[name] > b[name] : a[name] < b[name];
      expect([both[`firstWins${suffix}`], both[`secondWins${suffix}`]]).toEqual(isFirst ? [1, 0] : [0, 1]);
    }
    const same = observe(two, { ...setting, first, second: first });
    for (const name of Object.keys(same).filter((observable) => /Wins/.test(observable))) expect(same[name]).toBe(0);
    expect(two.cost(problemOf(two, { ...setting, first, second }))).toBe(
      2 * one.cost(problemOf(one, { ...setting, method: first })),
    );
  });

  it("has points that are the same after reading them again", () => {
    const point = one.parameters.parse({ ...setting, method: others[4] });
    expect(one.parameters.parse(point)).toEqual(point);
    const pair = two.parameters.parse({ ...setting, first: others[2], second: others[3] });
    expect(two.parameters.parse(pair)).toEqual(pair);
    expect(one.realise(point, hidden).shape).toEqual({ d: 4, h: 6, n: 30, T: 24 });
  });

  it.each([
    [{ inputs: 1 }, "inputs"],
    [{ samples: 1 }, "samples"],
    [{ testSamples: 0 }, "testSamples"],
    [{ noiseRatio: -1 }, "noiseRatio"],
    [{ topEigenvalue: 0 }, "topEigenvalue"],
    [{ bottomEigenvalue: Number.NaN }, "bottomEigenvalue"],
    [{ initialScale: 0 }, "initialScale"],
    [{ steps: 0 }, "steps"],
    [{ steps: 1e9 }, "steps"],
    [{ decay: -1 }, "decay"],
    [{ hidden: 3 }, "hidden"],
    [{ method: undefined }, "method"],
    [{ method: { kind: "newton", exponent: 1 } }, "method"],
    [{ method: { kind: "covariance" } }, "method.exponent"],
    [{ method: { kind: "covariance", exponent: 1, damping: 1 } }, "method.damping"],
    [{ method: method(1, { learningRate: 0 }) }, "method.learningRate"],
    [{ method: method(1, { kind: "right-factor", damping: 0 }) }, "method.damping"],
    [{ method: method(1, { kind: "adahessian", momentum: 1 }) }, "method.momentum"],
    [{ method: method(1, { kind: "adahessian", epsilon: 0 }) }, "method.epsilon"],
  ])("rejects %j, naming %s", (changes, field) => {
    expect(() => one.parameters.parse({ ...setting, method: others[0], ...changes })).toThrow(
      expect.objectContaining({ code: "invalid-input", field: expect.stringContaining(field) }),
    );
  });

  it.each([0, 2.5, Number.NaN])("rejects %d hidden units", (wrong) => {
    expect(() => one.realise(one.parameters.parse({ ...setting, method: others[0] }), wrong)).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "size" }),
    );
  });

  it("that diverges is an error of its own kind", () => {
    expect(() => observe(one, { ...setting, method: method(0, { learningRate: 100 }) })).toThrow(
      expect.objectContaining({ code: "not-converged" }),
    );
  });
});

describe("training", () => {
  it("has the constants of the paper's experiments as defaults", () => {
    const point = training.parameters.parse({
      teacher: { kind: "high" },
      method: { kind: "covariance", exponent: -1 },
    });
    expect(point).toEqual({
      inputs: 10,
      samples: 200,
      testSamples: 9800,
      noiseRatio: 0,
      topEigenvalue: 10,
      bottomEigenvalue: 0.1,
      initialScale: 0.001,
      steps: 10_000,
      decay: 0.5e-6,
      records: 1,
      teacher: { kind: "high" },
      method: { kind: "covariance", exponent: -1, learningRate: 0.01 },
    });
  });

  it("has trajectories that end with its results", () => {
    const setting = { ...settings["two-layer-training"], records: 4, method: method(0) };
    const observed = observe(training as unknown as Any, setting);
    for (const name of ["testMse", "trainLoss"]) {
      const trajectory = observed[`${name}Trajectory`] as Float64Array;
      expect(trajectory).toHaveLength(5);
      expect(trajectory[4]).toBe(observed[name]);
    }
    expect(() => training.parameters.parse({ ...setting, records: 7 })).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "records" }),
    );
  });

  it("rejects a teacher that there is none of", () => {
    for (const [teacher, field] of [
      [undefined, "teacher"],
      [{ kind: "tall" }, "teacher"],
    ] as const) {
      expect(() => training.parameters.parse({ ...small, teacher, method: others[0] })).toThrow(
        expect.objectContaining({ code: "invalid-input", field: expect.stringContaining(field) }),
      );
    }
  });
});

describe("transfer", () => {
  it("is training, freezing and probing, with nλ for the ridge", () => {
    const own = parseMethod(method(-0.5));
    for (const target of ["inverted-teacher", "other-case"] as const) {
      const observed = observe(transfer as unknown as Any, { ...small, method: own, target, ridge: 0.02 });
      const stream = createStream("observed");
      const rest = { ...small, topEigenvalue: 10, bottomEigenvalue: 0.1 };
      const start = initialNetwork(4, hidden, 0.3, stream.child("initialisation"));
      const from = stream.child("source high");
      const source = drawTask({ ...rest, teacher: { kind: "high" } }, from.child("training"));
      const teacher = { kind: target === "other-case" ? "low" : "high-inverted" } as const;
      const other = drawTask({ ...rest, teacher }, from.child("other"));
      const { network } = trainNetwork(source, start, { method: own, steps: 24, records: 1, decay: 0.5e-6 });
      expect(observed.highToLow).toBe(testError(withRidgeHead(network, other, 30 * 0.02), other));
      expect(observed.worstTransfer).toBe(Math.max(observed.highToLow as number, observed.lowToHigh as number));
      const plain = { ...small, method: own, target, ridge: 0.6, ridgeScale: "none" };
      expect(observe(transfer as unknown as Any, plain).highToLow).toBe(observed.highToLow);
    }
  });
});

describe("the noise's excess", () => {
  it("is a difference of two test errors in units of the signal's variance", () => {
    const setting = { ...settings["two-layer-noise-excess"], method: method(0.5) };
    const observed = observe(noiseExcess as unknown as Any, setting);
    const rest = { topEigenvalue: 10, bottomEigenvalue: 0.1 };
    const { teacher } = training.parameters.parse(setting);
    const errors = [0.5, 0].map((noiseRatio) => {
      const alone = observe(training as unknown as Any, { ...setting, noiseRatio });
      const task = drawTask({ ...setting, ...rest, teacher, noiseRatio }, createStream("observed"));
      return (alone.testMse as number) / task.signalShare;
    });
    expect(observed).toEqual({ noisyError: errors[0], cleanError: errors[1], noiseExcess: errors[0] - errors[1] });
    const silent = observe(noiseExcess as unknown as Any, { ...setting, noiseRatio: 0 });
    expect(silent.noiseExcess).toBe(0);
  });
});

describe("continual learning", () => {
  it("measures what is lost and gained over the sequence", () => {
    const own = parseMethod(method(0.5));
    const point = { ...settings["two-layer-continual"], method: own };
    const observed = observe(continual as unknown as Any, point);
    const stream = createStream("observed");
    const rest = { ...small, topEigenvalue: 10, bottomEigenvalue: 0.1 };
    const start = initialNetwork(4, hidden, 0.3, stream.child("initialisation"));
    const tasks = [0, 3, 1].map((coordinate, i) =>
      drawTask({ ...rest, teacher: { kind: "coordinate", coordinate } }, stream.child(`task ${i}`)),
    );
    const plan = { method: own, steps: 24, records: 24, decay: 0.5e-6 };
    const one = trainNetwork(tasks[0], start, plan);
    const two = trainNetwork(tasks[1], one.network, plan);
    const three = trainNetwork(tasks[2], two.network, plan);
    const alone = [1, 2].map((i) => trainNetwork(tasks[i], start, plan).testMse);
    const remembered = [0, 1].map((i) => testError(three.network, tasks[i]));
    const near = (name: string, expected: number) =>
      expect(Math.abs((observed[name] as number) - expected)).toBeLessThan(
        100 * Number.EPSILON * Math.abs(expected) + 1e-14,
      );
    near("remembered", (remembered[0] + remembered[1]) / 2);
    near("learnt", (one.testMse[24] + two.testMse[24] + three.testMse[24]) / 3);
    near("forgetting", (remembered[0] - one.testMse[24] + remembered[1] - two.testMse[24]) / 2);
    near("forwardTransfer", (alone[0][24] - two.testMse[24] + alone[1][24] - three.testMse[24]) / 2);
    near("headStart", (alone[0][6] - two.testMse[6] + alone[1][6] - three.testMse[6]) / 2);
  });

  it.each([
    [{ sequence: [0] }, "sequence"],
    [{ sequence: [0, 4] }, "sequence[1]"],
    [{ sequence: [0, -1] }, "sequence[1]"],
    [{ steps: 10 }, "steps"],
  ])("rejects %j, naming %s", (changes, field) => {
    const point = { ...settings["two-layer-continual"], method: others[0], ...changes };
    expect(() => continual.parameters.parse(point)).toThrow(expect.objectContaining({ code: "invalid-input", field }));
  });
});
