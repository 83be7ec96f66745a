import fc from "fast-check";
import { inverse, Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { defineActivation } from "../../model/activations/registry.ts";
import { createStream } from "../random/create-stream.ts";
import type { Stream } from "../stream.ts";
import { experiment } from "./one-step-experiment.ts";
import { ridgeMethod } from "./ridge-method.ts";

const twoAtoms = { kind: "atoms", values: [0.5, 1.5], weights: [1, 1] };
const base = {
  population: twoAtoms,
  phi: 0.5,
  teacher: { kind: "relu" },
  noiseVariance: 0.25,
  lambda: 0.05,
  columns: 4,
};

const problemAt = (changes: object, size: number) =>
  experiment.realise(experiment.parameters.parse({ ...base, ...changes }), size);

const runAlone = (problem: ReturnType<typeof problemAt>, stream: Stream) =>
  experiment.run([problem], stream)[0] as Record<string, number>;

/** The same observables from the same draws, by explicit loops and an explicit inverse. */
function naive(problem: ReturnType<typeof problemAt>, teacher: (z: number) => number, stream: Stream) {
  const { n, d } = problem.shape;
  const { columns, noiseVariance, lambda } = problem.point;
  const { population } = problem.realised;
  if (population.kind !== "eigenvalues" || lambda === undefined) throw new Error("not a problem of this test");
  const draw = (label: string, rows: number, width: number): number[][] => {
    const child = stream.child(label);
    return Array.from({ length: rows }, () => Array.from({ length: width }, () => child.normal()));
  };
  const x = draw("inputs", n, d).map((row) => row.map((z, j) => z * Math.sqrt(population.values[j])));
  const teachers = draw("teachers", d, columns).map((row) => row.map((g) => g / Math.sqrt(d)));
  const noise = draw("noise", n, columns);
  const covariance = Array.from({ length: d }, (_, i) =>
    Array.from({ length: d }, (_, j) => x.reduce((sum, row) => sum + row[i] * row[j], 0) / n + (i === j ? lambda : 0)),
  );
  const inverted = inverse(new Matrix(covariance));
  const sums: Record<string, number> = {};
  const add = (name: string, value: number): void => {
    sums[name] = (sums[name] ?? 0) + value / columns;
  };
  for (let column = 0; column < columns; column++) {
    const truth = teachers.map((row) => row[column]);
    const labels = x.map((row, i) => {
      const projection = row.reduce((sum, value, j) => sum + value * truth[j], 0);
      return teacher(projection) + Math.sqrt(noiseVariance) * noise[i][column];
    });
    const sgd = truth.map((_, j) => x.reduce((sum, row, i) => sum + row[j] * labels[i], 0) / n);
    const kfac = truth.map((_, i) => sgd.reduce((sum, value, j) => sum + inverted.get(i, j) * value, 0));
    for (const [name, estimate] of Object.entries({ sgd, kfac })) {
      const inner = estimate.reduce((sum, value, j) => sum + value * truth[j], 0);
      add(`${name}Correlation`, inner / (Math.hypot(...estimate) * Math.hypot(...truth)));
      add(`${name}InnerProduct`, inner);
      add(`${name}SquaredNorm`, Math.hypot(...estimate) ** 2);
    }
  }
  return sums;
}

const relu = (z: number): number => Math.max(0, z);

describe("against loops and an explicit inverse on the same draws", () => {
  it.each([
    [0.18, 12],
    [0.5, 11],
    [1, 13],
    [1.7, 10],
    [4, 7],
  ])("agrees at φ = %d", (phi, size) => {
    const problem = problemAt({ phi }, size);
    const expected = naive(problem, relu, createStream(`naive ${phi}`));
    const actual = runAlone(problem, createStream(`naive ${phi}`));
    expect(Object.keys(actual).sort()).toEqual(Object.keys(expected).sort());
    for (const [name, value] of Object.entries(expected)) {
      expect(Math.abs(actual[name] - value), name).toBeLessThanOrEqual(1e-10 * Math.max(1, Math.abs(value)));
    }
  });

  it.each([
    [0.5, 120],
    [2, 160],
  ])("agrees at φ = %d where conjugate gradients solve", (phi, size) => {
    const problem = problemAt({ phi, lambda: 1, columns: 1, teacher: { kind: "tanh" } }, size);
    const { n, d } = problem.shape;
    const task = { n, d, columns: 1, lambda: 1, lowest: 0.5, highest: 1.5 };
    expect(ridgeMethod(task)).toBe("conjugate-gradients");
    const expected = naive(problem, Math.tanh, createStream("iterated"));
    const actual = runAlone(problem, createStream("iterated"));
    for (const [name, value] of Object.entries(expected)) {
      expect(Math.abs(actual[name] - value), name).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(value)));
    }
  });
});

