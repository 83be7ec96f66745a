import { describe, expect, it } from "vitest";
import { createStream } from "../random/create-stream.ts";
import { drawTask, type TaskSetting, testBlock } from "./regression-task.ts";
import { drawIndices, inputEigenvalues, parseTeacher, type TeacherSpecification } from "./teacher.ts";

const setting: TaskSetting = {
  teacher: { kind: "high" },
  inputs: 4,
  samples: 2001,
  testSamples: 2 * testBlock + 3,
  noiseRatio: 0.5,
  topEigenvalue: 10,
  bottomEigenvalue: 0.1,
};

const kinds: readonly TeacherSpecification[] = [
  { kind: "high" },
  { kind: "low" },
  { kind: "high-inverted" },
  { kind: "low-inverted" },
  { kind: "mixed", lowShare: 0.3 },
  { kind: "coordinate", coordinate: 2 },
  { kind: "aligned", alignment: -0.5 },
];

const meanOf = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

describe.each(kinds.map((teacher) => [teacher.kind, teacher] as const))("a task of the kind %s", (_, teacher) => {
  const task = drawTask({ ...setting, teacher }, createStream(["task", teacher.kind]));

  it("has inputs with the teacher's variances, and zeros after the last", () => {
    const { samples, stride, data } = task.train;
    expect([samples, stride]).toEqual([2001, 2004]);
    task.eigenvalues.forEach((eigenvalue, k) => {
      const row = data.subarray(k * stride, k * stride + samples);
      // A χ² mean of 2001: a relative deviation of 17 % is 5.4 standard deviations, false below 1e-7 with 28 of them 2e-6;
      // the seed is fixed.
      expect(Math.abs(meanOf(row.map((value) => value ** 2)) / eigenvalue - 1)).toBeLessThan(0.17);
      expect([...data.subarray(k * stride + samples, (k + 1) * stride)]).toEqual([0, 0, 0]);
    });
    expect(task.test.map((block) => block.samples)).toEqual([testBlock, testBlock, 3]);
    expect(task.testTargets).toHaveLength(2 * testBlock + 3);
  });

  it("has standardised targets, of which the noise is a fifth", () => {
    expect(Math.abs(meanOf(task.trainTargets))).toBeLessThan(1e4 * Number.EPSILON);
    expect(Math.abs(meanOf(task.trainTargets.map((y) => y * y)) - 1)).toBeLessThan(1e4 * Number.EPSILON);
    const silent = drawTask({ ...setting, teacher, noiseRatio: 0 }, createStream(["task", teacher.kind]));
    expect(silent.train).toEqual(task.train);
    // Correlation of noisy and noise-free targets: 1/√(1 + ¼) = .894; its deviation is about (1 − ρ²)/√n = .0045, and 7
    // of these are .031.
    const correlation = meanOf(task.trainTargets.map((y, i) => y * silent.trainTargets[i]));
    expect(Math.abs(correlation - Math.sqrt(0.8))).toBeLessThan(0.031);
    // The same shift and scale, of test targets without noise.
    const slope = (task.testTargets[1] - task.testTargets[0]) / (silent.testTargets[1] - silent.testTargets[0]);
    expect(Math.abs(slope - Math.sqrt(0.8))).toBeLessThan(0.031);
    expect(Math.abs(slope ** 2 / task.signalShare - 1)).toBeLessThan(1e4 * Number.EPSILON);
    expect(Math.abs(silent.signalShare - 1)).toBeLessThan(1e4 * Number.EPSILON);
  });

  it("answers log(1 + e^{10z}): a monotone function of one index", () => {
    if (teacher.kind === "mixed") return;
    const silent = drawTask({ ...setting, teacher, noiseRatio: 0 }, createStream(["task", teacher.kind]));
    const indices = drawIndices(teacher, silent.eigenvalues, createStream(["task", teacher.kind]).child("teacher"));
    expect(indices).toHaveLength(1);
    const { direction } = indices[0];
    const { data, stride, samples } = silent.train;
    const z = Array.from({ length: samples }, (_, i) =>
      direction.reduce((sum, weight, k) => sum + weight * data[k * stride + i], 0),
    );
    const raw = z.map((value) => Math.log1p(Math.exp(-Math.abs(10 * value))) + Math.max(0, 10 * value));
    const mean = meanOf(raw);
    const deviation = Math.sqrt(meanOf(raw.map((value) => (value - mean) ** 2)));
    raw.forEach((value, i) => {
      expect(Math.abs((value - mean) / deviation - silent.trainTargets[i])).toBeLessThan(1e4 * Number.EPSILON);
    });
  });
});

