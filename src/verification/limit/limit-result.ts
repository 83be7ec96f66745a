import type { KindResult, NamedObservable, ShownFormula } from "../results/claim-result.ts";
import type { FigureData } from "../results/figure-data.ts";
import type { MutationResult } from "../results/mutation-result.ts";
import type { PointResult } from "../results/point-result.ts";

export interface LimitTested {
  readonly observable: NamedObservable;
  readonly formula: ShownFormula;
  readonly finiteSizeExponent: number;
}

/**
 * One rung of the ladder. `theory` is the formula at the realised problem; `bias` is mean − theory. What two replicates
 * are needed for is null below two.
 */
export interface LimitSize {
  readonly size: number;
  readonly shape: Readonly<Record<string, number>>;
  /** Replicates of this size. */
  readonly replicates: number;
  readonly theory: number;
  readonly mean: number | null;
  readonly standardError: number | null;
  readonly bias: number | null;
}

export interface LimitPointResult extends PointResult {
  /** The formula in the limit. Null, like the other lengths here, where theory failed: `failure` says why. */
  readonly theory: number | null;
  /** Numerical error of `theory`. */
  readonly theoryError: number | null;
  /** Extrapolated simulation: theory + mean intercept. Null until there are two draws. */
  readonly estimate: number | null;
  /** Confidence sequence for the limit at this point's share of α, widened by the residual bias. Null: unbounded. */
  readonly interval: readonly [number, number] | null;
  /**
   * The ladder without its smallest size: estimate and interval, and by how much the whole ladder's estimate is above it.
   * A point is not supported while the interval of that change is disjoint from ± the residual bias. Null for ladders of two
   * sizes, and below two replicates.
   */
  readonly withoutSmallestSize: {
    readonly estimate: number;
    readonly interval: readonly [number, number] | null;
    readonly change: number;
    /** Its confidence sequence; null: unbounded. */
    readonly changeInterval: readonly [number, number] | null;
  } | null;
  /** Sample skewness of the draws' estimates: 0 for the Gaussian ones for which the interval is exact. */
  readonly skewness: number | null;
  /** Absolute margin at this point. */
  readonly margin: number | null;
  /** Absolute bound on the residual bias and theory's own error at this point, contained in `interval`. */
  readonly residualBias: number | null;
  /** Draws of the whole ladder that the verdict used. A draw may hold more than one replicate of a small size. */
  readonly replicates: number;
  readonly declaredFaults: number;
  readonly sizes: readonly LimitSize[];
  /** Relative error of the formula, of either sign, from which on these data refute it. Null if theory is 0. */
  readonly resolution: number | null;
}

export interface LimitClaimResult extends KindResult<"limit", LimitTested, LimitPointResult> {
  readonly mutants: MutationResult;
  /** Smallest relative error of the formula that this run would have refuted somewhere on the grid. */
  readonly resolution: number | null;
  readonly figure: FigureData | null;
}
