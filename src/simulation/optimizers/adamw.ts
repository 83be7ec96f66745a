import type { DenseMatrix } from "../../linalg/index.ts";
import { plus } from "../linear-representation/population-step.ts";
import { type AdamOptions, adam } from "./adam.ts";
import type { Optimizer } from "./optimizer.ts";

/**
 * Adam with decoupled weight decay, Algorithm 2 of I. Loshchilov and F. Hutter, ICLR 2019, in the form that libraries
 * use: θ ← (1 − ηw)θ − η m̂/(√v̂ + ε), where the gradients know nothing of the decay.
 *
 * @param options With w, at least 0.
 */
export function adamw(options: AdamOptions & { readonly weightDecay: number }): Optimizer {
  const plain = adam(options);
  const decay = -options.learningRate * options.weightDecay;
  const decayed = (after: DenseMatrix, before: DenseMatrix) => plus(after, before, decay);
  return {
    step(network, first, second) {
      const { head, features } = plain.step(network, first, second);
      return { head: decayed(head, network.head), features: decayed(features, network.features) };
    },
  };
}