describe("teachers", () => {
  const eigenvaluesOf = (teacher: TeacherSpecification, inputs: number) => [
    ...inputEigenvalues(teacher, inputs, 10, 0.1),
  ];

  it("have the eigenvalues of their kind", () => {
    expect(eigenvaluesOf({ kind: "high" }, 3)).toEqual([10, 0.1, 0.1]);
    expect(eigenvaluesOf({ kind: "high-inverted" }, 3)).toEqual([10, 0.1, 0.1]);
    expect(eigenvaluesOf({ kind: "low" }, 3)).toEqual([10, 10, 0.1]);
    expect(eigenvaluesOf({ kind: "mixed", lowShare: 0 }, 3)).toEqual([10, 10, 0.1]);
    expect(eigenvaluesOf({ kind: "coordinate", coordinate: 0 }, 4)).toEqual([10, 10, 0.1, 0.1]);
    const aligned = eigenvaluesOf({ kind: "aligned", alignment: 1 }, 3);
    [10, 1, 0.1].forEach((value, i) => {
      expect(Math.abs(aligned[i] / value - 1)).toBeLessThan(8 * Number.EPSILON);
    });
  });

  it("look along the direction of their kind", () => {
    const directionOf = (teacher: TeacherSpecification, index = 0) => {
      const eigenvalues = inputEigenvalues(teacher, 4, 10, 0.1);
      return [...drawIndices(teacher, eigenvalues, createStream("directions"))[index].direction];
    };
    const [g] = directionOf({ kind: "high" });
    expect(g).not.toBe(0);
    expect(directionOf({ kind: "high" })).toEqual([g, 0, 0, 0]);
    expect(directionOf({ kind: "low-inverted" })).toEqual([g, 0, 0, 0]);
    expect(directionOf({ kind: "low" })).toEqual([0, 0, 0, g]);
    expect(directionOf({ kind: "high-inverted" })).toEqual([0, 0, 0, g]);
    expect(directionOf({ kind: "coordinate", coordinate: 2 })).toEqual([0, 0, g, 0]);
    expect(directionOf({ kind: "mixed", lowShare: 0.3 })).toEqual([g, 0, 0, 0]);
    expect(directionOf({ kind: "mixed", lowShare: 0.3 }, 1).slice(0, 3)).toEqual([0, 0, 0]);
  });

  it("that are aligned have θ_i² ∝ τ_i^{2a}, and an index of the top variance", () => {
    const teacher: TeacherSpecification = { kind: "aligned", alignment: 0.75 };
    const eigenvalues = inputEigenvalues(teacher, 4, 10, 0.1);
    const [{ direction }] = drawIndices(teacher, eigenvalues, createStream("aligned"));
    const multiple = createStream("aligned").normal();
    let variance = 0;
    direction.forEach((weight, i) => {
      variance += weight ** 2 * eigenvalues[i];
      const ratio = (weight / direction[0]) ** 2 / (eigenvalues[i] / eigenvalues[0]) ** 1.5;
      expect(Math.abs(ratio - 1)).toBeLessThan(100 * Number.EPSILON);
    });
    expect(Math.abs(variance / (10 * multiple ** 2) - 1)).toBeLessThan(100 * Number.EPSILON);
  });

  it("mix their parts by share of the variance", () => {
    const at = (lowShare: number) =>
      drawTask({ ...setting, teacher: { kind: "mixed", lowShare }, noiseRatio: 0 }, createStream("mixed"));
    const [high, low, both] = [at(0), at(1), at(0.36)];
    // Standardised parts with a sample correlation ρ: the mixture is .8·high + .6·low over √(1 + .96ρ).
    const rho = meanOf(high.trainTargets.map((y, i) => y * low.trainTargets[i]));
    both.trainTargets.forEach((y, i) => {
      const expected = (0.8 * high.trainTargets[i] + 0.6 * low.trainTargets[i]) / Math.sqrt(1 + 0.96 * rho);
      expect(Math.abs(y - expected)).toBeLessThan(1e4 * Number.EPSILON);
    });
  });

  it.each([
    [{ kind: "medium" }, "teacher"],
    [{}, "teacher"],
    [undefined, "teacher"],
    [{ kind: "high", lowShare: 0.5 }, "teacher.lowShare"],
    [{ kind: "mixed" }, "teacher.lowShare"],
    [{ kind: "mixed", lowShare: 1.5 }, "teacher.lowShare"],
    [{ kind: "coordinate", coordinate: -1 }, "teacher.coordinate"],
    [{ kind: "aligned", alignment: Number.NaN }, "teacher.alignment"],
  ])("reject %j, naming %s", (input, field) => {
    expect(() => parseTeacher(input)).toThrow(
      expect.objectContaining({ code: "invalid-input", field: expect.stringContaining(field) }),
    );
  });

  it("reject a coordinate that there is none of", () => {
    expect(() => inputEigenvalues({ kind: "coordinate", coordinate: 4 }, 4, 10, 0.1)).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "teacher.coordinate" }),
    );
  });
});

it("targets without variance are an error", () => {
  const setting0 = { ...setting, topEigenvalue: 1e-300, bottomEigenvalue: 1e-300, noiseRatio: 0 };
  expect(() => drawTask(setting0, createStream("none"))).toThrow(expect.objectContaining({ code: "non-finite" }));
});
