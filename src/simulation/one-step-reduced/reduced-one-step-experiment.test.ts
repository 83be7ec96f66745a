import fc from "fast-check";
import { inverse, Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { experiment as literal } from "../one-step/one-step-experiment.ts";
import { ridgeMethod } from "../one-step/ridge-method.ts";
import { createStream } from "../random/create-stream.ts";
import type { Stream } from "../stream.ts";
import { drawBartlettFactor } from "./bartlett-factor.ts";
import { experiment } from "./reduced-one-step-experiment.ts";

const twoAtoms = { kind: "atoms", values: [0.5, 1.5], weights: [1, 1] };
const base = { population: twoAtoms, phi: 0.5, teacher: { kind: "relu" }, noiseVariance: 0.25, lambda: 0.05 };
const { lambda: _, ...withoutRidge } = base;

const realise = (point: object, size: number) => experiment.realise(experiment.parameters.parse(point), size);
const problemAt = (changes: object, size: number) => realise({ ...base, ...changes }, size);
const runAlone = (problem: ReturnType<typeof problemAt>, stream: Stream) =>
  experiment.run([problem], stream)[0] as Record<string, number>;
const eigenvaluesOf = (problem: ReturnType<typeof problemAt>): readonly number[] => {
  const { population } = problem.realised;
  if (population.kind !== "eigenvalues") throw new Error("a realised population is a list of eigenvalues");
  return population.values;
};

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i], 0);
const subtracted = (a: readonly number[], factor: number, b: readonly number[]): number[] =>
  a.map((value, i) => value - factor * b[i]);
const unitOf = (a: readonly number[]): number[] => a.map((value) => value / Math.sqrt(dot(a, a)));

/**
 * n × d inputs, teacher and noise that the draws stand for: the rows of the reduced inputs, carried back to sample space
 * by an orthonormal basis that starts with the directions of the projections and of the labels across them.
 */
function literalData(problem: ReturnType<typeof problemAt>, link: (z: number) => number, stream: Stream) {
  const { n, d } = problem.shape;
  const roots = eigenvaluesOf(problem).map(Math.sqrt);
  const normals = (source: Stream, length: number): number[] => Array.from({ length }, () => source.normal());
  const teacher = normals(stream.child("teacher"), d).map((value) => value / Math.sqrt(d));
  const weighted = teacher.map((value, j) => roots[j] * value);
  const unit = unitOf(weighted);
  const projections = normals(stream.child("projections"), n);
  const deviation = Math.sqrt(problem.point.noiseVariance);
  const noise = normals(stream.child("noise"), n).map((value) => deviation * value);
  const scale = Math.sqrt(dot(weighted, weighted));
  const labels = projections.map((value, i) => link(scale * value) + noise[i]);

  const basis = [unitOf(projections)];
  basis.push(unitOf(subtracted(labels, dot(labels, basis[0]), basis[0])));
  for (let axis = 0; basis.length < n; axis++) {
    let candidate: number[] = Array.from({ length: n }, (_, i) => (i === axis ? 1 : 0));
    for (const twice of [1, 2]) {
      for (const vector of basis) candidate = subtracted(candidate, dot(candidate, vector), vector);
      // An axis that is nearly in the span gives way to the next one.
      if (twice === 1 && dot(candidate, candidate) < 1e-4) break;
    }
    if (dot(candidate, candidate) >= 1e-4) basis.push(unitOf(candidate));
  }

  const span = stream.child("span");
  const across = (row: readonly number[]): number[] => subtracted(row, dot(row, unit), unit);
  const first = across(normals(span.child("along"), d));
  const rows = [subtracted(first, -Math.sqrt(dot(projections, projections)), unit)];
  rows.push(across(normals(span.child("across"), d)));
  if (n > 2) {
    const factor = drawBartlettFactor(n - 2, d, stream.child("rest"));
    for (let i = 0; i < factor.rows; i++) rows.push(across([...factor.data.subarray(i * d, (i + 1) * d)]));
  }
  const inputs = Array.from({ length: n }, (_, sample) =>
    roots.map((root, j) => root * rows.reduce((sum, row, k) => sum + basis[k][sample] * row[j], 0)),
  );
  return { inputs, teacher, noise, projections: projections.map((value) => scale * value) };
}

