/** What a confidence sequence rests on, and so how far its error probability can be trusted. */
export type SequenceGuarantee =
  /** For observations in a known range: at every number of them. */
  | "exact for bounded replicates"
  /** At every number for Gaussian observations, as their number grows for others. */
  | "exact for Gaussian replicates, else asymptotic"
  /** As the number of observations grows. */
  | "asymptotic";

/** A confidence sequence for the mean of independent observations of one law, at an error probability of its own. */
export interface MeanSequence {
  readonly guarantee: SequenceGuarantee;
  readonly count: number;
  /** Sample mean; 0 before the first observation. */
  readonly mean: number;
  /** Of the sample mean; NaN below two observations. */
  readonly standardError: number;
  /** Of the sample; null where it does not vary. */
  readonly skewness: number | null;
  add(value: number): void;
  /**
   * The interval that, with the stated probability, contains the mean at all numbers of observations at once. Its ends are
   * infinite, or those of the range, while nothing is excluded.
   */
  interval(): readonly [number, number];
}
