import type { Parameters } from "../foundation/json.ts";
import type { Formula } from "./formula.ts";

/** A length on the observable's axis: absolute, or relative to |theory| at the point. Exactly one is given. */
export type Tolerance = { readonly absolute: number } | { readonly relative: number };

/** That an observable tends to a formula as the size grows. */
export interface LimitTest<P extends Parameters = Parameters> {
  readonly kind: "limit";
  readonly observable: string;
  readonly formula: Formula<P>;
  /** Equivalence margin: how near the limit must be to the formula for the claim to count as true. */
  readonly margin: Tolerance;
  /** Bound on |E[intercept] − limit error|, the part of the finite-size bias that extrapolation leaves. */
  readonly residualBias: Tolerance;
  /** q: E[observable] − formula(realised problem) = c·size^(−q) up to the residual bias. */
  readonly finiteSizeExponent: number;
  /**
   * v of a guess Var[observable] ∝ size^(−v), which decides how the replicates are spread over the sizes; 1 if absent. A
   * wrong guess costs time and nothing else.
   */
  readonly varianceExponent?: number;
}

/**
 * That two computations differ by rounding alone: |left − right| ≤ k·ε·condition·scale with ε = 2⁻⁵², the unit in the
 * last place of 1. All but k is computed by the experiment, replicate by replicate, and shown as observables.
 */
export interface RoundingTest {
  /** The observable |left − right|, in a norm of the experiment's choice. */
  readonly discrepancy: string;
  /** The observable that says how large left and right are in that norm. */
  readonly scale: string;
  /** The observable that says how much the computations amplify a relative error of their data. Absent: 1. */
  readonly condition?: string;
  /** k: how many roundings of the data's size the two computations may differ by. */
  readonly factor: number;
  /**
   * Instances on which k·ε·condition exceeds this relative error are too ill-conditioned to be evidence: they can refute
   * but do not count towards support. 1e-6 if absent.
   */
  readonly resolution?: number;
  /**
   * Support excludes that the two differ on more than this share of the random instances; 0.05 if absent. An identity
   * between analytic functions that fails at all fails on almost every instance.
   */
  readonly exceptionalShare?: number;
}

/** That two computations give the same, on random instances. */
export interface IdentityTest extends RoundingTest {
  readonly kind: "identity";
}

/** A bound as a formula, of whose symbols some may be observed in the replicate itself. */
export interface BoundFormula<P extends Parameters = Parameters> extends Omit<Formula<P>, "variants"> {
  /** By symbol, the observable that gives its value; `inputs` gives the values of the others. */
  readonly observed?: Readonly<Record<string, string>>;
}

/** That an inequality holds with probability at least 1 − δ, at each size. */
export interface BoundTest<P extends Parameters = Parameters> {
  readonly kind: "bound";
  readonly observable: string;
  /** Whether the bound is above the observable (`at-most`) or below it. */
  readonly direction: "at-most" | "at-least";
  readonly bound: BoundFormula<P>;
  /** δ. With 0 the inequality is to hold always, and its first violation refutes it. */
  readonly failureRate: number;
  /** Where δ = 0: support excludes that more than this share of the instances are exceptions; 0.05 if absent. */
  readonly exceptionalShare?: number;
  /** Violations up to this length count as rounding; relative 1e-12 of the bound if absent. */
  readonly rounding?: Tolerance;
}

/** A number that is to have the same law in two experiments, which one replicate runs both. */
export interface Projection {
  /** What is compared, as a phrase in Markdown. */
  readonly name: string;
  /** Observable of the one experiment. */
  readonly left: string;
  /** Observable of the other. */
  readonly right: string;
}

/**
 * That two laws are equal, at each size: by an exact coupling, by two-sample tests, or both. A coupling shows more: where
 * left and right agree replicate by replicate, no discrepancy of laws is too small to be seen.
 */
export interface LawTest {
  readonly kind: "law";
  /** The coupled runs agree up to rounding. */
  readonly coupling?: RoundingTest;
  /** Numbers of two runs with randomness of their own, to be compared by the Kolmogorov distance sup|F − G|. */
  readonly projections?: readonly Projection[];
  /**
   * Trajectories of two runs with randomness of their own, to be told apart by a classifier, whose advantage
   * 2·P(right answer) − 1 is compared with the margin. It bounds the total variation distance from below.
   */
  readonly classifier?: Projection;
  /** The laws count as equal up to this Kolmogorov distance, or advantage, in (0, 1). Absent for a coupling alone. */
  readonly margin?: number;
}

/** That one observable is better than another on average over common random numbers, at each size. */
export interface OrderingTest {
  readonly kind: "ordering";
  readonly better: string;
  readonly worse: string;
  /** Which of two values is the better one. */
  readonly criterion: "smaller" | "larger";
  /** By how much, on the axis of the observables, the mean must be better; 0 if absent. Below 0: no worse than that. */
  readonly by?: number;
  /**
   * What is known of a replicate's difference, which decides the confidence sequence. `bounded`: both observables declare
   * their range; exact. `nearly-gaussian`: a mean over many parts; exact for Gaussian differences, looked at from 64
   * replicates on. `any`: finite variance; asymptotic, looked at from 200 on. Absent: `bounded` where both declare a
   * range, else `any`.
   */
  readonly differences?: "bounded" | "nearly-gaussian" | "any";
}

/** That a positive observable is of order size^(−γ), up to a power of the logarithm. */
export interface RateTest {
  readonly kind: "rate";
  readonly observable: string;
  /** γ; below 0 the observable grows. */
  readonly exponent: number;
  /** p: the observable is divided by log(size)^p before the exponent is fitted; 0 if absent. */
  readonly logPower?: number;
  /** How near the fitted exponent must be to γ, absolute. */
  readonly margin: number;
  /** Bound on what the finite sizes leave in the fitted exponent, absolute. */
  readonly residualBias: number;
  /** `equal`, or `at-least` where only an upper bound on the observable is claimed: it may fall faster. */
  readonly sense?: "equal" | "at-least";
}

/** How a claim is put to the test. */
export type Test<P extends Parameters = Parameters> =
  | IdentityTest
  | LimitTest<P>
  | BoundTest<P>
  | LawTest
  | OrderingTest
  | RateTest;

export type Kind = Test["kind"];
