import type { BatchMoments } from "./batch-moments.ts";
import type { LinearNetwork } from "./network.ts";

/**
 * A method of training, with whatever it remembers from step to step. Methods that update the layers in turn take the
 * head's update from the first batch and the features' from the second, which is independent of it; those that update
 * both layers at once take the first alone.
 */
export interface Optimizer {
  /**
   * The network after a step.
   *
   * @throws AsymptopiaError `invalid-input` or `non-finite` where a matrix that the step divides by is singular or no
   *   longer finite, as in a run that diverges.
   */
  step(network: LinearNetwork, first: BatchMoments, second: BatchMoments): LinearNetwork;
}
