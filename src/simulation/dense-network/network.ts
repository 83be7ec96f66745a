import { invalidInput } from "../../foundation/errors.ts";
import type { DenseMatrix } from "../../linalg/index.ts";
import type { Activation } from "../../model/activation.ts";
import type { Loss } from "./loss.ts";

/** A dense layer A ↦ WᵀA + b1ᵀ of inputs that are columns. */
export interface DenseLayer {
  /** W, inputs × units. */
  readonly weights: DenseMatrix;
  /** b, units × 1; absent in a layer without bias. */
  readonly bias?: DenseMatrix;
}

/** The parameters of a network, from W₁ on: at least one layer. Gradients have the same shape. */
export interface DenseNetwork {
  readonly layers: readonly DenseLayer[];
}

/** What of a network does not change in training. The last layer is linear. */
export interface Architecture {
  /** The activation after each layer but the last. */
  readonly activations: readonly Activation[];
  readonly loss: Loss;
}

/** Samples as columns. */
export interface Batch {
  /** X, d × N. */
  readonly inputs: DenseMatrix;
  /** Y, outputs × N, as the loss reads them. */
  readonly labels: DenseMatrix;
}

/**
 * `network` itself, if its layers fit one another, the architecture and inputs of d numbers.
 *
 * @throws AsymptopiaError `invalid-input`, naming the member that does not fit.
 */
export function checkedNetwork(network: DenseNetwork, { activations }: Architecture, d: number): DenseNetwork {
  const { layers } = network;
  if (layers.length !== activations.length + 1) {
    throw invalidInput(
      "layers.length",
      layers.length,
      `${activations.length + 1}, one more than there are activations`,
    );
  }
  let width = d;
  layers.forEach(({ weights, bias }, i) => {
    if (weights.rows !== width) {
      throw invalidInput(`layers[${i}].weights.rows`, weights.rows, `${width}, the width of what comes before`);
    }
    width = weights.columns;
    if (bias !== undefined && (bias.rows !== width || bias.columns !== 1)) {
      const shape = `${bias.rows} × ${bias.columns}`;
      throw invalidInput(`layers[${i}].bias`, shape, `of ${width} × 1 numbers`);
    }
  });
  return network;
}

/** The parameters θ_{2:L}: everything but W₁, the first layer's bias included, one after another. */
export function laterParameters({ layers }: DenseNetwork): Float64Array {
  let count = -layers[0].weights.data.length;
  for (const { weights, bias } of layers) count += weights.data.length + (bias?.data.length ?? 0);
  const all = new Float64Array(count);
  let at = 0;
  const add = ({ data }: DenseMatrix): void => {
    all.set(data, at);
    at += data.length;
  };
  layers.forEach(({ weights, bias }, l) => {
    if (l > 0) add(weights);
    if (bias !== undefined) add(bias);
  });
  return all;
}
