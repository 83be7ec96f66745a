import { type DenseMatrix, denseMatrix } from "../../linalg/index.ts";
import type { Architecture, Batch, DenseLayer, DenseNetwork } from "./network.ts";
import { product, productWithTransposed, transposedProduct } from "./small-products.ts";

/** The values of a network at a batch of inputs. */
export interface ForwardPass {
  /** Z_l = W_lᵀA_{l−1} + b_l1ᵀ of every layer, units × N; the last ones are the outputs. */
  readonly preactivations: readonly DenseMatrix[];
  /** A_l = σ_l(Z_l) of every layer but the last. */
  readonly activations: readonly DenseMatrix[];
}

/** The loss of a network at a batch, and its derivatives. */
export interface BackwardPass extends ForwardPass {
  readonly loss: number;
  /** ∂L/∂Z_l of every layer, units × N. */
  readonly errors: readonly DenseMatrix[];
  /** ∂L/∂W_l and ∂L/∂b_l. */
  readonly gradient: DenseNetwork;
}

/** WᵀA + b1ᵀ. */
export function preactivationsOf({ weights, bias }: DenseLayer, inputs: DenseMatrix): DenseMatrix {
  const z = transposedProduct(weights, inputs);
  if (bias === undefined) return z;
  const { rows, columns, data } = z;
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) data[i * columns + j] += bias.data[i];
  return z;
}

/** All pre-activations of a network, the first of them Z = W₁ᵀX + b₁1ᵀ. */
export function forward({ layers }: DenseNetwork, architecture: Architecture, inputs: DenseMatrix): ForwardPass {
  const preactivations: DenseMatrix[] = [];
  const activations: DenseMatrix[] = [];
  let values = inputs;
  layers.forEach((layer, l) => {
    const z = preactivationsOf(layer, values);
    preactivations.push(z);
    if (l === layers.length - 1) return;
    values = mapped(z, architecture.activations[l].value);
    activations.push(values);
  });
  return { preactivations, activations };
}

/**
 * The loss and its exact derivatives by backpropagation; at a kink of an activation the derivative is the mean of both
 * sides.
 *
 * @throws AsymptopiaError `invalid-input` for matrices that do not fit one another.
 */
export function backpropagate(
  network: DenseNetwork,
  architecture: Architecture,
  { inputs, labels }: Batch,
): BackwardPass {
  const { layers } = network;
  const pass = forward(network, architecture, inputs);
  const { preactivations, activations } = pass;
  const last = layers.length - 1;
  const { value, gradient: outputErrors } = architecture.loss.at(preactivations[last], labels);
  const errors: DenseMatrix[] = new Array(layers.length);
  errors[last] = outputErrors;
  for (let l = last - 1; l >= 0; l--) {
    const slopes = mapped(preactivations[l], architecture.activations[l].derivative);
    const passed = product(layers[l + 1].weights, errors[l + 1]);
    for (let i = 0; i < slopes.data.length; i++) slopes.data[i] *= passed.data[i];
    errors[l] = slopes;
  }
  const gradient = layers.map(({ bias }, l): DenseLayer => {
    const weights = productWithTransposed(l === 0 ? inputs : activations[l - 1], errors[l]);
    return bias === undefined ? { weights } : { weights, bias: rowSums(errors[l]) };
  });
  return { ...pass, loss: value, errors, gradient: { layers: gradient } };
}

function mapped({ rows, columns, data }: DenseMatrix, f: (z: number) => number): DenseMatrix {
  const image = denseMatrix(rows, columns);
  for (let i = 0; i < data.length; i++) image.data[i] = f(data[i]);
  return image;
}

function rowSums({ rows, columns, data }: DenseMatrix): DenseMatrix {
  const sums = denseMatrix(rows, 1);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) sums.data[i] += data[i * columns + j];
  return sums;
}