/** The observables by their definitions, from the inputs alone: labels are the teacher's values at Xβ⋆. */
function byDefinition(
  { inputs, teacher, noise }: ReturnType<typeof literalData>,
  link: (z: number) => number,
  lambda: number,
) {
  const n = inputs.length;
  const labels = inputs.map((row, i) => link(dot(row, teacher)) + noise[i]);
  const sgd = teacher.map((_, j) => inputs.reduce((sum, row, i) => sum + row[j] * labels[i], 0) / n);
  const covariance = teacher.map((_, i) =>
    teacher.map((_, j) => inputs.reduce((sum, row) => sum + row[i] * row[j], 0) / n + (i === j ? lambda : 0)),
  );
  const inverted = inverse(new Matrix(covariance));
  const kfac = teacher.map((_, i) => dot(sgd, inverted.getRow(i)));
  return Object.fromEntries(
    Object.entries({ sgd, kfac }).flatMap(([name, step]) => [
      [`${name}Correlation`, dot(teacher, step) / Math.sqrt(dot(step, step) * dot(teacher, teacher))],
      [`${name}InnerProduct`, dot(teacher, step)],
      [`${name}SquaredNorm`, dot(step, step)],
    ]),
  );
}

const relu = (z: number): number => Math.max(0, z);

describe("on inputs that are put together from the draws", () => {
  it.each([
    [0.5, 2],
    [0.4, 3],
    [0.01, 3],
    [0.18, 12],
    [0.5, 11],
    [1, 2],
    [1, 3],
    [1, 13],
    [1.3, 7],
    [1.7, 10],
    [4, 7],
    [50, 2],
    [50, 3],
  ])("observables are what the definitions give, φ = %d and size %i", (phi, size) => {
    const problem = problemAt({ phi }, size);
    const data = literalData(problem, relu, createStream(["assembled", phi, size]));
    // The inputs do project on the teacher as they were drawn to.
    data.inputs.forEach((row, i) => {
      expect(Math.abs(dot(row, data.teacher) - data.projections[i])).toBeLessThanOrEqual(1e-12);
    });
    const expected = byDefinition(data, relu, base.lambda);
    const actual = runAlone(problem, createStream(["assembled", phi, size]));
    expect(Object.keys(actual)).toEqual(Object.keys(expected));
    for (const [name, value] of Object.entries(expected)) {
      // A few hundred roundings, amplified by a condition of at most tr(XᵀX/n)/λ: some 1e3 at d = 150.
      expect(Math.abs(actual[name] - value), name).toBeLessThanOrEqual(1e-10 * Math.max(1, Math.abs(value)));
    }
  });

  it.each([
    [0.5, 120],
    [2, 160],
  ])("also where conjugate gradients solve, φ = %d", (phi, size) => {
    const problem = problemAt({ phi, lambda: 1, teacher: { kind: "tanh" } }, size);
    const { n, d } = problem.shape;
    expect(ridgeMethod({ n, d, columns: 1, lambda: 1, lowest: 0.5, highest: 1.5 })).toBe("conjugate-gradients");
    const expected = byDefinition(literalData(problem, Math.tanh, createStream("iterated")), Math.tanh, 1);
    const actual = runAlone(problem, createStream("iterated"));
    for (const [name, value] of Object.entries(expected)) {
      expect(Math.abs(actual[name] - value), name).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(value)));
    }
  });
});

/** Studentised distances of means from their expectations. */
function deviations(
  problem: ReturnType<typeof problemAt>,
  expected: Readonly<Record<string, number>>,
  replicates: number,
  key: string,
): { name: string; deviation: number; precision: number }[] {
  const { phi } = problem.point;
  const runs = Array.from({ length: replicates }, (_, i) => runAlone(problem, createStream([key, phi, i])));
  return Object.entries(expected).map(([name, value]) => {
    const mean = runs.reduce((sum, run) => sum + run[name], 0) / replicates;
    const variance = runs.reduce((sum, run) => sum + (run[name] - mean) ** 2, 0) / (replicates - 1);
    const error = Math.sqrt(variance / replicates);
    return { name, deviation: Math.abs(mean - value) / error, precision: error / value };
  });
}

