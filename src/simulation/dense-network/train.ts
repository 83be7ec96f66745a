import { invalidInput } from "../../foundation/errors.ts";
import { type DenseMatrix, denseMatrix } from "../../linalg/index.ts";
import { backpropagate } from "./backpropagation.ts";
import { type Architecture, type Batch, checkedNetwork, type DenseLayer, type DenseNetwork } from "./network.ts";
import type { UpdateRule } from "./update-rule.ts";

export interface Training {
  readonly start: DenseNetwork;
  readonly architecture: Architecture;
  /** What step t = 0, 1, … is taken on: the whole data, or a minibatch of them. */
  readonly batch: (t: number) => Batch;
  readonly steps: number;
  /** The rule of W₁. */
  readonly firstRule: UpdateRule;
  /**
   * Makes a rule of its own for every other parameter, of which layer 0 has the bias b₁ alone.
   */
  readonly laterRule: (layer: number, part: "weights" | "bias") => UpdateRule;
  /** Told of the network before the first step, t = 0, and after each. */
  readonly observe?: (network: DenseNetwork, t: number) => void;
}

/**
 * Trains all layers at once, each step from the gradients at the parameters before it.
 *
 * @returns the network after the last step.
 * @throws AsymptopiaError `invalid-input` for a network that does not fit the architecture or the inputs, or steps that
 *   are no whole number from 0.
 */
export function train({ start, architecture, batch, steps, firstRule, laterRule, observe }: Training): DenseNetwork {
  if (!Number.isInteger(steps) || steps < 0) throw invalidInput("steps", steps, "a whole number from 0");
  checkedNetwork(start, architecture, start.layers[0].weights.rows);
  const rules = start.layers.map(({ bias }, layer) => ({
    weights: layer === 0 ? firstRule : laterRule(layer, "weights"),
    bias: bias === undefined ? undefined : laterRule(layer, "bias"),
  }));
  let network = start;
  observe?.(network, 0);
  for (let t = 0; t < steps; t++) {
    const { gradient } = backpropagate(network, architecture, batch(t));
    const layers = network.layers.map(({ weights, bias }, l): DenseLayer => {
      const moved = rules[l].weights(weights, gradient.layers[l].weights, t);
      const biasRule = rules[l].bias;
      const biasGradient = gradient.layers[l].bias;
      if (bias === undefined || biasRule === undefined || biasGradient === undefined) return { weights: moved };
      return { weights: moved, bias: biasRule(bias, biasGradient, t) };
    });
    network = { layers };
    observe?.(network, t + 1);
  }
  return network;
}

/** The samples of these places, in this order. */
export function minibatch({ inputs, labels }: Batch, places: readonly number[]): Batch {
  return { inputs: columns(inputs, places), labels: columns(labels, places) };
}

function columns(matrix: DenseMatrix, places: readonly number[]): DenseMatrix {
  const chosen = denseMatrix(matrix.rows, places.length);
  for (let i = 0; i < matrix.rows; i++) {
    for (let j = 0; j < places.length; j++) {
      chosen.data[i * places.length + j] = matrix.data[i * matrix.columns + places[j]];
    }
  }
  return chosen;
}
