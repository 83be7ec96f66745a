import { describe, expect, it } from "vitest";
import type { DenseMatrix } from "../../linalg/index.ts";
import { createStream } from "../random/create-stream.ts";
import { drawCoupledSides } from "./coupled-sides.ts";
import { parseFirstLayerCouplingParameters } from "./first-layer-coupling-parameters.ts";
import { drawSharedSetting, runSide } from "./trajectory.ts";

type Rows = number[][];

const rowsOf = ({ rows, columns, data }: DenseMatrix): Rows =>
  Array.from({ length: rows }, (_, i) => [...data.subarray(i * columns, (i + 1) * columns)]);
const transposed = (a: Rows): Rows => a[0].map((_, j) => a.map((row) => row[j]));
const times = (a: Rows, b: Rows): Rows =>
  a.map((row) => b[0].map((_, j) => row.reduce((sum, entry, k) => sum + entry * b[k][j], 0)));
const combined = (a: Rows, b: Rows, f: (x: number, y: number) => number): Rows =>
  a.map((row, i) => row.map((entry, j) => f(entry, b[i][j])));

const d = 3;
const plain = { samples: 4, hidden: 2, activation: { kind: "tanh" }, loss: { kind: "squared" }, steps: 3 };

/** Gradients of the mean of ½‖f − y‖², f = Vᵀtanh(Wᵀx), in W and in V. */
function gradients(first: Rows, head: Rows, inputs: Rows, labels: Rows): readonly [Rows, Rows] {
  const active = times(transposed(first), inputs).map((row) => row.map(Math.tanh));
  const outputs = times(transposed(head), active);
  const errors = combined(outputs, labels, (f, label) => (f - label) / labels[0].length);
  const back = combined(times(head, errors), active, (error, a) => error * (1 - a * a));
  return [times(inputs, transposed(back)), times(active, transposed(errors))];
}

/** η_t and μ of W₁ under each rule, written down anew. */
const rules: readonly (readonly [string, (meanGram: number) => number, number])[] = [
  ["descent", () => 0.5, 0],
  ["momentum", () => 0.1, 0.9],
  ["gram-step-size", (meanGram) => 0.5 / meanGram, 0],
];

describe("a run", () => {
  it.each(rules)("takes each step by its own preconditioner, on its own samples: %s", (rule, stepSize, momentum) => {
    const point = parseFirstLayerCouplingParameters({ ...plain, rule, batch: 2, preconditioner: "time-varying" });
    const stream = createStream(["a run", rule]);
    const [side] = drawCoupledSides(point, d, stream.child("sides"));
    const setting = drawSharedSetting(point, stream.child("setting"));
    expect(new Set(setting.batches.map(String)).size).toBeGreaterThan(1);
    expect(side.preconditioners).toHaveLength(3);

    const x = rowsOf(side.inputs);
    const y = rowsOf(setting.labels);
    let first = rowsOf(side.weights);
    let head = rowsOf(setting.laterLayers[0].weights);
    let velocity = first.map((row) => row.map(() => 0));
    const expected: number[][] = [];
    const record = () => expected.push([...times(transposed(first), x), ...head].flat());
    record();
    setting.batches.forEach((places, t) => {
      const [inputs, labels] = [x, y].map((matrix) => matrix.map((row) => places.map((place) => row[place])));
      const [ofFirst, ofHead] = gradients(first, head, inputs, labels);
      const p = rowsOf(side.preconditioners[t]);
      const direction = times(p, ofFirst);
      velocity = combined(direction, velocity, (now, before) => now + momentum * before);
      const gram = times(transposed(x), times(p, x));
      const eta = stepSize(gram.reduce((sum, row, j) => sum + row[j], 0) / gram.length);
      first = combined(first, velocity, (w, v) => w - eta * v);
      head = combined(head, ofHead, (w, g) => w - 0.2 * g);
      record();
    });

    const { train } = runSide(setting, side);
    expect(train).toHaveLength(expected.length);
    // Some hundred roundings of numbers below 10 in a few steps.
    train.forEach((values, t) => {
      expect(values).toHaveLength(expected[t].length);
      values.forEach((value, i) => {
        expect(Math.abs(value - expected[t][i])).toBeLessThan(1e4 * Number.EPSILON);
      });
    });
  });

  it.each(["adam", "adagrad"])("begins with a step of signs, times the preconditioner: %s", (rule) => {
    const point = parseFirstLayerCouplingParameters({ ...plain, rule, steps: 1 });
    const stream = createStream(["signs", rule]);
    const [side] = drawCoupledSides(point, d, stream.child("sides"));
    const setting = drawSharedSetting(point, stream.child("setting"));
    const [x, first] = [rowsOf(side.inputs), rowsOf(side.weights)];
    const head = rowsOf(setting.laterLayers[0].weights);
    const [gradient] = gradients(first, head, x, rowsOf(setting.labels));
    // g/(|g| + 1e-8) is a sign within 1e-4 then.
    expect(Math.min(...gradient.flat().map(Math.abs))).toBeGreaterThan(1e-4);
    const step = times(
      rowsOf(side.preconditioners[0]),
      gradient.map((row) => row.map(Math.sign)),
    );
    const expected = times(transposed(combined(first, step, (w, s) => w - 0.1 * s)), x).flat();
    const z = runSide(setting, side).train[1];
    // Three entries of P, at most √10, times three inputs below 3, and a step of .1.
    expected.forEach((value, i) => {
      expect(Math.abs(z[i] - value)).toBeLessThan(1e-3);
    });
  });
});
