/**
 * A reproducible source of random numbers. Two streams with the same key give the same numbers on every machine; the
 * numbers of two streams with different keys are independent for every practical purpose.
 */
export interface Stream {
  /** The next number, uniform on [0, 1) with 53 random bits. */
  uniform(): number;
  /** The next number, N(0, 1). */
  normal(): number;
  /** Overwrites `out` with independent N(0, 1) numbers: the same ones that repeated calls of `normal` would give. */
  fillNormal(out: Float64Array): void;
  /**
   * The stream of this stream's key extended by `label`. It depends on the key alone, never on how many numbers have
   * been drawn, so that parts of an experiment can change their appetite without disturbing one another.
   */
  child(label: string): Stream;
}