describe("expectations that are exact at every n", () => {
  // For the identity teacher, E⟨β⋆, β_SGD⟩ = tr Σ/d and E‖β_SGD‖² = E tr(Σ̂²)/d + σ_ε² tr Σ/n, where the Wishart moment
  // is E tr(Σ̂²) = (1 + 1/n) tr Σ² + (tr Σ)²/n.
  //
  // Replicates are independent; the skewness of an observable is below 3 (2.1 was seen). A normal variable exceeds 6 with
  // probability 1e-9; on the side that the skewness γ favours, the studentised mean of R replicates does so at most
  // about exp(γ·6³/(3·√R)) = 31 times as often (the self-normalised Cramér correction, R = 4000). Six comparisons with
  // two sides raise a false alarm with probability below 6·32·1e-9 = 2e-7.
  it.each([
    [0.5, 6],
    [1, 6],
    [2, 5],
  ])("hold at φ = %d", (phi, size) => {
    const noiseVariance = 0.5;
    const replicates = 4000;
    const { lambda: _, ...withoutRidge } = base;
    const point = { ...withoutRidge, phi, teacher: { kind: "identity" }, noiseVariance, columns: 16 };
    const problem = experiment.realise(experiment.parameters.parse(point), size);
    const { n, d } = problem.shape;
    const { population } = problem.realised;
    const eigenvalues = population.kind === "eigenvalues" ? population.values : [];
    const trace = eigenvalues.reduce((sum, value) => sum + value, 0);
    const squares = eigenvalues.reduce((sum, value) => sum + value * value, 0);
    const expected = {
      sgdInnerProduct: trace / d,
      sgdSquaredNorm: ((1 + 1 / n) * squares + trace ** 2 / n) / d + (noiseVariance * trace) / n,
    };
    const runs = Array.from({ length: replicates }, (_, i) => runAlone(problem, createStream(["moments", phi, i])));
    for (const [name, value] of Object.entries(expected)) {
      const mean = runs.reduce((sum, run) => sum + run[name], 0) / replicates;
      const variance = runs.reduce((sum, run) => sum + (run[name] - mean) ** 2, 0) / (replicates - 1);
      const studentised = (mean - value) / Math.sqrt(variance / replicates);
      expect(Math.abs(studentised), name).toBeLessThan(6);
      // The comparison means something: 6 standard errors are a small part of the value.
      expect(6 * Math.sqrt(variance / replicates), name).toBeLessThan(0.08 * value);
    }
  });
});

