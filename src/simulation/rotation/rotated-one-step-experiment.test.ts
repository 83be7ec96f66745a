import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { experiment as plain } from "../one-step/one-step-experiment.ts";
import { createStream } from "../random/create-stream.ts";
import type { Stream } from "../stream.ts";
import { experiment } from "./rotated-one-step-experiment.ts";

const base = {
  population: { kind: "atoms", values: [0.5, 1.5], weights: [1, 1] },
  phi: 0.5,
  teacher: { kind: "relu" },
  noiseVariance: 0.25,
  lambda: 0.1,
};

const problemAt = (changes: object, size: number) =>
  experiment.realise(experiment.parameters.parse({ ...base, ...changes }), size);

const observe = (problem: ReturnType<typeof problemAt>, key: string) =>
  experiment.run([problem], createStream(key))[0] as Record<string, number>;

describe("the coupled run", () => {
  it("agrees with the left one up to rounding, for any teacher, population and shape", () => {
    const teacher = fc.constantFrom({ kind: "identity" }, { kind: "relu" }, { kind: "tanh" }, { kind: "erf" });
    const population = fc.constantFrom(
      base.population,
      { kind: "ar1", rho: 0.9 },
      { kind: "uniform", low: 0, high: 2 },
    );
    fc.assert(
      fc.property(
        teacher,
        population,
        fc.constantFrom(0.2, 1, 3),
        fc.constantFrom(1e-3, 0.1, 10),
        fc.constantFrom(0, 1),
        fc.integer({ min: 2, max: 20 }),
        fc.nat(),
        (link, spectrum, phi, lambda, noiseVariance, size, seed) => {
          const changes = { teacher: link, population: spectrum, phi, lambda, noiseVariance };
          const problem = problemAt(changes, size);
          const { n, d } = problem.shape;
          const rotated = 1.2 * d ** 2.5 + (d + 1) * Math.sqrt(d);
          const factor = 5 * rotated + 2 * (n + 4 * d + 8);
          let observed: Record<string, number>;
          try {
            observed = observe(problem, `coupled ${seed}`);
          } catch (thrown) {
            // Two samples on the flat side of a ReLU without noise: a step of length 0.
            expect(thrown).toMatchObject({ code: "non-finite" });
            expect(link.kind).toBe("relu");
            return;
          }
          const { couplingDiscrepancy, couplingScale, couplingCondition } = observed;
          expect(couplingDiscrepancy).toBeLessThanOrEqual(factor * Number.EPSILON * couplingCondition * couplingScale);
          expect(couplingCondition).toBeGreaterThanOrEqual(1);
          expect(couplingScale).toBe(1);
        },
      ),
    );
  });

  it("does not where its teacher stays behind, and nothing else changes then", () => {
    const rotated = observe(problemAt({}, 10), "teacher");
    const unrotated = observe(problemAt({ coupledTeacher: "unrotated" }, 10), "teacher");
    expect(rotated.couplingDiscrepancy).toBeLessThan(1e-12);
    expect(unrotated.couplingDiscrepancy).toBeGreaterThan(1e-3);
    expect({ ...unrotated, couplingDiscrepancy: 0 }).toEqual({ ...rotated, couplingDiscrepancy: 0 });
  });
});

describe("the left and the right run", () => {
  it.each([
    [0.5, 7],
    [1, 6],
    [2.5, 4],
  ])("are the one-step experiment on the same numbers (φ = %d)", (phi, size) => {
    const problem = problemAt({ phi }, size);
    const observed = observe(problem, "same numbers");
    // One column; the left run takes inputs, teacher and noise from one stream, in this order.
    const left = createStream("same numbers").child("left");
    const oneStream = { child: () => left } as unknown as Stream;
    const reference = plain.realise(plain.parameters.parse({ ...base, phi, columns: 1 }), size);
    const [expected] = plain.run([reference], oneStream) as Record<string, number>[];
    // Both solve systems of a condition below 100.
    const tolerance = 1e4 * Number.EPSILON;
    expect(Math.abs(observed.sgdCorrelationLeft - expected.sgdCorrelation)).toBeLessThan(tolerance);
    expect(Math.abs(observed.kfacCorrelationLeft - expected.kfacCorrelation)).toBeLessThan(tolerance);
  });

  it("have random numbers of their own", () => {
    const observed = observe(problemAt({}, 10), "own");
    expect(observed.sgdCorrelationRight).not.toBe(observed.sgdCorrelationLeft);
    expect(observed.kfacCorrelationRight).not.toBe(observed.kfacCorrelationLeft);
  });

  // For an isotropic teacher with identity link, no noise and n → ∞ the SGD correlation is β⋆ᵀΣβ⋆/(‖β⋆‖‖Σβ⋆‖), below 1, while
  // an eigenvector has correlation 1. With n = 200·d the sampling error of a correlation is below √(d/n)·κ(Σ) = .22.
  it("differ where the right teacher is the top eigenvector of the rotated covariance", () => {
    const changes = { population: { kind: "atoms", values: [0.5, 1.5], weights: [3, 1] }, phi: 0.005 };
    const setting = { ...changes, teacher: { kind: "identity" }, noiseVariance: 0, rightTeacher: "top-eigenvector" };
    const observed = observe(problemAt(setting, 4), "eigenvector");
    expect(observed.sgdCorrelationRight).toBeGreaterThan(0.95);
    expect(observed.sgdCorrelationLeft).toBeLessThan(observed.sgdCorrelationRight);
  });
});

