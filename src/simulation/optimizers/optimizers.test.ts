import { describe, expect, it } from "vitest";
import { choleskyFactor, choleskySolve, type DenseMatrix, denseMatrix, symmetricProduct } from "../../linalg/index.ts";
import { orthonormalRows } from "../linear-representation/orthonormal-rows.ts";
import { adam } from "./adam.ts";
import { adamw } from "./adamw.ts";
import { type AlgorithmSpecification, createOptimizer, parseAlgorithm } from "./algorithm.ts";
import { amgd } from "./amgd.ts";
import { momentsOf } from "./batch-moments.ts";
import { dfw } from "./dfw.ts";
import { empiricalNaturalDirection } from "./empirical-natural-gradient.ts";
import { gradients } from "./gradients.ts";
import { kfac } from "./kfac.ts";
import { fisherInformation, naturalDirection } from "./natural-gradient.ts";
import { sgd } from "./sgd.ts";
import { curvatureMemory, parameterCount, stepCosts } from "./step-costs.ts";
import { relativeDistance, smallProblem } from "./testing/small-problem.ts";

const EPS = Number.EPSILON;
const { network, data, moments } = smallProblem("first");
const other = smallProblem("second").moments;
const order = 4 * 3 + 3 * 7;

const combined = (a: DenseMatrix, b: DenseMatrix, factor: number): DenseMatrix => ({
  ...a,
  data: a.data.map((value, i) => value + factor * b.data[i]),
});

/** Both layers' numbers in one column: F's row by row, then G's. */
const stacked = ({ head, features }: { head: DenseMatrix; features: DenseMatrix }): DenseMatrix =>
  denseMatrix(order, 1, Float64Array.from([...head.data, ...features.data]));

describe("steps on both layers at once", () => {
  const gradient = gradients(network, moments);

  it("follow the gradient of the first batch alone: SGD", () => {
    const after = sgd({ learningRate: 0.1 }).step(network, moments, other);
    expect(after.head).toEqual(combined(network.head, gradient.head, -0.1));
    expect(after.features).toEqual(combined(network.features, gradient.features, -0.1));
  });

  it("of Adam have the weights of its sums over all gradients", () => {
    const [b1, b2, epsilon, rate] = [0.8, 0.95, 1e-3, 0.05];
    const optimizer = adam({ learningRate: rate, meanDecay: b1, squareDecay: b2, epsilon });
    const seen: { head: DenseMatrix; features: DenseMatrix }[] = [];
    let now = network;
    for (let t = 1; t <= 4; t++) {
      seen.push(gradients(now, t % 2 === 0 ? other : moments));
      const next = optimizer.step(now, t % 2 === 0 ? other : moments, other);
      for (const layer of ["head", "features"] as const) {
        const expected = now[layer].data.map((value, i) => {
          const mean = seen.reduce((sum, g, s) => sum + (1 - b1) * b1 ** (t - 1 - s) * g[layer].data[i], 0);
          const square = seen.reduce((sum, g, s) => sum + (1 - b2) * b2 ** (t - 1 - s) * g[layer].data[i] ** 2, 0);
          return value - (rate * (mean / (1 - b1 ** t))) / (Math.sqrt(square / (1 - b2 ** t)) + epsilon);
        });
        // A few dozen roundings, of which 1 − βᵗ amplifies those of βᵗ twentyfold.
        expect(relativeDistance(next[layer], { ...now[layer], data: expected })).toBeLessThan(1000 * EPS);
      }
      now = next;
    }
  });

  it("of AdamW shrink besides, and with no decay are Adam's", () => {
    const constants = { learningRate: 0.1 };
    const plain = adam(constants).step(network, moments, other);
    const decayed = adamw({ ...constants, weightDecay: 0.3 }).step(network, moments, other);
    for (const layer of ["head", "features"] as const) {
      expect(relativeDistance(decayed[layer], combined(plain[layer], network[layer], -0.03))).toBeLessThan(4 * EPS);
    }
    expect(adamw({ ...constants, weightDecay: 0 }).step(network, moments, other)).toEqual(plain);
  });
});

