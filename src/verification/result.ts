import type { Source } from "../claims/claim.ts";
import type { Failure } from "../foundation/errors.ts";
import type { Parameters } from "../foundation/json.ts";

/**
 * - `supported`: the interval for the limit lies inside theory ± margin at every point.
 * - `refuted`: it lies wholly outside at some point.
 * - `undecided`: neither, within the budget.
 * - `failed`: the simulation or the theory broke down, or a control came out opposite to its expectation.
 * - `incomplete`: the run was stopped before the claim was decided.
 */
export type Verdict = "supported" | "refuted" | "undecided" | "failed" | "incomplete";

/**
 * One rung of the ladder. `theory` is the formula at the realised problem; `bias` is mean − theory. What two replicates
 * are needed for is null below two.
 */
export interface SizeResult {
  readonly size: number;
  readonly shape: Readonly<Record<string, number>>;
  readonly theory: number;
  readonly mean: number | null;
  readonly standardError: number | null;
  readonly bias: number | null;
}

export interface PointResult {
  readonly parameters: Parameters;
  readonly verdict: Verdict;
  /** The formula in the limit. Null, like the other lengths here, where theory failed: `failure` says why. */
  readonly theory: number | null;
  /** Numerical error of `theory`. */
  readonly theoryError: number | null;
  /** Extrapolated simulation: theory + mean intercept. Null until there are two draws. */
  readonly estimate: number | null;
  /** Confidence sequence for the limit at this point's share of α, widened by the residual bias. Null: unbounded. */
  readonly interval: readonly [number, number] | null;
  /**
   * Estimate and interval from the ladder without its smallest size; a point is not supported if they contradict it.
   * Null for ladders of two sizes, and below two replicates.
   */
  readonly withoutSmallestSize: {
    readonly estimate: number;
    readonly interval: readonly [number, number] | null;
  } | null;
  /** Absolute margin at this point. */
  readonly margin: number | null;
  /** Absolute bound on the residual bias and theory's own error at this point, contained in `interval`. */
  readonly residualBias: number | null;
  /** Draws of the whole ladder that the verdict used. */
  readonly replicates: number;
  readonly sizes: readonly SizeResult[];
  /** Relative error of the formula, of either sign, from which on these data refute it. Null if theory is 0. */
  readonly resolution: number | null;
  readonly failure?: Failure;
}

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

export interface ControlResult {
  readonly id: string;
  readonly why: string;
  readonly verdict: Verdict;
  readonly expected: Verdict;
  /** The observable that the control is about, which may be another one than its claim's. */
  readonly observable: { readonly name: string; readonly meaning: string };
  readonly formulaTex: string;
  readonly points: readonly PointResult[];
}

/** Theory as curves, simulation as points with intervals, ready to be drawn. */
export interface FigureData {
  readonly xLabel: string;
  readonly yLabel: string;
  readonly xScale: "linear" | "log";
  readonly panels: readonly {
    readonly title: string;
    readonly series: readonly {
      readonly name: string;
      readonly curve: readonly (readonly [x: number, y: number])[];
      readonly points: readonly {
        readonly x: number;
        readonly estimate: number;
        readonly interval: readonly [number, number] | null;
      }[];
    }[];
  }[];
}

export interface ClaimResult {
  readonly id: string;
  readonly kind: "limit";
  readonly title: string;
  readonly statement: string;
  readonly assumptions: readonly string[];
  readonly source: Source;
  readonly verdict: Verdict;
  readonly expected: "supported" | "refuted";
  readonly formula: {
    readonly expression: string;
    readonly tex: string;
    readonly symbols: Readonly<Record<string, { readonly tex: string; readonly meaning: string }>>;
  };
  readonly observable: { readonly name: string; readonly meaning: string };
  readonly experiment: { readonly id: string; readonly version: number };
  readonly finiteSizeExponent: number;
  readonly points: readonly PointResult[];
  readonly mutants: MutationResult;
  readonly controls: readonly ControlResult[];
  /** Smallest relative error of the formula that this run would have refuted somewhere on the grid. */
  readonly resolution: number | null;
  /** Nominal work of the replicates that the verdict used, in 10⁶ floating-point operations. */
  readonly work: number;
  readonly figure: FigureData | null;
}

/** `results.json`. Everything a page shows is in it; nothing in it depends on the machine or the clock. */
export interface RunResult {
  readonly schema: "asymptopia-results/1";
  readonly package: { readonly name: string; readonly version: string };
  readonly seed: string;
  /** `quick`, `default`, `thorough`, or `<n>s`, the one kind that makes results depend on the machine. */
  readonly budget: string;
  readonly alpha: number;
  /** Points of all claims and controls among which α is divided. */
  readonly points: number;
  /** The `asymptopia verify …` command that reproduces this run. */
  readonly command: string;
  readonly claims: readonly ClaimResult[];
}

/** The JSON beside an exhibit's page: a figure of a paper reproduced, without a verdict. */
export interface ExhibitResult {
  readonly schema: "asymptopia-exhibit/1";
  readonly package: { readonly name: string; readonly version: string };
  readonly id: string;
  readonly title: string;
  readonly caption: string;
  readonly reference: string;
  readonly seed: string;
  readonly command: string;
  /** Error probability of each interval by itself. */
  readonly alpha: number;
  readonly points: readonly {
    readonly parameters: Parameters;
    readonly size: number;
    readonly shape: Readonly<Record<string, number>>;
    readonly estimates: Readonly<
      Record<
        string,
        { readonly mean: number; readonly interval: readonly [number, number] | null; readonly replicates: number }
      >
    >;
  }[];
  readonly figures: readonly { readonly name: string; readonly title: string; readonly data: FigureData }[];
}
