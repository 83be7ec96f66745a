import type { Stream } from "../stream.ts";

/** What a network gives for its pre-activations, and how to go back. */
export interface ForwardPass {
  /** f, one row of `outputs` numbers a sample. */
  readonly outputs: Float64Array;
  /** Given ∂L/∂f, the exact ∂L/∂Z and ∂L/∂θ. */
  backward(outputGradient: Float64Array): {
    readonly preActivations: Float64Array;
    readonly parameters: Float64Array;
  };
}

/**
 * Everything of a network that lies behind its one dense map of the inputs: it sees Z = XW₁, never X.
 *
 * Inputs X have one row a token and `tokens` successive rows a sample (one for a network that is not about sequences); Z
 * has as many rows and `hidden` columns; θ, the later parameters, are one list of numbers.
 */
export interface Architecture {
  /** Columns of W₁ and of Z. */
  readonly hidden: number;
  /** Rows of X that make a sample. */
  readonly tokens: number;
  readonly outputs: number;
  readonly parameterCount: number;
  /** Random θ of the usual size, 1/√(numbers summed). */
  start(stream: Stream): Float64Array;
  forward(preActivations: Float64Array, parameters: Float64Array): ForwardPass;
}
