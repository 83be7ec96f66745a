/**
 * The sums of a network with one hidden layer of rectified linear units and one output, over a whole batch, on a memory
 * of their own whose numbers are addressed by position.
 *
 * `samples` and `units` are multiples of `layerGroup`: samples that there are none of are zeros, as are units'
 * parameters, and both then stay without effect. Inputs stand at `x` by rows of one coordinate, `samples` numbers each;
 * weights at `weights` by rows of one unit, `inputs` numbers each; activations by rows of one unit, `samples` numbers
 * each. Regions share no number. Every entry of a result is computed by the same operations in the same order in all
 * implementations, so that they agree to the bit (apart from the payload of a NaN).
 */
export interface ReluLayerKernels {
  /**
   * The memory, with room for `length` numbers at least. Its contents are arbitrary, and both they and the array are
   * lost with the next call that asks for more room than there is.
   *
   * @throws RangeError if there is no room.
   */
  reserve(length: number): Float64Array;

  /**
   * activations ← max(0, biases + weights·x), the products added to the bias from the first input to the last; a NaN
   * stays one. outputs ← offset + Σ_j head_j · activations_j, one unit after the other.
   */
  writeActivations(
    units: number,
    inputs: number,
    samples: number,
    x: number,
    weights: number,
    biases: number,
    head: number,
    offset: number,
    activations: number,
    outputs: number,
  ): void;

  /**
   * Sums over the samples i, those at even places and those at odd ones each in order and then added, of what is needed
   * for gradients, with v = `values`:
   *
   *   inputSums_jk ← Σ v_i·1{a_ji > 0}·x_ki,   sums_j ← Σ v_i·1{a_ji > 0},   activationSums_j ← Σ a_ji·v_i.
   *
   * @param scratch room for `layerGroup` rows of `samples` numbers.
   */
  writeActiveSums(
    units: number,
    inputs: number,
    samples: number,
    x: number,
    activations: number,
    values: number,
    inputSums: number,
    sums: number,
    activationSums: number,
    scratch: number,
  ): void;

  /**
   * squares_j ← Σ_i a_ji², in four sums by the place of the sample modulo 4; the first two are added, then the last two,
   * then these.
   */
  writeActivationSquares(units: number, samples: number, activations: number, squares: number): void;
}

/** Samples and units come in groups of so many. */
export const layerGroup = 4;
