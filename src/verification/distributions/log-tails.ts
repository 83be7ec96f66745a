/** Natural logarithms of the two tails of a continuous law at a point x; before the logarithm they sum to 1. */
export interface LogTails {
  /** log P(X ≤ x). */
  readonly lower: number;
  /** log P(X > x). */
  readonly upper: number;
}