describe("steps of algorithm (8)", () => {
  // By systems in the entries themselves, without any structure. Condition numbers are below 1e4.
  const tolerance = 1e6 * EPS;
  const eta = 0.3;

  const dense = (size: number, at: (i: number, j: number) => number): DenseMatrix =>
    denseMatrix(
      size,
      size,
      Float64Array.from({ length: size * size }, (_, e) => at(Math.floor(e / size), e % size)),
    );

  function expected(left: boolean, right: boolean, damping: number, headRate: number) {
    const [k, d, o] = [3, 7, 4];
    const fisher = fisherInformation(network, moments.inputCovariance);
    const headBlock = dense(o * k, (i, j) => fisher.data[i * order + j] + (i === j ? damping : 0));
    const headGradient = gradients(network, moments).head;
    const step = choleskySolve(choleskyFactor(headBlock), denseMatrix(o * k, 1, headGradient.data));
    const head = combined(network.head, { ...network.head, data: step.data }, -headRate);
    const gradient = gradients({ head, features: network.features }, other).features;
    const gram = symmetricProduct(head, "columns");
    const unit = (i: number, j: number) => (i === j ? 1 : 0);
    const block = dense(k * d, (a, b) => {
      const [i, j, h, l] = [Math.floor(a / d), a % d, Math.floor(b / d), b % d];
      const p = left ? gram.data[i * k + h] + damping * unit(i, h) : unit(i, h);
      return p * (right ? other.inputCovariance.data[j * d + l] + damping * unit(j, l) : unit(j, l));
    });
    const direction = choleskySolve(choleskyFactor(block), denseMatrix(k * d, 1, gradient.data));
    const moved = combined(network.features, { ...network.features, data: direction.data }, -eta);
    return { head, features: orthonormalRows(moved) };
  }

  it.each([
    ["AMGD", amgd({ learningRate: eta }), expected(false, false, 0, 1)],
    ["DFW", dfw({ learningRate: eta, headLearningRate: 0.5 }), expected(false, true, 0, 0.5)],
    ["KFAC", kfac({ learningRate: eta }), expected(true, true, 0, 1)],
    ["damped KFAC", kfac({ learningRate: eta, damping: 0.2 }), expected(true, true, 0.2, 1)],
  ])("are those of the dense systems: %s", (_, optimizer, { head, features }) => {
    const after = optimizer.step(network, moments, other);
    expect(relativeDistance(after.head, head)).toBeLessThan(tolerance);
    expect(relativeDistance(after.features, features)).toBeLessThan(tolerance);
  });

  it("leave F the least-squares head of the first batch where η_F = 1: its gradient is 0", () => {
    const { head } = kfac({ learningRate: eta }).step(network, moments, other);
    const { head: gradient } = gradients({ head, features: network.features }, moments);
    expect(Math.max(...gradient.data.map(Math.abs))).toBeLessThan(tolerance);
  });
});

describe("natural gradients", () => {
  it.each([1e-6, 1e-3, 1, 100])("of the model are those of the dense system, damping %d", (damping) => {
    const gradient = gradients(network, moments);
    const fisher = fisherInformation(network, moments.inputCovariance);
    const expected = choleskySolve(choleskyFactor(fisher, damping), stacked(gradient));
    const direction = naturalDirection(network, moments.inputCovariance, gradient, damping);
    // The Fisher information is singular, since scaling F up and G down changes nothing, and of norm below 100: both ways
    // lose 100/damping at worst.
    const tolerance = order * EPS * (10 + 100 / damping);
    expect(relativeDistance(stacked(direction), expected)).toBeLessThan(tolerance);
  });

  it("of the model hold where the inputs' covariance is singular and F is of low rank", () => {
    const inputs = { ...data.inputs, data: data.inputs.data.map((value, i) => (i % 7 === 2 ? 0 : value)) };
    const head = { ...network.head, data: network.head.data.map((value, i) => (i % 3 === 1 ? 0 : value)) };
    const flat = momentsOf({ ...data, inputs });
    const at = { ...network, head };
    const gradient = gradients(at, flat);
    const fisher = fisherInformation(at, flat.inputCovariance);
    const expected = choleskySolve(choleskyFactor(fisher, 0.01), stacked(gradient));
    const direction = naturalDirection(at, flat.inputCovariance, gradient, 0.01);
    expect(relativeDistance(stacked(direction), expected)).toBeLessThan(order * EPS * 1e4);
  });

  it("rest on the mean square of changes of the output", () => {
    const change = smallProblem("change").network;
    const fisher = fisherInformation(network, moments.inputCovariance);
    const v = stacked(change).data;
    let form = 0;
    for (let i = 0; i < order; i++) for (let j = 0; j < order; j++) form += v[i] * fisher.data[i * order + j] * v[j];
    // d/dt F(t)G(t)x at 0 by central differences of a quadratic: exact for any step.
    const product = (t: number, o: number, j: number) => {
      let sum = 0;
      for (let p = 0; p < 3; p++) {
        const f = network.head.data[o * 3 + p] + t * change.head.data[o * 3 + p];
        sum += f * (network.features.data[p * 7 + j] + t * change.features.data[p * 7 + j]);
      }
      return sum;
    };
    let mean = 0;
    for (let i = 0; i < 12; i++) {
      for (let o = 0; o < 4; o++) {
        let derivative = 0;
        for (let j = 0; j < 7; j++) {
          derivative += ((product(1, o, j) - product(-1, o, j)) / 2) * data.inputs.data[i * 7 + j];
        }
        mean += derivative ** 2 / 12;
      }
    }
    expect(Math.abs(form / mean - 1)).toBeLessThan(1e4 * EPS);
  });

  it.each([1e-3, 1])("of the samples are those of the dense system, damping %d", (damping) => {
    const empirical = denseMatrix(order, order);
    for (let s = 0; s < 12; s++) {
      const row = ({ columns, data: values }: DenseMatrix): DenseMatrix =>
        denseMatrix(1, columns, values.slice(s * columns, (s + 1) * columns));
      const one = stacked(gradients(network, momentsOf({ inputs: row(data.inputs), labels: row(data.labels) }))).data;
      for (let i = 0; i < order; i++) {
        for (let j = 0; j < order; j++) empirical.data[i * order + j] += (one[i] * one[j]) / 12;
      }
    }
    const expected = choleskySolve(choleskyFactor(empirical, damping), stacked(gradients(network, moments)));
    const direction = empiricalNaturalDirection(network, data, damping);
    // Norms of single gradients are below 100, so that the condition is below 1e4/damping.
    expect(relativeDistance(stacked(direction), expected)).toBeLessThan((order * 1e4 * EPS) / damping);
  });

  it("of the samples refuse moments", () => {
    const optimizer = createOptimizer({ kind: "ngd", learningRate: 0.1, damping: 1, fisher: "empirical" });
    const { data: _, ...withoutData } = moments;
    expect(() => optimizer.step(network, withoutData, other)).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "batches" }),
    );
    expect(optimizer.step(network, moments, other).head).not.toEqual(network.head);
  });
});

