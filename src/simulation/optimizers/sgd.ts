import { plus } from "../linear-representation/population-step.ts";
import { gradients } from "./gradients.ts";
import type { Optimizer } from "./optimizer.ts";

/** F₊ = F − η∇_F L̂ and G₊ = G − η∇_G L̂ at once, without orthonormalisation (H. Robbins and S. Monro 1951). */
export function sgd({ learningRate }: { readonly learningRate: number }): Optimizer {
  return {
    step(network, batch) {
      const gradient = gradients(network, batch);
      return {
        head: plus(network.head, gradient.head, -learningRate),
        features: plus(network.features, gradient.features, -learningRate),
      };
    },
  };
}
