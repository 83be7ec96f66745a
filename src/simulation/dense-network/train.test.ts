import { describe, expect, it } from "vitest";
import { type DenseMatrix, denseMatrix } from "../../linalg/index.ts";
import { parseActivation } from "../../model/activations/parse-activation.ts";
import { parseLoss } from "./loss.ts";
import { laterParameters } from "./network.ts";
import { minibatch, train } from "./train.ts";
import { descent, type UpdateRule } from "./update-rule.ts";

const matrix = (rows: number, columns: number, ...entries: readonly number[]): DenseMatrix =>
  denseMatrix(rows, columns, Float64Array.from(entries));

const architecture = { activations: [parseActivation({ kind: "identity" })], loss: parseLoss({ kind: "squared" }) };
const start = {
  layers: [
    { weights: matrix(1, 1, 2), bias: matrix(1, 1, 1) },
    { weights: matrix(1, 1, 3), bias: matrix(1, 1, -1) },
  ],
};
const batch = () => ({ inputs: matrix(1, 1, 1), labels: matrix(1, 1, 7) });

describe("training", () => {
  it("steps all layers at once, each by its own rule", () => {
    const seen: number[][] = [];
    // f = 3(2x + 1) − 1 = 8, residual 1: gradients 3, 3, 3 and 1.
    const asked: unknown[] = [];
    const trained = train({
      start,
      architecture,
      batch,
      steps: 1,
      firstRule: descent({ stepSize: 0.1 }),
      laterRule: (layer, part) => {
        asked.push([layer, part]);
        return descent({ stepSize: layer === 0 ? 1 : 0.5 });
      },
      observe: ({ layers }, t) => seen.push([t, layers[0].weights.data[0]]),
    });
    expect(asked).toEqual([
      [0, "bias"],
      [1, "weights"],
      [1, "bias"],
    ]);
    expect(trained.layers[0].weights.data[0]).toBe(2 - 0.1 * 3);
    expect([...laterParameters(trained)]).toEqual([-2, 1.5, -1.5]);
    expect(seen).toEqual([
      [0, 2],
      [1, 2 - 0.1 * 3],
    ]);
    expect(start.layers[0].weights.data[0]).toBe(2);
  });

  it("takes each step on its own batch", () => {
    const data = { inputs: matrix(1, 3, 1, 2, 3), labels: matrix(2, 3, 1, 2, 3, 4, 5, 6) };
    expect(minibatch(data, [2, 0])).toEqual({ inputs: matrix(1, 2, 3, 1), labels: matrix(2, 2, 3, 1, 6, 4) });
    const asked: [string, number][] = [];
    const told =
      (name: string): UpdateRule =>
      (value, _gradient, t) => {
        asked.push([name, t]);
        return value;
      };
    train({
      start: { layers: start.layers.slice(0, 1) },
      architecture: { ...architecture, activations: [] },
      batch: (t) => {
        asked.push(["batch", t]);
        return batch();
      },
      steps: 3,
      firstRule: told("weights"),
      laterRule: (_, part) => told(part),
    });
    expect(asked).toEqual([0, 1, 2].flatMap((t) => ["batch", "weights", "bias"].map((name) => [name, t])));
  });

  it.each([
    [{ steps: 0.5 }, "steps"],
    [{ start: { layers: start.layers.slice(0, 1) } }, "layers.length"],
    [{ start: { layers: [start.layers[0], { weights: matrix(2, 1, 1, 1) }] } }, "layers[1].weights.rows"],
    [
      { start: { layers: [{ weights: matrix(1, 1, 1), bias: matrix(2, 1, 0, 0) }, start.layers[1]] } },
      "layers[0].bias",
    ],
  ])("refuses %j", (changes, field) => {
    const rule = () => descent({ stepSize: 1 });
    const training = { start, architecture, batch, steps: 1, firstRule: rule(), laterRule: rule, ...changes };
    expect(() => train(training)).toThrow(expect.objectContaining({ code: "invalid-input", field }));
  });
});
