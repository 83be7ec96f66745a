export interface Mutant {
  readonly expression: string;
  /** TeX of the mutant. */
  readonly tex: string;
  /** The operation that made it: `sign`, `dropped-term`, `doubled-factor`, …, or `declared` for a variant of the claim's. */
  readonly operator: string;
  /** What is wrong with a declared variant, in the words of the claim. Markdown. */
  readonly why?: string;
  /** Largest |mutant − formula|/|formula| on the grid. */
  readonly discrepancy: number;
}

export interface MutationResult {
  /** Mutants that differ from the formula and from one another somewhere on the grid, and are real on all of it. */
  readonly total: number;
  readonly killed: number;
  readonly survivors: readonly Mutant[];
  /** Left out: numerically the same as the formula, or as an earlier mutant, on the whole grid. */
  readonly equivalent: number;
  /** Left out: non-real or infinite somewhere on the grid. */
  readonly invalid: number;
}