describe("expectations that are exact at every n", () => {
  // A normal variable exceeds 6.5 with probability 4e-11; on the side that the skewness γ favours, the studentised mean of
  // R replicates does so at most about exp(γ·6.5³/(3·√R)) times as often (the self-normalised Cramér correction): with
  // R = 8000 and γ below 6 (4.7 was seen) 465 times. Sixteen comparisons with two sides raise a false alarm with
  // probability below 16·466·4e-11 = 3e-7.
  const replicates = 8000;

  // E⟨β⋆, β_SGD⟩ = E σ⋆′·tr Σ/d by Stein's lemma, with E σ⋆′ = 1 or 1/2. For E‖β_SGD‖², pairs of two samples give
  // (1 − 1/n)·(E σ⋆′)²·tr Σ²/d, and a sample by itself E‖x‖²y²/n with E‖x‖²(β⋆ᵀx)² = (tr²Σ + 2 tr Σ²)/d, of which a ReLU
  // keeps half by the symmetry of x.
  it.each([
    ["identity", 0.5, 6],
    ["identity", 1, 6],
    ["identity", 2, 5],
    ["relu", 0.5, 6],
    ["relu", 1, 6],
    ["relu", 2, 5],
  ])("SGD, %s at φ = %d", (kind, phi, size) => {
    const noiseVariance = 0.5;
    const problem = realise({ ...withoutRidge, phi, teacher: { kind }, noiseVariance }, size);
    const { n, d } = problem.shape;
    const eigenvalues = eigenvaluesOf(problem);
    const trace = eigenvalues.reduce((sum, value) => sum + value, 0);
    const squares = dot(eigenvalues, eigenvalues);
    const [slope, kept] = kind === "relu" ? [0.5, 0.5] : [1, 1];
    const single = (kept * (trace ** 2 + 2 * squares)) / d + noiseVariance * trace;
    const expected = {
      sgdInnerProduct: (slope * trace) / d,
      sgdSquaredNorm: ((1 - 1 / n) * slope ** 2 * squares) / d + single / n,
    };
    for (const { name, deviation, precision } of deviations(problem, expected, replicates, "moments")) {
      expect(deviation, name).toBeLessThan(6.5);
      // The comparison means something: 6.5 standard errors are a small part of the value.
      expect(6.5 * precision, name).toBeLessThan(0.15);
    }
  });

  // With the identity teacher and next to no ridge: for n > d, β_KFAC = β⋆ + (XᵀX)⁻¹Xᵀε, and
  // E tr (XᵀX)⁻¹ = tr Σ⁻¹/(n − d − 1) for the inverse Wishart law; for n < d and Σ = I, without noise, β_KFAC is the
  // projection of β⋆ on n of d dimensions.
  it("KFAC as least squares", () => {
    const problem = problemAt({ phi: 0.25, teacher: { kind: "identity" }, noiseVariance: 2, lambda: 1e-10 }, 5);
    const { n, d } = problem.shape;
    const inverseTrace = eigenvaluesOf(problem).reduce((sum, value) => sum + 1 / value, 0);
    const expected = { kfacInnerProduct: 1, kfacSquaredNorm: 1 + (2 * inverseTrace) / (n - d - 1) };
    for (const { name, deviation, precision } of deviations(problem, expected, replicates, "least squares")) {
      expect(deviation, name).toBeLessThan(6.5);
      expect(6.5 * precision, name).toBeLessThan(0.06);
    }
  });

  it("KFAC as a projection", () => {
    const isotropic = { kind: "eigenvalues", values: [1] };
    const teacher = { kind: "identity" };
    const problem = problemAt({ population: isotropic, phi: 2.5, teacher, noiseVariance: 0, lambda: 1e-10 }, 4);
    const expected = { kfacInnerProduct: 0.4, kfacSquaredNorm: 0.4 };
    for (const { name, deviation, precision } of deviations(problem, expected, replicates, "projection")) {
      expect(deviation, name).toBeLessThan(6.5);
      expect(6.5 * precision, name).toBeLessThan(0.06);
    }
  });
});

