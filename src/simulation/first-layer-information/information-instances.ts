/** A linear unit f = wᵀx of two inputs, of which one of two pairs (input, test input) is the true one, equally likely. */
export interface InformationInstance {
  /** x of each pair. */
  readonly inputs: readonly [Pair, Pair];
  /** x_test of each pair, where z_test = wᵀx_test is observed beside Z; null: Z alone is. */
  readonly tests: readonly [Pair, Pair] | null;
  /** The diagonal of P. */
  readonly preconditioner: Pair;
}

type Pair = readonly [number, number];

/** The instances by name; all have the same G_P, and with test inputs the same c_P, in both pairs. */
export const informationInstances = {
  /** P = diag(4, ¼): G_P = 1 for (½, 0) and (0, 2), whose lengths are ½ and 2. */
  lengths: {
    inputs: [
      [0.5, 0],
      [0, 2],
    ],
    tests: null,
    preconditioner: [4, 0.25],
  },
  /** P = I: two inputs of length 1 whose sums of sizes are 1 and √2. */
  directions: {
    inputs: [
      [1, 0],
      [Math.SQRT1_2, Math.SQRT1_2],
    ],
    tests: null,
    preconditioner: [1, 1],
  },
  /** P = I: one input (1, 0) and test inputs with c_P = ½ that the input explains but for ½ and 2. */
  tests: {
    inputs: [
      [1, 0],
      [1, 0],
    ],
    tests: [
      [0.5, 0.5],
      [0.5, 2],
    ],
    preconditioner: [1, 1],
  },
} as const satisfies Readonly<Record<string, InformationInstance>>;
