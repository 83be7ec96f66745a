import fc from "fast-check";
import { inverse, Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { denseMatrix } from "../../linalg/dense-matrix.ts";
import { itKeepsTheContract, observe } from "../linear-representation/testing/experiment-contract.ts";
import { drawInputs, drawUnitNoise } from "../one-step/draws.ts";
import { drawBartlettFactor } from "../one-step-reduced/bartlett-factor.ts";
import { createStream } from "../random/create-stream.ts";
import { realisedEigenvalues } from "../spectrum/realised-covariance.ts";
import { averageRisk } from "./average-risk.ts";
import { experiment as averaged } from "./averaged-readout-experiment.ts";
import { inputSpectrum } from "./input-spectrum.ts";
import { experiment as literal } from "./linear-readout-experiment.ts";
import { experiment as agreement } from "./readout-agreement-experiment.ts";
import { experiment as pair } from "./readout-pair-experiment.ts";
import { teacherSquares } from "./readout-teacher.ts";
import { spectralFilter } from "./spectral-filter.ts";

const twoAtoms = { kind: "atoms", values: [0.5, 2], weights: [0.5, 0.5] };
const base = { population: twoAtoms, phi: 0.5, noiseVariance: 0.3, alignment: 0.5, exponent: -0.5, lambda: 0.2 };

const bad = [
  [{ ...base, phi: 0 }, "phi"],
  [{ ...base, noiseVariance: -1 }, "noiseVariance"],
  [{ ...base, noiseVariance: Number.NaN }, "noiseVariance"],
  [{ ...base, normalization: "unit" }, "normalization"],
  [{ ...base, shift: Number.NaN }, "shift"],
  [{ ...base, population: { kind: "unheard" } }, "population.kind"],
  [{ ...base, exponents: 1 }, "exponents"],
] as const;
const badTrainings = [
  [{ ...base, exponent: "1" }, "exponent"],
  [{ ...base, alignment: undefined }, "alignment"],
  [{ ...base, lambda: -1 }, "lambda"],
  [{ ...base, time: 1 }, "lambda"],
  [{ ...base, lambda: undefined }, "lambda"],
  [{ ...base, lambda: undefined, steps: 3 }, "learningRate"],
  [{ ...base, lambda: undefined, learningRate: 3 }, "steps"],
  [{ ...base, lambda: undefined, steps: 1.5, learningRate: 1 }, "steps"],
  [{ ...base, lambda: undefined, time: -1 }, "time"],
  [{ ...base, lambda: 0, phi: 1 }, "lambda"],
  [{ ...base, population: { kind: "atoms", values: [0, 1] } }, "exponent"],
  [{ ...base, exponent: 0, alignment: -1, population: { kind: "atoms", values: [0, 1] } }, "alignment"],
  [{ ...base, exponent: 0, shift: -1, population: { kind: "atoms", values: [0, 1] } }, "shift"],
] as const;

const { lambda: _, ...untrained } = base;
const cell = [
  base,
  { ...base, lambda: 0 },
  { ...base, exponent: -1 },
  { ...base, noiseVariance: 1 },
  { ...base, normalization: "unit-signal" },
  { ...base, alignment: -1 },
  { ...base, shift: -1 },
  { ...untrained, time: 1 },
  { ...untrained, steps: 3, learningRate: 0.1 },
  // Beyond 1/η there are eigenvalues whose error changes sign at each step.
  { ...untrained, steps: 3, learningRate: 0.9 },
];

describe("the averaged experiment", () => {
  itKeepsTheContract(averaged, {
    size: 6,
    cell,
    otherCell: { ...base, phi: 0.4 },
    bad: [...bad, ...badTrainings],
    badSizes: [1, 2.5],
  });
});

describe("the averaged experiment with more inputs than samples", () => {
  itKeepsTheContract(averaged, {
    size: 6,
    cell: cell.map((point) => ({ ...point, phi: 1.6 })),
    bad: [],
    badSizes: [1],
  });
});

describe("the literal experiment", () => {
  itKeepsTheContract(literal, {
    size: 6,
    cell,
    otherCell: { ...base, columns: 3 },
    bad: [...bad, ...badTrainings, [{ ...base, columns: 0 }, "columns"]],
    badSizes: [1],
  });
});

const { exponent, alignment, lambda, ...setting } = base;
const pairPoint = { ...setting, alignments: [0.5], first: { exponent, lambda }, second: { exponent: 1, time: 2 } };

describe("the pair", () => {
  itKeepsTheContract(pair, {
    size: 6,
    cell: [
      pairPoint,
      { ...pairPoint, alignments: [0.5, -2] },
      { ...pairPoint, shift: -1 },
      { ...pairPoint, first: { exponent: -1, lambda } },
    ],
    otherCell: { ...pairPoint, phi: 2 },
    bad: [
      ...bad.slice(0, 6).map(([point, field]) => {
        const { exponent, alignment, lambda, ...changed } = point;
        return [{ ...pairPoint, ...changed }, field] as const;
      }),
      [{ ...pairPoint, alignments: [] }, "alignments"],
      [{ ...pairPoint, alignments: [Number.NaN] }, "alignments[0]"],
      [{ ...pairPoint, first: { exponent: 1 } }, "first.lambda"],
      [{ ...pairPoint, second: { exponent: 1, lambda: 1, eta: 1 } }, "second.eta"],
    ],
    badSizes: [1],
  });

  it("shows the risks of the averaged experiment, of several teachers the largest", () => {
    const first = [-1, 0.5].map((alignment) => observe(averaged, { ...base, alignment, shift: 2 }, 6, "pair"));
    const both = observe(pair, { ...pairPoint, alignments: [-1, 0.5], shift: 2 }, 6, "pair");
    const largest = (name: string) => Math.max(...first.map((observed) => observed[name]));
    // The same sums in another order: a few roundings.
    expect(Math.abs(both.firstRisk - largest("risk"))).toBeLessThan(4 * Number.EPSILON * both.firstRisk);
    expect(Math.abs(both.firstShiftedRisk / largest("shiftedRisk") - 1)).toBeLessThan(4 * Number.EPSILON);
    const { exponent, time } = pairPoint.second;
    const single = [-1, 0.5].map((alignment) =>
      observe(averaged, { ...untrained, alignment, exponent, time }, 6, "pair"),
    );
    const other = Math.max(...single.map(({ risk }) => risk));
    expect(Math.abs(both.secondRisk / other - 1)).toBeLessThan(4 * Number.EPSILON);
  });
});

describe("the agreement of two trainings", () => {
  const { alignments: _, ...point } = { ...pairPoint, alignment: 0.5 };

  itKeepsTheContract(agreement, {
    size: 6,
    cell: [
      point,
      { ...point, noiseVariance: 2 },
      { ...point, alignment: -1 },
      { ...point, normalization: "unit-signal" },
      { ...point, second: { exponent: 1, lambda: 0 } },
    ],
    otherCell: { ...point, phi: 2 },
    bad: [
      [{ ...point, alignment: Number.POSITIVE_INFINITY }, "alignment"],
      [{ ...point, first: { lambda: 1, time: 1 } }, "first.lambda"],
      [{ ...point, third: { lambda: 1 } }, "third"],
    ],
    badSizes: [1],
  });

  it("is that of the readouts themselves: without labels' noise and ridge both are the teacher", () => {
    const exact = { ...point, noiseVariance: 0, first: { exponent: -1, lambda: 0 } };
    const same = observe(agreement, { ...exact, second: { exponent: 0.5, lambda: 0 } }, 6, "agreement");
    expect(same.discrepancy).toBeLessThan(12 * 6 * same.amplification * Number.EPSILON * same.scale);
    // ‖Σ^{1/2}θ‖² = (0.5·0.5 + 2·2)/(0.5 + 2) at θ² ∝ τ.
    expect(Math.abs(same.scale / (2 * Math.sqrt(1.7)) - 1)).toBeLessThan(1e-12);
    // Untrained, the second readout is 0.
    const other = observe(agreement, { ...exact, second: { exponent: 0.5, time: 0 } }, 6, "agreement");
    expect(Math.abs(other.discrepancy / Math.sqrt(1.7) - 1)).toBeLessThan(1e-12);
    expect(Math.abs(other.scale / Math.sqrt(1.7) - 1)).toBeLessThan(1e-12);
  });
});

/** The readout by the definition of its training, with ml-matrix; gradient descent step by step. */
function trained(x: Matrix, y: Matrix, { lambda, steps, learningRate }: Record<string, number>): Matrix {
  const [n, d] = [x.rows, x.columns];
  const covariance = x.transpose().mmul(x).div(n);
  const moments = x.transpose().mmul(y).div(n);
  if (lambda !== undefined) return inverse(Matrix.add(covariance, Matrix.eye(d).mul(lambda))).mmul(moments);
  const theta = Matrix.zeros(d, y.columns);
  for (let step = 0; step < steps; step++) {
    theta.add(Matrix.sub(moments, covariance.mmul(theta)).mul(learningRate));
  }
  return theta;
}

const trainings = [{ lambda: 0.2 }, { steps: 7, learningRate: 0.3 }];

describe("by definition", () => {
  it.each([0.4, 1, 1.7].flatMap((phi) => trainings.map((training) => ({ phi, training }))))(
    "the literal risk is that of the readout that training leads to: $phi, $training",
    ({ phi, training }) => {
      const [p, s] = [-0.7, -1];
      const point = { ...untrained, phi, exponent: p, shift: s, columns: 2, ...training };
      const problem = literal.realise(literal.parameters.parse(point), 5);
      const { n, d } = problem.shape;
      const tau = realisedEigenvalues(problem.realised.population);
      const stream = createStream("definition");
      const inputs = new Matrix(Array.from({ length: n }, () => new Array<number>(d).fill(0)));
      const drawn = drawInputs(n, tau, stream.child("inputs"));
      for (let i = 0; i < n; i++) for (let j = 0; j < d; j++) inputs.set(i, j, drawn.data[i * d + j]);
      const signs = stream.child("signs");
      const square = teacherSquares(tau, 0.5, "unit-norm");
      const theta = Matrix.zeros(d, 2);
      for (let j = 0; j < d; j++) {
        for (let k = 0; k < 2; k++) theta.set(j, k, (signs.uniform() < 0.5 ? -1 : 1) * Math.sqrt(square[j]));
      }
      const noise = drawUnitNoise(n, 2, stream.child("noise"));
      const y = Matrix.add(inputs.mmul(theta), new Matrix(n, 2));
      for (let i = 0; i < n; i++) {
        for (let k = 0; k < 2; k++) y.set(i, k, y.get(i, k) + Math.sqrt(0.3) * noise.data[2 * i + k]);
      }
      const power = Matrix.diag(tau.map((value) => value ** (p / 2)));
      const found = power.mmul(trained(inputs.mmul(power), y, training));
      const risk = (of: number): number => {
        let sum = 0.3;
        for (let j = 0; j < d; j++) {
          for (let k = 0; k < 2; k++) sum += (tau[j] ** of * (found.get(j, k) - theta.get(j, k)) ** 2) / 2;
        }
        return sum;
      };
      const observed = literal.run([problem], createStream("definition"))[0] as Record<string, number>;
      // Some hundred roundings, amplified by a condition of Σ̂ + λ below 100.
      expect(Math.abs(observed.risk / risk(1) - 1)).toBeLessThan(1e4 * Number.EPSILON);
      expect(Math.abs(observed.shiftedRisk / risk(s) - 1)).toBeLessThan(1e4 * Number.EPSILON);
    },
  );

  it.each([0.5, 1, 1.5].flatMap((phi) => trainings.map((training) => ({ phi, training }))))(
    "the averaged risk is the mean over all signs and the sum over unit vectors of noise: $phi, $training",
    ({ phi, training }) => {
      const [p, s] = [-0.7, -1];
      const point = { ...untrained, phi, exponent: p, shift: s, ...training };
      const problem = averaged.realise(averaged.parameters.parse(point), 4);
      const { n, d } = problem.shape;
      const tau = realisedEigenvalues(problem.realised.population);
      const factor = drawBartlettFactor(n, d, createStream("average").child("inputs"));
      // Rows of zeros bring the triangular factor to n samples, so that means are over n.
      const x = Matrix.zeros(n, d);
      for (let i = 0; i < factor.rows; i++) {
        for (let j = 0; j < d; j++) x.set(i, j, factor.data[i * d + j] * tau[j] ** ((1 + p) / 2));
      }
      const square = teacherSquares(tau, 0.5, "unit-norm");
      const error = (theta: Matrix, y: Matrix, of: number): number => {
        const found = trained(x, y, training);
        return tau.reduce((sum, value, j) => sum + value ** (p + of) * (found.get(j, 0) - theta.get(j, 0)) ** 2, 0);
      };
      const expected = (of: number) => {
        let bias = 0;
        for (let pattern = 0; pattern < 2 ** d; pattern++) {
          const theta = Matrix.columnVector(
            tau.map((value, j) => ((pattern >> j) & 1 ? -1 : 1) * Math.sqrt(square[j] * value ** -p)),
          );
          bias += error(theta, x.mmul(theta), of) / 2 ** d;
        }
        let variance = 0;
        for (let i = 0; i < n; i++) {
          const unit = Matrix.columnVector(Array.from({ length: n }, (_, k) => (k === i ? 1 : 0)));
          variance += 0.3 * error(Matrix.zeros(d, 1), unit, of);
        }
        return { bias, variance };
      };
      const observed = averaged.run([problem], createStream("average"))[0] as Record<string, number>;
      const { bias, variance } = expected(1);
      const shifted = expected(s);
      // As above.
      expect(Math.abs(observed.bias / bias - 1)).toBeLessThan(1e4 * Number.EPSILON);
      expect(Math.abs(observed.variance / variance - 1)).toBeLessThan(1e4 * Number.EPSILON);
      expect(Math.abs(observed.risk / (0.3 + bias + variance) - 1)).toBeLessThan(1e4 * Number.EPSILON);
      const shiftedRisk = 0.3 + shifted.bias + shifted.variance;
      expect(Math.abs(observed.shiftedRisk / shiftedRisk - 1)).toBeLessThan(1e4 * Number.EPSILON);
    },
  );
});

/** By observable, values with their mean and standard error. */
function sample(draw: (r: number) => Record<string, number>, replicates: number) {
  const runs = Array.from({ length: replicates }, (_, r) => draw(r));
  return Object.fromEntries(
    Object.keys(runs[0]).map((name) => {
      const values = runs.map((run) => run[name]);
      const mean = values.reduce((sum, value) => sum + value, 0) / replicates;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (replicates - 1);
      return [name, { mean, error: Math.sqrt(variance / replicates), values }];
    }),
  );
}

describe("the averaged experiment has the mean of the literal one", () => {
  // Six comparisons with 7: normal variables exceed that with probability 3e-12, and a skewness below 3 (2 was seen) makes
  // it at most e^{7³·3/(3√1000)} = 5e4 times as likely: 1e-6 in all.
  it.each([
    [0.4, { lambda: 0.2 }],
    [1, { time: 3 }],
    [1.8, { lambda: 0 }],
  ])("φ = %d, %o", (phi, training) => {
    const point = { ...untrained, ...training, phi, exponent: 0.5, shift: 2 };
    const one = sample((r) => observe(averaged, point, 12, `mean ${r}`), 1000);
    const other = sample((r) => observe(literal, { ...point, columns: 4 }, 12, `other mean ${r}`), 1000);
    for (const name of ["risk", "shiftedRisk"]) {
      const error = Math.hypot(one[name].error, other[name].error);
      expect(Math.abs(one[name].mean - other[name].mean)).toBeLessThan(7 * error);
      // Means that differ by a fifth are told apart with a probability near 1.
      expect(14 * error).toBeLessThan(0.2 * one[name].mean);
      // A replicate says more than a literal one with four teachers.
      expect(one[name].error).toBeLessThan(other[name].error);
    }
  });

  // The Kolmogorov distance of two samples of N exceeds c with probability at most 2e^{−Nc²}: 2e-8 for N = 2000, c = .096,
  // twice. Laws at a distance of .15 and more would be told apart almost surely.
  it.each([0.6, 2])("and the law of what literal inputs would give, φ = %d", (phi) => {
    const problem = averaged.realise(averaged.parameters.parse({ ...base, phi, exponent: 0 }), 4);
    const { n } = problem.shape;
    const tau = realisedEigenvalues(problem.realised.population);
    const square = teacherSquares(tau, 0.5, "unit-norm");
    const reduced = sample((r) => observe(averaged, { ...base, phi, exponent: 0 }, 4, `law ${r}`), 2000).risk.values;
    const full = sample((r) => {
      const x = drawInputs(n, tau, createStream(`literal law ${r}`));
      const risk = averageRisk(inputSpectrum(x, n), spectralFilter(base), n);
      return { risk: 0.3 + risk.bias(square, tau) + 0.3 * risk.noise(tau) };
    }, 2000).risk.values;
    const below = (values: readonly number[], x: number): number =>
      values.filter((value) => value <= x).length / values.length;
    const distance = Math.max(...full.map((x) => Math.abs(below(reduced, x) - below(full, x))));
    expect(distance).toBeLessThan(0.096);
  });
});

describe("exact means", () => {
  const deviation = (point: object, size: number, name: string, expected: number, key: string): number => {
    const { mean, error } = sample((r) => observe(averaged, point, size, `${key} ${r}`), 1000)[name];
    expect(error).toBeLessThan(0.02 * expected);
    return Math.abs(mean - expected) / error;
  };

  // Six comparisons with 7: normal variables exceed that with probability 3e-12, the skewness of these (below 3) makes it
  // up to e^{7³·3/(3√1000)} = 5e4 times as likely: 1e-6 in all.
  it.each([-2, 0, 1])("without ridge and n > d the risk is σ²(1 + d/(n−d−1)) at p = %d", (exponent) => {
    const point = { ...base, phi: 0.5, exponent, lambda: 0 };
    const variance = (0.3 * 10) / (20 - 10 - 1);
    expect(deviation(point, 10, "variance", variance, `wishart ${exponent}`)).toBeLessThan(7);
    expect(observe(averaged, point, 10, "bias").bias).toBeLessThan(1e-20);
  });

  it("without ridge, d > n and p = −1: a share 1 − n/d of the signal, and noise σ²n/(d−n−1)", () => {
    const point = { ...base, phi: 2, exponent: -1, lambda: 0, normalization: "unit-signal" };
    for (const alignment of [-2, 1]) {
      expect(deviation({ ...point, alignment }, 10, "bias", 0.5, `null space ${alignment}`)).toBeLessThan(7);
    }
    expect(deviation(point, 10, "variance", (0.3 * 10) / (20 - 10 - 1), "inverse")).toBeLessThan(7);
  });
});

describe("spectral filters", () => {
  const positive = fc.double({ min: 1e-8, max: 1e4, noNaN: true });
  const training = fc.oneof(
    fc.record({ exponent: fc.constant(0), lambda: fc.oneof(fc.constant(0), positive) }),
    fc.record({ exponent: fc.constant(0), time: fc.oneof(fc.constant(0), positive) }),
    fc.record({
      exponent: fc.constant(0),
      steps: fc.nat(30),
      learningRate: fc.double({ min: 1e-8, max: 1, noNaN: true }),
    }),
  );

  it("leave what they do not learn: g(s) + s·h(s) = 1", () => {
    fc.assert(
      fc.property(training, fc.double({ min: 1e-8, max: 3, noNaN: true }), (of, s) => {
        const { left, learnt } = spectralFilter(of);
        const scale = 1 + Math.abs(left(s));
        // One rounding of 1 − ηs, amplified by k ≤ 30 powers of up to 2.
        expect(Math.abs(left(s) + s * learnt(s) - 1)).toBeLessThan(64 * Number.EPSILON * scale);
      }),
    );
  });

  it("keep their digits where little is learnt", () => {
    // h(0) is the time that has passed, and h(s) = t(1 − ts/2 + …).
    expect(spectralFilter({ exponent: 0, time: 2 }).learnt(0)).toBe(2);
    expect(Math.abs(spectralFilter({ exponent: 0, time: 1e-12 }).learnt(1) / 1e-12 - 1)).toBeLessThan(1e-12);
    const steps = spectralFilter({ exponent: 0, steps: 5, learningRate: 1e-10 });
    expect(steps.learnt(0)).toBe(5e-10);
    expect(Math.abs(steps.learnt(1) / 5e-10 - 1)).toBeLessThan(1e-9);
  });

  it("many small steps are gradient flow", () => {
    // (1 − ts/k)^k = e^{−ts}(1 − (ts)²/(2k) + …), here 2e-6 for ts = 2 and k = 1e6.
    const small = spectralFilter({ exponent: 0, steps: 1e6, learningRate: 2e-6 }).left(1);
    expect(Math.abs(small / Math.exp(-2) - 1)).toBeLessThan(3e-6);
  });
});

describe("gradient descent that diverges", () => {
  it("fails by name", () => {
    const point = { ...untrained, steps: 100_000, learningRate: 10 };
    expect(() => observe(averaged, point, 6, "diverges")).toThrow(
      expect.objectContaining({ code: "non-finite", field: "risk" }),
    );
  });
});

describe("teachers", () => {
  it("have unit norm or unit signal, at any scale of Σ and any alignment", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 20 }),
        fc.double({ min: -100, max: 100, noNaN: true }),
        (list, alignment) => {
          const tau = list.sort((a, b) => a - b);
          const norm = teacherSquares(tau, alignment, "unit-norm").reduce((sum, square) => sum + square, 0);
          const signal = teacherSquares(tau, alignment, "unit-signal").reduce(
            (sum, square, i) => sum + square * tau[i],
            0,
          );
          // Sums of at most 20 numbers above 0.
          expect(Math.abs(norm - 1)).toBeLessThan(64 * Number.EPSILON);
          expect(Math.abs(signal - 1)).toBeLessThan(64 * Number.EPSILON);
        },
      ),
    );
  });

  it("are eigenvalues to the power 2a", () => {
    const [low, high] = teacherSquares([1, 4], -0.5, "unit-norm");
    expect([low, high]).toEqual([0.8, 0.2]);
  });
});

describe("the spectrum of the inputs", () => {
  it.each([
    [7, 4],
    [4, 4],
    [4, 7],
  ])("puts X̃ᵀX̃/n together again, %i × %i", (rows, columns) => {
    const data = new Float64Array(rows * columns);
    createStream("spectrum").fillNormal(data);
    const { values, vectors } = inputSpectrum(denseMatrix(rows, columns, data), 9);
    expect(values).toHaveLength(Math.min(rows, columns));
    for (let i = 0; i < columns; i++) {
      for (let j = 0; j < columns; j++) {
        let expected = 0;
        for (let k = 0; k < rows; k++) expected += (data[k * columns + i] * data[k * columns + j]) / 9;
        let actual = 0;
        for (let k = 0; k < values.length; k++) {
          actual += values[k] * vectors.data[i * values.length + k] * vectors.data[j * values.length + k];
        }
        // A modest multiple of max(rows, columns)·ε·‖Σ̂‖.
        expect(Math.abs(actual - expected)).toBeLessThan(100 * Number.EPSILON * values[values.length - 1]);
      }
    }
  });
});