describe("run", () => {
  it.each([
    [0.18, 9],
    [1, 14],
    [2, 9],
    [50, 5],
    // One problem by Cholesky (λ = 1e-6) beside others by conjugate gradients.
    [0.5, 150],
  ])("gives the same bits whatever the companions (φ = %d, size %i)", (phi, size) => {
    const variants = [
      { noiseVariance: 0 },
      { lambda: 1 },
      { lambda: 1e-6 },
      { teacher: { kind: "tanh" } },
      { teacher: { kind: "tanh" }, noiseVariance: 2 },
      { teacher: { kind: "tanh" }, noiseVariance: 2, lambda: 1 },
    ];
    const problems = variants.map((variant) => problemAt({ phi, ...variant }, size));
    problems.push(realise({ ...withoutRidge, phi }, size));
    problems.push(problems[1]);
    const together = experiment.run(problems, createStream("companions"));
    problems.forEach((problem, i) => {
      expect(together[i]).toEqual(runAlone(problem, createStream("companions")));
    });
    const reversed = experiment.run([...problems].reverse(), createStream("companions"));
    expect(reversed.reverse()).toEqual(together);
    // Six of them, and undefined for the one without a ridge.
    expect(new Set(together.map(({ kfacSquaredNorm }) => kfacSquaredNorm)).size).toBe(7);
    expect(runAlone(problems[0], createStream("others"))).not.toEqual(together[0]);
  });

  it("shows the literal experiment's observables, KFAC's only with a ridge", () => {
    expect(experiment.observables).toEqual(literal.observables);
    const declared = Object.keys(experiment.observables);
    expect(Object.keys(runAlone(realise(withoutRidge, 8), createStream(1)))).toEqual(declared.slice(0, 3));
    expect(Object.keys(runAlone(problemAt({}, 8), createStream(1)))).toEqual(declared);
  });

  it("keeps correlations in [−1, 1] and norms positive, for any teacher and shape", () => {
    fc.assert(
      fc.property(
        fc.constantFrom({ kind: "identity" }, { kind: "tanh" }, { kind: "hermite", degree: 2 }),
        fc.constantFrom(
          twoAtoms,
          { kind: "atoms", values: [0, 1], weights: [1, 1] },
          { kind: "uniform", low: 0, high: 2 },
          { kind: "eigenvalues", values: [1e-300, 1e-290] },
        ),
        fc.constantFrom(0.01, 0.7, 1, 3, 50),
        fc.constantFrom(1e-3, 1, 1e3),
        fc.integer({ min: 2, max: 20 }),
        fc.nat(),
        (teacher, population, phi, lambda, size, seed) => {
          const observed = runAlone(problemAt({ teacher, population, phi, lambda }, size), createStream(seed));
          for (const name of ["sgd", "kfac"]) {
            expect(Math.abs(observed[`${name}Correlation`])).toBeLessThanOrEqual(1);
            expect(observed[`${name}SquaredNorm`]).toBeGreaterThan(0);
          }
          // KFAC shrinks every eigendirection by at least 1/λ.
          expect(observed.kfacSquaredNorm).toBeLessThanOrEqual((observed.sgdSquaredNorm / lambda ** 2) * (1 + 1e-9));
        },
      ),
      { numRuns: 100 },
    );
  });

  it("recovers a linear teacher without noise and ridge", () => {
    const observed = runAlone(
      problemAt({ teacher: { kind: "identity" }, noiseVariance: 0, lambda: 1e-12 }, 10),
      createStream("recovery"),
    );
    expect(observed.kfacCorrelation).toBeGreaterThan(1 - 1e-12);
    expect(Math.abs(observed.kfacInnerProduct / observed.kfacSquaredNorm - 1)).toBeLessThan(1e-10);
  });

  it("answers no problems with nothing, and refuses problems of several cells", () => {
    expect(experiment.run([], createStream(1))).toEqual([]);
    for (const other of [problemAt({ phi: 0.6 }, 8), problemAt({}, 9)]) {
      expect(() => experiment.run([problemAt({}, 8), other], createStream(1))).toThrow(
        expect.objectContaining({ code: "invalid-input", field: "problems[1]" }),
      );
    }
  });

  it("fails by name where there is no direction or no finite number", () => {
    const silent = problemAt({ teacher: { kind: "polynomial", coefficients: [0] }, noiseVariance: 0 }, 8);
    expect(() => runAlone(silent, createStream(1))).toThrow(
      expect.objectContaining({ code: "non-finite", field: "sgdCorrelation" }),
    );
    const identity = { kind: "identity" };
    const wide = problemAt({ teacher: identity, population: { kind: "eigenvalues", values: [1e160] } }, 8);
    expect(() => runAlone(wide, createStream(1))).toThrow(
      expect.objectContaining({ code: "non-finite", field: "sgdSquaredNorm" }),
    );
    const steep = { kind: "polynomial", coefficients: [0, 0, 0, 1e100] };
    const steepAndWide = problemAt({ teacher: steep, population: { kind: "eigenvalues", values: [1e150] } }, 8);
    expect(() => runAlone(steepAndWide, createStream(1))).toThrow(
      expect.objectContaining({ code: "non-finite", field: "teacher" }),
    );
  });

  it("runs SGD at sizes whose inputs no memory would hold", () => {
    const problem = realise({ ...withoutRidge, phi: 0.5 }, 50_000);
    expect(problem.shape).toEqual({ n: 100_000, d: 50_000 });
    const observed = runAlone(problem, createStream("large"));
    // E⟨β⋆, β_SGD⟩ = 1/2 with a standard deviation below 2/√d (1.02/√d was seen); seven of them.
    expect(Math.abs(observed.sgdInnerProduct - 0.5)).toBeLessThan(14 / Math.sqrt(50_000));
  });
});

