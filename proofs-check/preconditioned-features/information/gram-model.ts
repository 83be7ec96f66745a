/** Assumptions of the theorems about what a first layer's Gram matrices decide. */
export const dense =
  "the inputs enter by $Z = W_1^\\top X$ alone, plus a bias; later layers, activations and the loss are arbitrary, and so is how the later layers and the bias are updated from their own gradients";

export const update =
  "$W_1 \\leftarrow W_1 - \\eta_t P^{(t)}\\nabla_{W_1}L$ with the exact gradient of the loss on all data or on minibatches chosen without looking at $X$";

export const isotropicStart =
  "$W_1^{(0)} = P^{1/2}\\Omega$ with $\\Omega$ of independent normals, $P = P^{(0)}$, independent of the later layers' start";

/** Squared loss, tanh, a few samples: what points have if they say nothing else. */
export const plain = { samples: 4, activation: { kind: "tanh" }, loss: { kind: "squared" }, steps: 6 } as const;

/** A coupling whose disagreement is rounding. `factor` is what the experiment's analysis gives at the largest point. */
export const rounding = {
  /**
   * √2·(m + 10)·√M·τ with τ = 300: inner products of at most m = 16 terms, and M < 2100 stored numbers of a run: 6 steps
   * of up to 65 inputs, 2·20 first-layer and 2·70 later parameters, and 600 numbers to begin with.
   */
  factor: 510_000,
  // What is claimed to be false is off by 1e-3 and more.
  resolution: 1e-5,
  // An identity between analytic functions that fails at all fails almost everywhere.
  exceptionalShare: 0.1,
} as const;
