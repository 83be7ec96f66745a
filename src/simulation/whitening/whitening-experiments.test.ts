import { Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { type DenseMatrix, denseMatrix } from "../../linalg/index.ts";
import { denseNetwork, gaussian, hyperbolicTangent } from "../input-map/dense-network.ts";
import { train } from "../input-map/training.ts";
import { itKeepsTheContract, observe } from "../linear-representation/testing/experiment-contract.ts";
import { createStream } from "../random/create-stream.ts";
import { experiment as readout } from "./readout-error-experiment.ts";
import { experiment as predictions } from "./whitened-predictions-experiment.ts";

const network = { trainShare: 0.5, testShare: 0.3, whitened: "train-and-test", hidden: 3, steps: 5, learningRate: 1 };

describe("whitened predictions", () => {
  it.each([1, 2, 3, 4, 5])("do not move where test inputs are whitened along (draw %d)", (draw) => {
    const problem = predictions.realise(predictions.parameters.parse(network), 10);
    const observed = predictions.run([problem], createStream(`joint ${draw}`))[0] as Record<string, number>;
    const { d, n } = problem.shape;
    const factor = 47 * d + d + n + 5 + 6;
    expect(observed.difference).toBeLessThanOrEqual(factor * Number.EPSILON * observed.condition * observed.scale);
    // Twice as many steps in the other one: the training side does move.
    const longer = observe(predictions, { ...network, steps: 10 }, 10, `joint ${draw}`);
    expect(longer.condition).toBeGreaterThan(observed.condition);
  });

  it("start from orthonormal combinations of ω", () => {
    const draws = 60;
    let mean = 0;
    const few = { ...network, trainShare: 0.3, steps: 1 };
    for (let i = 0; i < draws; i++) mean += observe(predictions, few, 10, `start ${i}`).scale ** 2;
    // χ² of 540 = 60 draws of 3 × 3 numbers over that: by Laurent and Massart within 2√(x/540) + 2x/540 of 1 but with
    // probability 2e^{−x}, 1e-6 at x = 14.5.
    expect(Math.abs(mean / 540 - 1)).toBeLessThan(0.39);
  });

  it("correlate with the test labels as those of a network trained with P from other decompositions do", () => {
    const [d, n, tests] = [10, 5, 3];
    const seen = observe(predictions, { ...network, whitened: "train" }, d, "anew");
    const stream = createStream("anew");
    const all = Matrix.from1DArray(n + tests, d, [...gaussian((n + tests) * d, stream.child("inputs"))]);
    const labels = all.mmul(Matrix.columnVector([...gaussian(d, stream.child("teacher"))])).to1DArray();
    const root = inverseRoot(all.subMatrix(0, n - 1, 0, d - 1));
    const p = root.mmul(root);
    const omega = Matrix.from1DArray(d, 3, [...gaussian(3 * d, stream.child("weights"))]);
    const dense = (m: Matrix): DenseMatrix => denseMatrix(m.rows, m.columns, Float64Array.from(m.to1DArray()));
    const architecture = denseNetwork([3, 1], hyperbolicTangent);
    const path = train({
      architecture,
      inputs: dense(all.subMatrix(0, n - 1, 0, d - 1)),
      labels: Float64Array.from(labels.slice(0, n), (y) => y / Math.sqrt(d)),
      weights: dense(root.mmul(omega)),
      parameters: architecture.start(stream.child("later parameters")),
      rule: ({ gradient: { data } }) => dense(p.mmul(Matrix.from1DArray(d, 3, [...data]))),
      learningRate: 1,
      laterLearningRate: 0.1,
      steps: 5,
      testInputs: dense(all.subMatrix(n, n + tests - 1, 0, d - 1)),
    });
    const outputs = architecture.forward(path.testPreActivations[5], path.parameters[5]).outputs;
    // XXᵀ has a condition below 10⁴.
    const tolerance = 1e7 * Number.EPSILON;
    expect(Math.abs(seen.correlation - pearson([...outputs], labels.slice(n)))).toBeLessThan(tolerance);
    const chance = stream.child("chance");
    const [one, other] = [gaussian(tests, chance), gaussian(tests, chance)];
    expect(Math.abs(seen.chanceCorrelation - pearson([...one], [...other]))).toBeLessThan(tolerance);
  });

  it("move where they are not, or where there are too many", () => {
    expect(observe(predictions, { ...network, whitened: "train" }, 10, "moved").difference).toBeGreaterThan(1e-3);
    expect(observe(predictions, { ...network, testShare: 0.8 }, 10, "moved").difference).toBeGreaterThan(1e-3);
  });

  itKeepsTheContract(predictions, {
    size: 10,
    cell: [network, { ...network, whitened: "train" }, { ...network, steps: 6 }],
    otherCell: { ...network, trainShare: 0.4 },
    bad: [
      [{ ...network, trainShare: 1.1 }, "trainShare"],
      [{ ...network, testShare: 0 }, "testShare"],
      [{ ...network, whitened: "test" }, "whitened"],
      [{ ...network, hidden: 1.5 }, "hidden"],
      [{ ...network, learningRate: Number.NaN }, "learningRate"],
      [{ ...network, rate: 1 }, "rate"],
    ],
    badSizes: [3, 10.5, 1000],
  });
});

const linear = { trainShare: 0.5, testShare: 0.25, exponent: -0.5, steps: 7, noiseVariance: 0.2 };

describe("the readout", () => {
  it.each([
    [0.5, "train"],
    [1.5, "train"],
    [0.5, "train-and-test"],
  ] as const)(
    "is where so many steps of gradient descent lead (n/d = %d, whitened by %s)",
    (trainShare, covariance) => {
      const d = 8;
      const observed = observe(readout, { ...linear, trainShare, covariance }, d, "iterated");
      const stream = createStream("iterated");
      const [n, tests] = [trainShare * d, 2];
      const all = Matrix.from1DArray(n + tests, d, [...gaussian((n + tests) * d, stream.child("inputs"))]);
      const theta = Matrix.columnVector([...gaussian(d, stream.child("teacher"))]);
      theta.div(theta.norm("frobenius"));
      const noise = Matrix.columnVector([...gaussian(n + tests, stream.child("noise"))]).mul(Math.sqrt(0.2));
      const labels = Matrix.add(all.mmul(theta), noise);
      const x = all.subMatrix(0, n - 1, 0, d - 1);
      const y = labels.subMatrix(0, n - 1, 0, 0);
      const own = covariance === "train" ? x : all;
      // (X̄ᵀX̄)^{−½} on its range.
      const preconditioner = inverseRoot(own);
      const gram = x.mmul(preconditioner).mmul(x.transpose());
      const largest = largestEigenvalue(gram);
      let w = Matrix.zeros(d, 1);
      for (let t = 0; t < 7; t++) {
        const gradient = x.transpose().mmul(Matrix.sub(x.mmul(w), y));
        w = Matrix.sub(w, preconditioner.mmul(gradient).div(largest));
      }
      // Conditions below 10³.
      const tolerance = 1e7 * Number.EPSILON;
      const risk = Matrix.sub(w, theta).norm("frobenius") ** 2 + 0.2;
      expect(Math.abs(observed.risk - risk)).toBeLessThan(tolerance);
      const outputs = all.subMatrix(n, n + tests - 1, 0, d - 1).mmul(w);
      const errors = Matrix.sub(outputs, labels.subMatrix(n, n + tests - 1, 0, 0));
      expect(Math.abs(observed.testError - errors.norm("frobenius") ** 2 / tests)).toBeLessThan(tolerance);
      expect(Math.abs(observed.predictionSize - outputs.norm("frobenius") ** 2 / tests)).toBeLessThan(tolerance);
    },
  );

  it("predicts nothing where test inputs are whitened along, and the same for every exponent at the end", () => {
    const end = { ...linear, steps: 1e15 };
    const joint = observe(readout, { ...end, covariance: "train-and-test", exponent: -1 }, 12, "end");
    expect(joint.predictionSize).toBeLessThan(1e-18);
    const [low, high] = [-1, 1].map((exponent) => observe(readout, { ...end, exponent }, 12, "end").risk);
    // X has a condition below 100 here, its powers below 10⁸.
    expect(Math.abs(low - high)).toBeLessThan(1e-7);
    const early = [-1, 1].map((exponent) => observe(readout, { ...linear, exponent }, 12, "end").risk);
    expect(Math.abs(early[0] - early[1])).toBeGreaterThan(1e-3);
  });

  itKeepsTheContract(readout, {
    size: 8,
    cell: [linear, { ...linear, exponent: 1 }, { ...linear, steps: 8 }, { ...linear, covariance: "train-and-test" }],
    otherCell: { ...linear, testShare: 0.5 },
    bad: [
      [{ ...linear, trainShare: 0 }, "trainShare"],
      [{ ...linear, exponent: 3 }, "exponent"],
      [{ ...linear, steps: 0 }, "steps"],
      [{ ...linear, noiseVariance: -1 }, "noiseVariance"],
      [{ ...linear, covariance: "test" }, "covariance"],
      [{ ...linear, seed: 1 }, "seed"],
    ],
    badSizes: [1, 2000],
  });
});

/** nΣab − ΣaΣb over the roots of the same for a with itself and b with itself. */
function pearson(a: readonly number[], b: readonly number[]): number {
  const sum = (x: readonly number[]): number => x.reduce((total, entry) => total + entry, 0);
  const form = (x: readonly number[], y: readonly number[]): number =>
    x.length * sum(x.map((entry, i) => entry * y[i])) - sum(x) * sum(y);
  return form(a, b) / Math.sqrt(form(a, a) * form(b, b));
}

/** (AᵀA)^{−½} on the row space of A of full rank: AᵀA(AᵀA)^{−3/2} by the spectral theorem, from Jacobi rotations of AAᵀ or AᵀA. */
function inverseRoot(a: Matrix): Matrix {
  const wide = a.rows < a.columns;
  const small = wide ? a.mmul(a.transpose()) : a.transpose().mmul(a);
  const { vectors, values } = jacobi(small);
  const basis = wide
    ? a
        .transpose()
        .mmul(vectors)
        .mmul(Matrix.diag(values.map((value) => value ** -0.5)))
    : vectors;
  return basis.mmul(Matrix.diag(values.map((value) => value ** -0.5))).mmul(basis.transpose());
}

function jacobi(matrix: Matrix): { vectors: Matrix; values: number[] } {
  const a = matrix.clone();
  const order = a.rows;
  let vectors = Matrix.eye(order);
  for (let sweep = 0; sweep < 20; sweep++) {
    for (let i = 0; i < order; i++) {
      for (let j = i + 1; j < order; j++) {
        const angle = 0.5 * Math.atan2(2 * a.get(i, j), a.get(j, j) - a.get(i, i));
        const turn = Matrix.eye(order);
        turn.set(i, i, Math.cos(angle));
        turn.set(j, j, Math.cos(angle));
        turn.set(i, j, Math.sin(angle));
        turn.set(j, i, -Math.sin(angle));
        const turned = turn.transpose().mmul(a).mmul(turn);
        a.setSubMatrix(turned, 0, 0);
        vectors = vectors.mmul(turn);
      }
    }
  }
  return { vectors, values: a.diagonal() };
}

function largestEigenvalue(matrix: Matrix): number {
  return Math.max(...jacobi(matrix).values);
}