describe("identities that hold for every draw", () => {
  it("keeps correlations in [−1, 1] and norms positive, for any teacher and shape", () => {
    const teacher = fc.constantFrom(
      { kind: "identity" },
      { kind: "relu" },
      { kind: "tanh" },
      { kind: "hermite", degree: 2 },
      { kind: "softplus", scale: 3 },
    );
    const population = fc.constantFrom(
      twoAtoms,
      { kind: "atoms", values: [0, 1], weights: [1, 1] },
      { kind: "uniform", low: 0, high: 2 },
      { kind: "ar1", rho: 0.9 },
    );
    fc.assert(
      fc.property(
        teacher,
        population,
        fc.constantFrom(0.1, 0.7, 1, 3),
        fc.constantFrom(1e-3, 1, 1e3),
        fc.integer({ min: 2, max: 20 }),
        fc.nat(),
        (link, spectrum, phi, lambda, size, seed) => {
          const problem = problemAt({ teacher: link, population: spectrum, phi, lambda }, size);
          const observed = runAlone(problem, createStream(seed));
          for (const name of ["sgd", "kfac"]) {
            expect(Math.abs(observed[`${name}Correlation`])).toBeLessThanOrEqual(1);
            expect(observed[`${name}SquaredNorm`]).toBeGreaterThan(0);
          }
          // KFAC shrinks every eigendirection by at least 1/λ and, at most, undoes Σ̂.
          expect(observed.kfacSquaredNorm).toBeLessThanOrEqual((observed.sgdSquaredNorm / lambda ** 2) * (1 + 1e-9));
        },
      ),
    );
  });

  it("tends to SGD as the ridge grows", () => {
    for (const phi of [0.5, 1, 2]) {
      const observed = runAlone(problemAt({ phi, lambda: 1e12 }, 15), createStream("damped"));
      // ‖Σ̂‖/λ is below 1e-11.
      expect(Math.abs(observed.kfacCorrelation - observed.sgdCorrelation)).toBeLessThanOrEqual(1e-10);
      expect(Math.abs(1e12 * observed.kfacInnerProduct - observed.sgdInnerProduct)).toBeLessThanOrEqual(1e-10);
    }
  });

  it("scales with the noise when there is nothing else", () => {
    const silent = { teacher: { kind: "polynomial", coefficients: [0] } };
    const quiet = runAlone(problemAt({ ...silent, noiseVariance: 1 }, 10), createStream("noise"));
    const loud = runAlone(problemAt({ ...silent, noiseVariance: 4 }, 10), createStream("noise"));
    // Doubling every label is exact in binary.
    for (const name of ["sgd", "kfac"]) {
      expect(loud[`${name}Correlation`]).toBe(quiet[`${name}Correlation`]);
      expect(loud[`${name}InnerProduct`]).toBe(2 * quiet[`${name}InnerProduct`]);
      expect(loud[`${name}SquaredNorm`]).toBe(4 * quiet[`${name}SquaredNorm`]);
    }
  });
});