describe("realise", () => {
  it("replaces the limit by what the size really has, like the literal experiment", () => {
    for (const [phi, size] of [
      [0.18, 5],
      [1, 4],
      [2, 5],
    ]) {
      const problem = problemAt({ phi }, size);
      const expected = literal.realise(literal.parameters.parse({ ...base, phi, columns: 1 }), size);
      const { columns: _, ...realised } = expected.realised;
      expect(problem.shape).toEqual(expected.shape);
      expect(problem.realised).toEqual(realised);
      expect(experiment.parameters.parse(problem.realised)).toEqual(problem.realised);
    }
  });

  it("rejects sizes that are too small or too large", () => {
    const wrongSize = expect.objectContaining({ code: "invalid-input", field: "size" });
    expect(() => problemAt({}, 1)).toThrow(wrongSize);
    const sparse = { population: { kind: "atoms", values: [0, 1], weights: [99, 1] } };
    expect(() => problemAt(sparse, 5)).toThrow(wrongSize);
    expect(() => problemAt({}, 100_000)).toThrow(wrongSize);
  });
});

describe("cost", () => {
  it("counts vectors for SGD, and half a matrix per pass of conjugate gradients", () => {
    // 10 for each of 2·1800 + 3·900 numbers, and 10·1800 + 20·900 for the passes over them.
    expect(experiment.cost(realise(withoutRidge, 900))).toBeCloseTo(0.099, 10);
    const problem = problemAt({ phi: 0.18 }, 900);
    const literalCost = literal.cost(
      literal.realise(literal.parameters.parse({ ...base, phi: 0.18, columns: 1 }), 900),
    );
    // n/d·2 = 11.1 times less.
    expect(literalCost / experiment.cost(problem)).toBeGreaterThan(10);
    expect(literalCost / experiment.cost(problem)).toBeLessThan(12);
  });

  it("is the work of the method that solves", () => {
    // A factor of order 90: 2d³/3.
    expect(experiment.cost(problemAt({ phi: 0.18 }, 90))).toBeGreaterThan((2 * 90 ** 3) / 3 / 1e6);
    expect(experiment.cost(problemAt({ phi: 0.18 }, 90))).toBeLessThan((4 * 90 ** 3) / 3 / 1e6);
    // For n = 90 and d = 900, n²d and n³/3.
    const wide = experiment.cost(problemAt({ phi: 10 }, 90));
    expect(wide).toBeGreaterThan((90 ** 2 * 900 + 90 ** 3 / 3) / 1e6);
    expect(wide).toBeLessThan((1.6 * 90 ** 2 * 900) / 1e6);
  });
});
