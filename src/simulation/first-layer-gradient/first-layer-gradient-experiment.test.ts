import { Matrix, SingularValueDecomposition } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { createStream } from "../random/create-stream.ts";
import { experiment } from "./first-layer-gradient-experiment.ts";

const point = {
  population: { kind: "atoms", values: [0.5, 1.5], weights: [0.5, 0.5] },
  phi: 0.5,
  teacher: { kind: "relu" },
  activation: { kind: "tanh" },
  slope: 0.6,
  noiseVariance: 0.25,
};

function problemOf(changes: object, size: number) {
  return experiment.realise(experiment.parameters.parse({ ...point, ...changes }), size);
}

function remainder(changes: object, size: number, key: string): number {
  return experiment.run([problemOf(changes, size)], createStream(key))[0].relativeRemainder as number;
}

/** The same number from the draws and the loss alone: its gradient by central differences, its norms by ml-matrix. */
function byDifferences(changes: object, size: number, key: string): number {
  const problem = problemOf(changes, size);
  const { n, d, h } = problem.shape;
  const stream = createStream(key);
  const normals = (label: string, count: number): Float64Array => {
    const out = new Float64Array(count);
    stream.child(label).fillNormal(out);
    return out;
  };
  const { values } = problem.realised.population as { readonly values: readonly number[] };
  const x = normals("inputs", n * d).map((z, i) => z * Math.sqrt(values[i % d]));
  const direction = normals("teacher", d).map((z) => z / Math.sqrt(d));
  const noise = normals("noise", n).map((z) => Math.sqrt(problem.point.noiseVariance) * z);
  const g = normals("weights", h * d).map((z) => z / Math.sqrt(d));
  const signs = stream.child("signs");
  const size1 = problem.point.outputScale === "lazy" ? 1 / Math.sqrt(h) : 1 / h;
  const f = Array.from({ length: h }, () => (signs.uniform() < 0.5 ? -size1 : size1));
  const dot = (a: Float64Array, i: number, b: Float64Array, j: number): number =>
    Array.from({ length: d }, (_, k) => a[i * d + k] * b[j * d + k]).reduce((sum, term) => sum + term, 0);
  const y = Array.from({ length: n }, (_, i) => Math.max(0, dot(x, i, direction, 0)) + noise[i]);
  const loss = (weights: Float64Array): number =>
    y.reduce(
      (sum, label, i) => sum + (label - f.reduce((out, c, j) => out + c * Math.tanh(dot(x, i, weights, j)), 0)) ** 2,
      0,
    ) /
    (2 * n);
  const step = 1e-5;
  const remainderMatrix = Matrix.zeros(h, d);
  const beta = Array.from({ length: d }, (_, k) => y.reduce((sum, label, i) => sum + label * x[i * d + k], 0) / n);
  for (let j = 0; j < h; j += 1) {
    for (let k = 0; k < d; k += 1) {
      const moved = (by: number): Float64Array => g.map((weight, i) => (i === j * d + k ? weight + by : weight));
      const derivative = (loss(moved(step)) - loss(moved(-step))) / (2 * step);
      remainderMatrix.set(j, k, -derivative - problem.point.slope * f[j] * beta[k]);
    }
  }
  const leading = Math.abs(problem.point.slope) * Math.hypot(...f) * Math.hypot(...beta);
  return new SingularValueDecomposition(remainderMatrix, { autoTranspose: true }).norm2 / leading;
}

describe("the first layer's gradient", () => {
  it.each([
    [{}, 6],
    [{ width: 1.5, phi: 1.4 }, 5],
    [{ outputScale: "lazy", slope: -0.8 }, 6],
    [{ noiseVariance: 0 }, 4],
  ])("is that of the loss: %j", (changes, size) => {
    const expected = byDifferences(changes, size, "gradient");
    // Central differences of a function of size 1 at step 1e-5: errors of 1e-10 from the third derivative, 1e-11 from
    // rounding, on gradients of size 1e-2 to 1.
    expect(Math.abs(remainder(changes, size, "gradient") / expected - 1)).toBeLessThan(1e-6);
  });

  it("is the same bits alone and in company, and for the same key", () => {
    const problems = [problemOf({}, 8), problemOf({ slope: 0.7 }, 8), problemOf({ outputScale: "lazy" }, 8)];
    const together = experiment.run(problems, createStream("company"));
    problems.forEach((problem, i) => {
      expect(experiment.run([problem], createStream("company"))[0]).toEqual(together[i]);
    });
    expect(new Set(together.map(({ relativeRemainder }) => relativeRemainder)).size).toBe(3);
  });

  it("has the shape that the aspect ratio and the width say, whichever of n and d is smaller", () => {
    expect(problemOf({ width: 2 }, 10).shape).toEqual({ n: 20, d: 10, h: 20 });
    expect(problemOf({ phi: 2, width: 0.5 }, 10).shape).toEqual({ n: 10, d: 20, h: 10 });
    expect(problemOf({ phi: 0.3 }, 10).realised).toMatchObject({ phi: 10 / 33, width: 1 });
  });

  it("costs what grows like n·d·h", () => {
    const cost = (size: number): number => experiment.cost(problemOf({}, size));
    expect(cost(400) / cost(200)).toBeGreaterThan(6);
    expect(cost(400) / cost(200)).toBeLessThan(8);
  });
});

describe("a point", () => {
  it.each([
    ["phi", { phi: 0 }],
    ["width", { width: -1 }],
    ["slope", { slope: 0 }],
    ["slope", { slope: "x" }],
    ["noiseVariance", { noiseVariance: -1 }],
    ["outputScale", { outputScale: "large" }],
    ["teacher.kind", { teacher: { kind: "rel" } }],
    ["activation.kind", { activation: { kind: "than" } }],
    ["population.kind", { population: { kind: "atom" } }],
    ["lambda", { lambda: 1 }],
  ])("is refused by the name of %s", (field, changes) => {
    expect(() => experiment.parameters.parse({ ...point, ...changes })).toThrow(expect.objectContaining({ field }));
  });

  it("is refused where a size leaves no hidden unit, no eigenvalue, or too much to hold", () => {
    expect(() => problemOf({ width: 0.01 }, 10)).toThrow(expect.objectContaining({ field: "width" }));
    expect(() => problemOf({}, 1)).toThrow(expect.objectContaining({ field: "size" }));
    expect(() => problemOf({ width: 1000 }, 2000)).toThrow(expect.objectContaining({ field: "size" }));
  });

  it("fails where an activation has no finite value", () => {
    const steep = {
      population: { kind: "atoms", values: [1e150] },
      activation: { kind: "polynomial", coefficients: [0, 0, 0, 1e100] },
    };
    expect(() => remainder(steep, 30, "steep")).toThrow(expect.objectContaining({ code: "non-finite" }));
  });
});