describe("algorithms as JSON", () => {
  const specifications: readonly AlgorithmSpecification[] = [
    { kind: "sgd", learningRate: 0.1 },
    { kind: "adam", learningRate: 0.1 },
    { kind: "adamw", learningRate: 0.1, weightDecay: 0.01 },
    { kind: "amgd", learningRate: 0.1, batchNorm: true },
    { kind: "dfw", learningRate: 0.1, headLearningRate: 0.5 },
    { kind: "kfac", learningRate: 0.1, damping: 0.01 },
    { kind: "ngd", learningRate: 0.1, damping: 0.01, fisher: "model" },
    { kind: "ngd", learningRate: 0.1, damping: 0.01, fisher: "empirical" },
  ];

  it("are read as they are, and each is a method of its own", () => {
    for (const one of specifications) expect(parseAlgorithm(one)).toEqual(one);
    const steps = specifications.map((one) => createOptimizer(one).step(network, moments, other));
    expect(new Set(steps.map(({ features }) => features.data.join())).size).toBe(specifications.length);
  });

  it.each([
    [{ kind: "adan", learningRate: 0.1 }, "algorithm.kind"],
    [{ kind: "sgd", learningRate: 0 }, "algorithm.learningRate"],
    [{ kind: "sgd" }, "algorithm.learningRate"],
    [{ kind: "sgd", learningRate: 0.1, damping: 1 }, "algorithm.damping"],
    [{ kind: "adamw", learningRate: 0.1 }, "algorithm.weightDecay"],
    [{ kind: "kfac", learningRate: 0.1, damping: -1 }, "algorithm.damping"],
    [{ kind: "ngd", learningRate: 0.1, damping: 0, fisher: "model" }, "algorithm.damping"],
    [{ kind: "ngd", learningRate: 0.1, damping: 1, fisher: "observed" }, "algorithm.fisher"],
    [{ kind: "amgd", learningRate: 0.1, batchNorm: 1 }, "algorithm.batchNorm"],
  ])("are refused with the name of what is wrong: %j", (input, field) => {
    expect(() => parseAlgorithm(input)).toThrow(expect.objectContaining({ code: "invalid-input", field }));
  });

  it("name the kinds there are", () => {
    expect(() => parseAlgorithm({ kind: "adan" })).toThrow(/"sgd", "adam", "adamw", "amgd", "dfw", "kfac" or "ngd"/);
  });
});

describe("costs", () => {
  const shape = { inputs: 7, features: 3, outputs: 4, samples: 12 };

  it("of memory are the numbers that the matrices hold", () => {
    expect(curvatureMemory(shape).full).toBe(fisherInformation(network, moments.inputCovariance).data.length);
    expect(curvatureMemory(shape).layers).toBe((4 * 3) ** 2 + (3 * 7) ** 2);
    expect(curvatureMemory(shape).kronecker).toBe(4 ** 2 + 3 ** 2 + 3 ** 2 + 7 ** 2);
    expect(parameterCount(shape)).toBe(stacked(network).data.length);
    expect(stepCosts({ kind: "adam", learningRate: 1 }, shape).state).toBe(2 * order);
    expect(stepCosts({ kind: "kfac", learningRate: 1 }, shape).preconditioner).toBe(3 ** 2 + 3 ** 2 + 7 ** 2);
  });

  it("of KFAC differ from AMGD's by its two solves, and no more than twice at the paper's sizes", () => {
    const cost = (kind: "kfac" | "dfw" | "amgd", at = shape) => stepCosts({ kind, learningRate: 1 }, at).operations;
    expect(cost("dfw") - cost("amgd")).toBeCloseTo(7 ** 3 / 3 + 2 * 7 ** 2 * 3, 9);
    expect(cost("kfac") - cost("dfw")).toBeCloseTo(4 * 9 + 27 / 3 + 2 * 9 * 7, 9);
    const paper = { inputs: 100, features: 8, outputs: 15, samples: 1024 };
    const { operations, moments: drawn } = stepCosts({ kind: "kfac", learningRate: 1 }, paper);
    expect(operations).toBeLessThan(2e6);
    expect(drawn).toBeGreaterThan(10 * operations);
  });
});
