import fc from "fast-check";
import { inverse, Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { experiment as literal } from "../one-step/one-step-experiment.ts";
import { ridgeMethod } from "../one-step/ridge-method.ts";
import { createStream } from "../random/create-stream.ts";
import type { Stream } from "../stream.ts";
import { experiment } from "./balanced-one-step-experiment.ts";
import { drawBalancedDirections } from "./directions.ts";
import { rowSign } from "./row-sign.ts";

const twoAtoms = { kind: "atoms", values: [0.5, 1.5], weights: [1, 1] };
const base = {
  population: twoAtoms,
  phi: 0.5,
  teacher: { kind: "relu" },
  noiseVariance: 0.25,
  lambda: 0.05,
  directions: 3,
  columnsPerDirection: 4,
};
const { lambda: _, ...withoutRidge } = base;

const realise = (point: object, size: number) => experiment.realise(experiment.parameters.parse(point), size);
const problemAt = (changes: object, size: number) => realise({ ...base, ...changes }, size);
const runAlone = (problem: ReturnType<typeof problemAt>, stream: Stream) =>
  experiment.run([problem], stream)[0] as Record<string, number>;

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i], 0);

/**
 * The means over all columns by the definition of a column: its own inputs with flipped rows, its own labels, and an
 * explicit inverse.
 */
function byDefinition(problem: ReturnType<typeof problemAt>, teacher: (z: number) => number, stream: Stream) {
  const { n, d } = problem.shape;
  const { directions, noiseVariance, lambda, columnsPerDirection } = problem.point;
  const { population } = problem.realised;
  if (population.kind !== "eigenvalues" || lambda === undefined) throw new Error("not a problem of this test");
  const normals = stream.child("inputs");
  const x = Array.from({ length: n }, () => population.values.map((value) => Math.sqrt(value) * normals.normal()));
  const drawn = drawBalancedDirections(d, directions, stream.child("teachers"));
  const noises = stream.child("noise");
  const unitNoise = Array.from({ length: n }, () => Array.from({ length: directions }, () => noises.normal()));
  const sums: Record<string, number> = {};
  for (let k = 0; k < directions; k++) {
    const truth = Array.from({ length: d }, (_, j) => drawn.data[j * directions + k]);
    const signs = [
      [1, 1],
      [1, -1],
      [-1, 1],
      [-1, -1],
    ].slice(0, columnsPerDirection);
    for (const [s, e] of signs) {
      const flips = x.map((_, i) => s * rowSign(i, k));
      const inputs = x.map((row, i) => row.map((entry) => flips[i] * entry));
      const labels = inputs.map(
        (row, i) => teacher(dot(row, truth)) + e * flips[i] * Math.sqrt(noiseVariance) * unitNoise[i][k],
      );
      const sgd = truth.map((_, j) => inputs.reduce((sum, row, i) => sum + row[j] * labels[i], 0) / n);
      const covariance = truth.map((_, i) =>
        truth.map((_, j) => inputs.reduce((sum, row) => sum + row[i] * row[j], 0) / n + (i === j ? lambda : 0)),
      );
      const inverted = inverse(new Matrix(covariance));
      const kfac = truth.map((_, i) => dot(sgd, inverted.getRow(i)));
      for (const [name, step] of Object.entries({ sgd, kfac })) {
        const values = {
          Correlation: dot(truth, step) / Math.sqrt(dot(step, step) * dot(truth, truth)),
          InnerProduct: dot(truth, step),
          SquaredNorm: dot(step, step),
        };
        for (const [what, value] of Object.entries(values)) {
          sums[name + what] = (sums[name + what] ?? 0) + value / (columnsPerDirection * directions);
        }
      }
    }
  }
  return sums;
}

