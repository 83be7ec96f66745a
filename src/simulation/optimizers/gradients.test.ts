import { describe, expect, it } from "vitest";
import { type DenseMatrix, dotProduct } from "../../linalg/index.ts";
import { momentsOf } from "./batch-moments.ts";
import { batchLoss, gradients } from "./gradients.ts";
import type { LinearNetwork } from "./network.ts";
import { smallProblem } from "./testing/small-problem.ts";

const { network, data, moments } = smallProblem("gradients");

const entry = (matrix: DenseMatrix, i: number, j: number) => matrix.data[i * matrix.columns + j];

/** ‖y − FGx‖², one sample after another, by the definition. */
function squaredErrors({ head, features }: LinearNetwork): number[] {
  const { inputs, labels } = data;
  return Array.from({ length: inputs.rows }, (_, sample) => {
    const hidden = Array.from({ length: features.rows }, (_, p) =>
      Array.from({ length: inputs.columns }, (_, j) => entry(features, p, j) * entry(inputs, sample, j)).reduce(
        (a, b) => a + b,
      ),
    );
    return Array.from({ length: head.rows }, (_, o) => {
      const predicted = hidden.reduce((sum, value, p) => sum + entry(head, o, p) * value, 0);
      return (entry(labels, sample, o) - predicted) ** 2;
    }).reduce((a, b) => a + b);
  });
}

const loss = (at: LinearNetwork) => squaredErrors(at).reduce((a, b) => a + b) / data.inputs.rows;

const moved = (matrix: DenseMatrix, at: number, by: number): DenseMatrix => ({
  ...matrix,
  data: matrix.data.map((value, i) => (i === at ? value + by : value)),
});

// Losses are below 200 and sums of fewer than 12·4·10 products; with steps of length 1 a central difference loses no more.
const tolerance = 200 * 500 * Number.EPSILON;

describe("the loss from moments", () => {
  it("is the mean of squared errors", () => {
    expect(loss(network)).toBeLessThan(200);
    expect(Math.abs(batchLoss(network, moments) - loss(network))).toBeLessThan(tolerance);
  });
});

describe("gradients", () => {
  const computed = gradients(network, moments);

  // In a single entry the loss is quadratic, so that a central difference has no error but rounding, whatever its step.
  it.each(["head", "features"] as const)("of the %s are central differences of half the loss", (layer) => {
    computed[layer].data.forEach((derivative, at) => {
      const difference =
        loss({ ...network, [layer]: moved(network[layer], at, 1) }) -
        loss({ ...network, [layer]: moved(network[layer], at, -1) });
      expect(Math.abs(difference / 4 - derivative)).toBeLessThan(tolerance);
    });
    expect(computed[layer].data.some((derivative) => Math.abs(derivative) > 1)).toBe(true);
  });

  it("agree with one another: scaling F up and G down changes nothing", () => {
    const head = dotProduct(computed.head.data, network.head.data);
    const features = dotProduct(computed.features.data, network.features.data);
    expect(Math.abs(head - features)).toBeLessThan(tolerance);
    expect(Math.abs(head)).toBeGreaterThan(1);
  });

  it("are means of those of single samples", () => {
    const n = data.inputs.rows;
    const sums = { head: new Float64Array(12), features: new Float64Array(21) };
    for (let i = 0; i < n; i++) {
      const one = gradients(network, momentsOf(sample(i)));
      for (const layer of ["head", "features"] as const) {
        one[layer].data.forEach((value, at) => {
          sums[layer][at] += value / n;
        });
      }
    }
    for (const layer of ["head", "features"] as const) {
      computed[layer].data.forEach((value, at) => {
        expect(Math.abs(value - sums[layer][at])).toBeLessThan(tolerance);
      });
    }
  });
});

describe("moments", () => {
  it("have the means", () => {
    const mean = (matrix: DenseMatrix, j: number) =>
      Array.from({ length: matrix.rows }, (_, i) => entry(matrix, i, j)).reduce((a, b) => a + b) / matrix.rows;
    moments.inputMean.data.forEach((value, j) => {
      expect(Math.abs(value - mean(data.inputs, j))).toBeLessThan(50 * Number.EPSILON);
    });
    moments.labelMean.data.forEach((value, j) => {
      expect(Math.abs(value - mean(data.labels, j))).toBeLessThan(50 * Number.EPSILON);
    });
    expect(moments.samples).toBe(12);
  });
});

function sample(i: number) {
  const row = ({ columns, data: values }: DenseMatrix): DenseMatrix => ({
    rows: 1,
    columns,
    data: values.slice(i * columns, (i + 1) * columns),
  });
  return { inputs: row(data.inputs), labels: row(data.labels) };
}
