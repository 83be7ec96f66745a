/** A linear unit f = wᵀx of two inputs, which sees one of two inputs, equally likely. */
export interface InformationInstance {
  /** x in each case. */
  readonly inputs: readonly [Pair, Pair];
  /** x_test in each case, where z_test = wᵀx_test is observed beside Z; null: Z alone is. */
  readonly tests: readonly [Pair, Pair] | null;
  /** The diagonal of P in each case; P may depend on the input. */
  readonly preconditioners: readonly [Pair, Pair];
}

type Pair = readonly [number, number];

/** The entries x_i of an input with P = diag(x_i)⁻² for which P^{½}(1, 1) is (1 − δ, 1 + δ). */
const skewed = (delta: number): Pair => [1 / (1 - delta), 1 / (1 + delta)];
const inverseSquares = ([a, b]: Pair): Pair => [1 / a ** 2, 1 / b ** 2];
const [slight, strong] = [skewed(Math.sqrt(1 / 8)), skewed(Math.SQRT2)];

/** The instances by name; all have the same G_P, and with test inputs the same c_P, in both cases. */
export const informationInstances = {
  /** P = diag(4, ¼): G_P = 1 for (½, 0) and (0, 2), whose lengths are ½ and 2. */
  lengths: {
    inputs: [
      [0.5, 0],
      [0, 2],
    ],
    tests: null,
    preconditioners: [
      [4, 0.25],
      [4, 0.25],
    ],
  },
  /** P = I: two inputs of length 1 whose sums of sizes are 1 and √2. */
  directions: {
    inputs: [
      [1, 0],
      [Math.SQRT1_2, Math.SQRT1_2],
    ],
    tests: null,
    preconditioners: [
      [1, 1],
      [1, 1],
    ],
  },
  /** P = I: one input (1, 0) and test inputs with c_P = ½, of which it does not see the part ½, or 2. */
  tests: {
    inputs: [
      [1, 0],
      [1, 0],
    ],
    tests: [
      [0.5, 0.5],
      [0.5, 2],
    ],
    preconditioners: [
      [1, 1],
      [1, 1],
    ],
  },
  /** P = diag(xxᵀ)⁻¹ and the test input (1, 1): G_P = c_P = 2, and r_P − c_P²/G_P is 2δ² = ¼, or 4. */
  "test-kept": {
    inputs: [slight, strong],
    tests: [
      [1, 1],
      [1, 1],
    ],
    preconditioners: [inverseSquares(slight), inverseSquares(strong)],
  },
} as const satisfies Readonly<Record<string, InformationInstance>>;