describe("run", () => {
  it("gives the same bits whatever the companions", () => {
    const variants = [
      {},
      { lambda: 2 },
      { noiseVariance: 0 },
      { teacher: { kind: "tanh" } },
      { rightTeacher: "top-eigenvector" },
      { coupledTeacher: "unrotated" },
      {},
    ];
    const problems = variants.map((variant) => problemAt(variant, 8));
    const together = experiment.run(problems, createStream("companions"));
    problems.forEach((problem, i) => {
      expect(together[i]).toEqual(observe(problem, "companions"));
    });
    expect(experiment.run([...problems].reverse(), createStream("companions"))).toEqual([...together].reverse());
    expect(new Set(together.map((observed) => JSON.stringify(observed))).size).toBe(6);
    expect(Object.keys(together[0])).toEqual(Object.keys(experiment.observables));
    expect(experiment.run([], createStream("companions"))).toEqual([]);
    expect(() => experiment.run([problems[0], problemAt({ phi: 1 }, 8)], createStream("two"))).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "problems[1]" }),
    );
  });

  it("fails by name where a step has no direction", () => {
    const silent = problemAt({ teacher: { kind: "polynomial", coefficients: [0] }, noiseVariance: 0 }, 4);
    expect(() => observe(silent, "silent")).toThrow(
      expect.objectContaining({ code: "non-finite", field: "sgdCorrelation" }),
    );
  });
});

describe("points", () => {
  it("are realised with the eigenvalues and d/n as they are", () => {
    const problem = problemAt({ phi: 0.7 }, 4);
    expect(problem.shape).toEqual({ n: 6, d: 4 });
    expect(problem.realised).toEqual({
      ...base,
      population: { kind: "eigenvalues", values: [0.5, 0.5, 1.5, 1.5] },
      phi: 4 / 6,
      rightTeacher: "isotropic",
      coupledTeacher: "rotated",
    });
    expect(experiment.parameters.parse(problem.realised)).toEqual(problem.realised);
    expect(experiment.cost(problemAt({}, 20))).toBeGreaterThan(experiment.cost(problemAt({}, 10)));
  });

  it.each([
    [{ phi: 0 }, "phi"],
    [{ lambda: 0 }, "lambda"],
    [{ noiseVariance: -1 }, "noiseVariance"],
    [{ teacher: { kind: "rleu" } }, "teacher.kind"],
    [{ population: { kind: "ar1", rho: 1 } }, "population.rho"],
    [{ rightTeacher: "aligned" }, "rightTeacher"],
    [{ coupledTeacher: "reflected" }, "coupledTeacher"],
    [{ columns: 4 }, "columns"],
  ])("rejects %j, naming %s", (changes, field) => {
    expect(() => experiment.parameters.parse({ ...base, ...changes })).toThrow(
      expect.objectContaining({ code: "invalid-input", field }),
    );
  });

  it("rejects sizes that are too small", () => {
    expect(() => problemAt({}, 1)).toThrow(expect.objectContaining({ code: "invalid-input", field: "size" }));
    const sparse = { population: { kind: "atoms", values: [0, 1], weights: [99, 1] } };
    expect(() => problemAt(sparse, 5)).toThrow(expect.objectContaining({ code: "invalid-input", field: "size" }));
  });
});