describe("run", () => {
  it.each([
    [0.18, 9, 5],
    [1, 14, 1],
    [2, 9, 70],
    // One problem by Cholesky (λ = 1e-6) beside others by conjugate gradients.
    [0.5, 150, 1],
  ])("gives the same bits whatever the companions (φ = %d, size %i, %i columns)", (phi, size, columns) => {
    const variants = [
      { noiseVariance: 0 },
      { lambda: 1 },
      { lambda: 1e-6 },
      { teacher: { kind: "tanh" } },
      { teacher: { kind: "tanh" }, noiseVariance: 2 },
      { teacher: { kind: "tanh" }, noiseVariance: 2, lambda: 1 },
    ];
    const problems = variants.map((variant) => problemAt({ phi, columns, ...variant }, size));
    const { lambda: _, ...withoutRidge } = base;
    problems.push(experiment.realise(experiment.parameters.parse({ ...withoutRidge, phi, columns }), size));
    problems.push(problems[1]);
    const together = experiment.run(problems, createStream("companions"));
    problems.forEach((problem, i) => {
      expect(together[i]).toEqual(runAlone(problem, createStream("companions")));
    });
    const reversed = experiment.run([...problems].reverse(), createStream("companions"));
    expect(reversed.reverse()).toEqual(together);
    expect(new Set(together.map(({ kfacSquaredNorm }) => kfacSquaredNorm)).size).toBe(7);
  });

  it("leaves the KFAC observables out where there is no ridge, and otherwise shows those it declares", () => {
    const { lambda: _, ...withoutRidge } = base;
    const problem = experiment.realise(experiment.parameters.parse(withoutRidge), 8);
    const declared = Object.keys(experiment.observables);
    expect(Object.keys(runAlone(problem, createStream(1)))).toEqual(declared.slice(0, 3));
    expect(Object.keys(runAlone(problemAt({}, 8), createStream(1)))).toEqual(declared);
  });

  it("answers no problems with nothing", () => {
    expect(experiment.run([], createStream(1))).toEqual([]);
  });

  it("refuses problems that cannot share their draws", () => {
    const first = problemAt({}, 8);
    for (const other of [problemAt({}, 9), problemAt({ phi: 0.6 }, 8), problemAt({ columns: 5 }, 8)]) {
      expect(() => experiment.run([first, other], createStream(1))).toThrow(
        expect.objectContaining({ code: "invalid-input", field: "problems[1]" }),
      );
    }
  });

  it("fails by name where a step has no direction or the teacher no value", () => {
    const silent = problemAt({ teacher: { kind: "polynomial", coefficients: [0] }, noiseVariance: 0 }, 8);
    expect(() => runAlone(silent, createStream(1))).toThrow(
      expect.objectContaining({ code: "non-finite", field: "sgdCorrelation" }),
    );
    const teacher = defineActivation({
      name: "undefined-far-out",
      value: (z) => (Math.abs(z) > 10 ? Number.NaN : z),
      derivative: () => 1,
    });
    const wide = problemAt({ teacher, population: { kind: "eigenvalues", values: [1e6] } }, 8);
    expect(() => runAlone(wide, createStream(3))).toThrow(
      expect.objectContaining({ code: "non-finite", field: "teacher" }),
    );
  });
});

describe("realise", () => {
  it("replaces the limit by what the size really has", () => {
    const problem = problemAt({ phi: 0.18 }, 5);
    expect(problem.shape).toEqual({ n: 28, d: 5 });
    expect(problem.realised).toEqual({
      ...problem.point,
      population: { kind: "eigenvalues", values: [0.5, 0.5, 0.5, 1.5, 1.5] },
      phi: 5 / 28,
    });
    expect(experiment.parameters.parse(problem.realised)).toEqual(problem.realised);
    expect(problemAt({ phi: 2 }, 5).shape).toEqual({ n: 5, d: 10 });
  });

  it("rejects sizes that are too small", () => {
    expect(() => problemAt({}, 1)).toThrow(expect.objectContaining({ code: "invalid-input", field: "size" }));
    const sparse = { population: { kind: "atoms", values: [0, 1], weights: [99, 1] } };
    expect(() => problemAt(sparse, 5)).toThrow(expect.objectContaining({ code: "invalid-input", field: "size" }));
  });
});

describe("cost", () => {
  it("grows with the size, with columns and with a ridge", () => {
    const { lambda: _, ...withoutRidge } = base;
    const plain = experiment.realise(experiment.parameters.parse(withoutRidge), 50);
    expect(experiment.cost(plain)).toBeLessThan(experiment.cost(problemAt({}, 50)));
    expect(experiment.cost(problemAt({}, 50))).toBeLessThan(experiment.cost(problemAt({}, 100)));
    expect(experiment.cost(problemAt({}, 50))).toBeLessThan(experiment.cost(problemAt({ columns: 64 }, 50)));
  });

  it("counts the products in units of 10⁶ operations", () => {
    const { lambda: _, ...withoutRidge } = base;
    const problem = experiment.realise(experiment.parameters.parse({ ...withoutRidge, columns: 64 }), 200);
    // Two products of 2·400·200·64 and 10 per number drawn: 80,000 inputs, 25,600 noises, 12,800 directions.
    expect(experiment.cost(problem)).toBeCloseTo(20.48 + 1.184, 10);
  });
});
