import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DenseMatrix, denseMatrix } from "../../linalg/index.ts";
import { parseActivation } from "../../model/activations/parse-activation.ts";
import { createStream } from "../random/create-stream.ts";
import type { Stream } from "../stream.ts";
import { backpropagate, forward } from "./backpropagation.ts";
import { type LossSpecification, parseLoss } from "./loss.ts";
import type { Architecture, Batch, DenseNetwork } from "./network.ts";

function normals(rows: number, columns: number, stream: Stream, scale = 1): DenseMatrix {
  const matrix = denseMatrix(rows, columns);
  stream.fillNormal(matrix.data);
  for (let i = 0; i < matrix.data.length; i++) matrix.data[i] *= scale;
  return matrix;
}

function labelsFor({ kind }: LossSpecification, outputs: number, samples: number, stream: Stream): DenseMatrix {
  const labels = normals(outputs, samples, stream);
  if (kind === "logistic") return denseMatrix(outputs, samples, labels.data.map(Math.sign));
  if (kind !== "cross-entropy") return labels;
  labels.data.fill(0);
  for (let j = 0; j < samples; j++) labels.data[(j % outputs) * samples + j] = 1;
  return labels;
}

const smooth = [{ kind: "tanh" }, { kind: "softplus", scale: 2 }, { kind: "sin" }, { kind: "erf" }] as const;
const losses = [
  { kind: "squared" },
  { kind: "huber", threshold: 0.7 },
  { kind: "logistic" },
  { kind: "cross-entropy" },
] as const;

interface Instance {
  readonly network: DenseNetwork;
  readonly architecture: Architecture;
  readonly batch: Batch;
}

function drawInstance(widths: readonly number[], loss: LossSpecification, biases: boolean, key: string): Instance {
  const stream = createStream(["backpropagation", key]);
  const samples = 5;
  const layers = widths.slice(1).map((width, l) => ({
    weights: normals(widths[l], width, stream, 1 / Math.sqrt(widths[l])),
    ...(biases ? { bias: normals(width, 1, stream) } : {}),
  }));
  return {
    network: { layers },
    architecture: {
      activations: widths.slice(2).map((_, l) => parseActivation(smooth[(l + widths.length) % smooth.length])),
      loss: parseLoss(loss),
    },
    batch: {
      inputs: normals(widths[0], samples, stream),
      labels: labelsFor(loss, widths[widths.length - 1], samples, stream),
    },
  };
}

describe("the gradient", () => {
  it("is that of central differences, for every layer, loss and activation", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 2, max: 3 }),
        fc.constantFrom(...losses),
        fc.boolean(),
        fc.nat(),
        (widths, outputs, loss, biases, seed) => {
          const { network, architecture, batch } = drawInstance([...widths, outputs], loss, biases, String(seed));
          const { gradient } = backpropagate(network, architecture, batch);
          const valueAt = () => backpropagate(network, architecture, batch).loss;
          network.layers.forEach((layer, l) => {
            for (const part of ["weights", "bias"] as const) {
              const parameter = layer[part];
              const slope = gradient.layers[l][part];
              expect(slope === undefined).toBe(parameter === undefined);
              parameter?.data.forEach((kept, i) => {
                const h = 2 ** -14;
                const at = (x: number): number => {
                  parameter.data[i] = x;
                  const value = valueAt();
                  parameter.data[i] = kept;
                  return value;
                };
                // Of order four but where a Huber loss changes its branch: its second derivative jumps by 1 there. Six
                // layers deep the fifth derivatives are below 10⁴, and losses below 100.
                const difference = (8 * (at(kept + h) - at(kept - h)) - at(kept + 2 * h) + at(kept - 2 * h)) / (12 * h);
                const jump = loss.kind === "huber" ? 1e-3 : 0;
                const allowed = 1e4 * h ** 4 + (100 * 40 * Number.EPSILON) / h + jump;
                expect(Math.abs((slope as DenseMatrix).data[i] - difference)).toBeLessThan(allowed);
              });
            }
          });
        },
      ),
      { numRuns: 80 },
    );
  });

  it("at a kink is the mean of both sides", () => {
    const one = (x: number) => denseMatrix(1, 1, Float64Array.of(x));
    const architecture = { activations: [parseActivation({ kind: "relu" })], loss: parseLoss({ kind: "squared" }) };
    const network = { layers: [{ weights: one(2) }, { weights: one(3) }] };
    const { errors } = backpropagate(network, architecture, { inputs: one(0), labels: one(1) });
    // ½·3·(0 − 1)
    expect(errors[0].data[0]).toBe(-1.5);
  });

  it("of W₁ is X∂L/∂Zᵀ, and the network's values are those of the forward pass", () => {
    const { network, architecture, batch } = drawInstance([3, 2, 2], losses[0], true, "product");
    const { errors, gradient, preactivations } = backpropagate(network, architecture, batch);
    expect(forward(network, architecture, batch.inputs).preactivations).toEqual(preactivations);
    for (let k = 0; k < 3; k++) {
      for (let i = 0; i < 2; i++) {
        let sum = 0;
        for (let j = 0; j < 5; j++) sum += batch.inputs.data[k * 5 + j] * errors[0].data[i * 5 + j];
        expect(Math.abs(gradient.layers[0].weights.data[k * 2 + i] - sum)).toBeLessThan(1e-15 * 10);
      }
    }
  });
});