describe("column by column, from flipped inputs and labels of their own", () => {
  it.each([
    [0.18, 12, "relu"],
    [0.5, 11, "softplus"],
    [1, 13, "tanh"],
    [1.7, 10, "relu"],
    [4, 7, "sin"],
    [0.6, 9, "relu", 1],
    [0.6, 9, "square", 1],
  ])(
    "observables are what the definitions give, φ = %d and size %i, %s",
    (phi, size, kind, columnsPerDirection = 4) => {
      const links: Record<string, (z: number) => number> = {
        relu: (z) => Math.max(0, z),
        softplus: (z) => Math.log1p(Math.exp(z)),
        tanh: Math.tanh,
        sin: Math.sin,
        square: (z) => z * z,
      };
      const specifications: Record<string, object> = {
        softplus: { kind, scale: 1 },
        square: { kind: "polynomial", coefficients: [0, 0, 1] },
      };
      const problem = problemAt({ phi, teacher: specifications[kind] ?? { kind }, columnsPerDirection }, size);
      const expected = byDefinition(problem, links[kind], createStream(["columns", phi]));
      const actual = runAlone(problem, createStream(["columns", phi]));
      expect(Object.keys(actual)).toEqual(Object.keys(expected));
      for (const [name, value] of Object.entries(expected)) {
        // A few hundred roundings, amplified by a condition of at most tr(XᵀX/n)/λ: some 1e3.
        expect(Math.abs(actual[name] - value), name).toBeLessThanOrEqual(1e-10 * Math.max(1, Math.abs(value)));
      }
    },
  );

  it.each([
    [0.5, 220],
    [2, 180],
  ])("also where conjugate gradients solve, φ = %d", (phi, size) => {
    const strong = problemAt({ phi, lambda: 100, directions: 1 }, size);
    const { n, d } = strong.shape;
    expect(ridgeMethod({ n, d, columns: 3, lambda: 100, lowest: 0.5, highest: 1.5 })).toBe("conjugate-gradients");
    const expected = byDefinition(strong, (z) => Math.max(0, z), createStream("iterated"));
    const actual = runAlone(strong, createStream("iterated"));
    for (const [name, value] of Object.entries(expected)) {
      expect(Math.abs(actual[name] - value), name).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(value)));
    }
  });
});

describe("expectations", () => {
  // For the identity teacher, E⟨β⋆, β_SGD⟩ = tr Σ/d and E‖β_SGD‖² = E tr(Σ̂²)/d + σ_ε² tr Σ/n, where the Wishart moment
  // is E tr(Σ̂²) = (1 + 1/n) tr Σ² + (tr Σ)²/n. A ReLU has half of the first; of ‖β_SGD‖², pairs of two samples give
  // (1 − 1/n)·tr Σ²/(4d), and a sample by itself E‖x‖²y²/n with half of E‖x‖²(β⋆ᵀx)² = (tr²Σ + 2 tr Σ²)/d.
  //
  // Replicates are independent, and the skewness of an observable is below 3 (1.7 was seen). A normal variable exceeds 6
  // with probability 1e-9; on the side that the skewness γ favours, the studentised mean of R replicates does so at most
  // about exp(γ·6³/(3·√R)) = 75 times as often (the self-normalised Cramér correction, R = 2500). Twelve comparisons with
  // two sides raise a false alarm with probability below 12·76·1e-9 = 1e-6.
  it.each([
    ["identity", 0.5, 6],
    ["identity", 1, 6],
    ["identity", 2, 5],
    ["relu", 0.5, 6],
    ["relu", 1, 6],
    ["relu", 2, 5],
  ])("of SGD are exact at every n: %s, φ = %d", (kind, phi, size) => {
    const noiseVariance = 0.5;
    const replicates = 2500;
    const problem = realise({ ...withoutRidge, phi, teacher: { kind }, noiseVariance, directions: 8 }, size);
    const { n, d } = problem.shape;
    const { population } = problem.realised;
    const eigenvalues = population.kind === "eigenvalues" ? population.values : [];
    const trace = eigenvalues.reduce((sum, value) => sum + value, 0);
    const squares = dot(eigenvalues, eigenvalues);
    const [slope, kept] = kind === "relu" ? [0.5, 0.5] : [1, 1];
    const single = (kept * (trace ** 2 + 2 * squares)) / d + noiseVariance * trace;
    const expected = {
      sgdInnerProduct: (slope * trace) / d,
      sgdSquaredNorm: ((1 - 1 / n) * slope ** 2 * squares) / d + single / n,
    };
    const runs = Array.from({ length: replicates }, (_, i) =>
      runAlone(problem, createStream(["moments", kind, phi, i])),
    );
    for (const [name, value] of Object.entries(expected)) {
      const mean = runs.reduce((sum, run) => sum + run[name], 0) / replicates;
      const variance = runs.reduce((sum, run) => sum + (run[name] - mean) ** 2, 0) / (replicates - 1);
      expect(Math.abs(mean - value) / Math.sqrt(variance / replicates), name).toBeLessThan(6);
      // The comparison means something: 6 standard errors are a small part of the value.
      expect(6 * Math.sqrt(variance / replicates), name).toBeLessThan(0.1 * value);
    }
  });

  // A difference of two means of 1,500 replicates exceeds 6.5 standard errors with probability 8e-11, and with a skewness
  // below 1 at most exp(6.5³/(3·√1500)) = 11 times as often: 18 comparisons raise a false alarm with probability below 2e-8.
  it.each([0.4, 1, 2])("are the literal experiment's at φ = %d, with less variance from as many columns", (phi) => {
    const replicates = 1500;
    const point = { population: twoAtoms, phi, teacher: { kind: "relu" }, noiseVariance: 0.25, lambda: 0.3 };
    const balanced = realise({ ...point, directions: 8 }, 20);
    const independent = literal.realise(literal.parameters.parse({ ...point, columns: 32 }), 20);
    const moments = (run: (stream: Stream) => Record<string, number>, key: string) => {
      const runs = Array.from({ length: replicates }, (_, i) => run(createStream([key, phi, i])));
      return Object.keys(experiment.observables).map((name) => {
        const mean = runs.reduce((sum, observed) => sum + observed[name], 0) / replicates;
        return {
          mean,
          variance: runs.reduce((sum, observed) => sum + (observed[name] - mean) ** 2, 0) / (replicates - 1),
        };
      });
    };
    const ours = moments((stream) => runAlone(balanced, stream), "balanced");
    const theirs = moments((stream) => literal.run([independent], stream)[0] as Record<string, number>, "literal");
    Object.keys(experiment.observables).forEach((name, i) => {
      const error = Math.sqrt((ours[i].variance + theirs[i].variance) / replicates);
      expect(Math.abs(ours[i].mean - theirs[i].mean), name).toBeLessThan(6.5 * error);
      expect(6.5 * error, name).toBeLessThan(0.05 * theirs[i].mean);
    });
    // Three to eight times were seen for the correlation of KFAC; 1,500 replicates know a variance to 4 %.
    const kfacCorrelation = Object.keys(experiment.observables).indexOf("kfacCorrelation");
    expect(theirs[kfacCorrelation].variance).toBeGreaterThan(1.5 * ours[kfacCorrelation].variance);
  });
});

describe("run", () => {
  it.each([
    [0.18, 9, 5],
    [1, 14, 1],
    [2, 9, 20],
    [0.5, 150, 1],
  ])("gives the same bits whatever the companions (φ = %d, size %i, %i directions)", (phi, size, directions) => {
    const variants = [
      { noiseVariance: 0 },
      { lambda: 100 },
      { lambda: 1e-6 },
      { teacher: { kind: "tanh" } },
      { teacher: { kind: "tanh" }, noiseVariance: 2 },
      { teacher: { kind: "tanh" }, noiseVariance: 2, lambda: 100 },
    ];
    const problems = variants.map((variant) => problemAt({ phi, directions, ...variant }, size));
    problems.push(realise({ ...withoutRidge, phi, directions }, size));
    problems.push(problems[1]);
    const together = experiment.run(problems, createStream("companions"));
    problems.forEach((problem, i) => {
      expect(together[i]).toEqual(runAlone(problem, createStream("companions")));
    });
    const reversed = experiment.run([...problems].reverse(), createStream("companions"));
    expect(reversed.reverse()).toEqual(together);
    expect(new Set(together.map(({ kfacSquaredNorm }) => kfacSquaredNorm)).size).toBe(7);
  });

  it("shows the literal experiment's observables, KFAC's only with a ridge", () => {
    expect(experiment.observables).toEqual(literal.observables);
    const declared = Object.keys(experiment.observables);
    expect(Object.keys(runAlone(realise(withoutRidge, 8), createStream(1)))).toEqual(declared.slice(0, 3));
    expect(Object.keys(runAlone(problemAt({}, 8), createStream(1)))).toEqual(declared);
  });

  it("has correlations of exactly 0 for an even teacher, and within [−1, 1] for any", () => {
    fc.assert(
      fc.property(
        fc.constantFrom({ kind: "identity" }, { kind: "relu" }, { kind: "hermite", degree: 2 }),
        fc.constantFrom(twoAtoms, { kind: "uniform", low: 0, high: 2 }, { kind: "ar1", rho: 0.9 }),
        fc.constantFrom(0.1, 0.7, 1, 3),
        fc.constantFrom(1e-3, 1, 1e3),
        fc.integer({ min: 3, max: 20 }),
        fc.nat(),
        (teacher, population, phi, lambda, size, seed) => {
          const observed = runAlone(problemAt({ teacher, population, phi, lambda }, size), createStream(seed));
          for (const name of ["sgd", "kfac"]) {
            expect(Math.abs(observed[`${name}Correlation`])).toBeLessThanOrEqual(1);
            expect(observed[`${name}SquaredNorm`]).toBeGreaterThan(0);
            if (teacher.kind === "hermite") expect(Math.abs(observed[`${name}Correlation`])).toBeLessThan(1e-12);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("has correlations that fluctuate with one column for each direction, for an even teacher as well", () => {
    const even = problemAt({ teacher: { kind: "hermite", degree: 2 }, columnsPerDirection: 1 }, 20);
    for (const name of ["sgdCorrelation", "kfacCorrelation", "sgdInnerProduct", "kfacInnerProduct"]) {
      expect(Math.abs(runAlone(even, createStream("even"))[name])).toBeGreaterThan(1e-4);
    }
  });

  it("answers no problems with nothing, and refuses problems of several cells", () => {
    expect(experiment.run([], createStream(1))).toEqual([]);
    for (const other of [problemAt({}, 9), problemAt({ phi: 0.6 }, 8), problemAt({ directions: 5 }, 8)]) {
      expect(() => experiment.run([problemAt({}, 8), other], createStream(1))).toThrow(
        expect.objectContaining({ code: "invalid-input", field: "problems[1]" }),
      );
    }
  });

  it("fails by name where a step has no direction or the labels are no numbers", () => {
    const silent = problemAt({ teacher: { kind: "polynomial", coefficients: [0] }, noiseVariance: 0 }, 8);
    expect(() => runAlone(silent, createStream(1))).toThrow(
      expect.objectContaining({ code: "non-finite", field: "sgdCorrelation" }),
    );
    const wide = problemAt({ teacher: { kind: "identity" }, population: { kind: "eigenvalues", values: [1e160] } }, 8);
    expect(() => runAlone(wide, createStream(1))).toThrow(
      expect.objectContaining({ code: "non-finite", field: "sgdSquaredNorm" }),
    );
  });
});

describe("a point", () => {
  it("has 16 directions where it does not say, and is kept as it is", () => {
    const { directions: __, columnsPerDirection: ___, ...without } = base;
    expect(experiment.parameters.parse(without)).toEqual({ ...base, directions: 16 });
    expect(experiment.parameters.parse(base)).toEqual(base);
  });

  it.each([
    ["phi", { phi: 0 }],
    ["noiseVariance", { noiseVariance: -1 }],
    ["lambda", { lambda: 0 }],
    ["directions", { directions: 0 }],
    ["directions", { directions: 1.5 }],
    ["columnsPerDirection", { columnsPerDirection: 2 }],
    ["columns", { columns: 64 }],
    ["teacher.kind", { teacher: { kind: "rleu" } }],
  ])("is refused by the name of %s", (field, changes) => {
    expect(() => experiment.parameters.parse({ ...base, ...changes })).toThrow(expect.objectContaining({ field }));
  });

  it("is realised like the literal experiment's, and costs more with more directions and a ridge", () => {
    const problem = problemAt({ phi: 0.18 }, 5);
    expect(problem.shape).toEqual({ n: 28, d: 5 });
    expect(problem.realised).toMatchObject({ phi: 5 / 28, population: { kind: "eigenvalues" } });
    expect(experiment.parameters.parse(problem.realised)).toEqual(problem.realised);
    expect(() => problemAt({}, 1)).toThrow(expect.objectContaining({ field: "size" }));
    const cost = (changes: object, size: number): number => experiment.cost(problemAt(changes, size));
    expect(experiment.cost(realise(withoutRidge, 50))).toBeLessThan(cost({}, 50));
    expect(cost({}, 50)).toBeLessThan(cost({ directions: 16 }, 50));
    expect(cost({}, 50)).toBeLessThan(cost({}, 100));
  });
});
