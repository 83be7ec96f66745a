import type { FittedExponent } from "./fit-exponent.ts";
import type { Machine } from "./machine.ts";
import type { Moments } from "./moments.ts";
import type { Plan } from "./time-to-accuracy.ts";
import type { Contest, Spread } from "./timing.ts";

/** What a run of the benchmarks measured; times are in seconds. */
export interface BenchmarkResult {
  readonly schema: "asymptopia-benchmarks/1";
  readonly package: { readonly name: string; readonly version: string };
  readonly form: "full" | "quick";
  readonly command: string;
  readonly machine: Machine;
  readonly kernels: readonly Contest[];
  readonly accuracy: AccuracyResult;
  /** Null where it was left out. */
  readonly scaling: ScalingResult | null;
  readonly workers: Contest;
}

/** Single replicates, and the time to means of both correlations with a given standard error. */
export interface AccuracyResult {
  readonly n: number;
  readonly d: number;
  readonly standardError: number;
  /** One replicate, literal and with one column. */
  readonly literal: Contest;
  /** One replicate, literal and with 64 columns. */
  readonly columns: Contest;
  readonly samplers: readonly SamplerResult[];
  /** The time to the standard error, from the times of each round. */
  readonly contest: Contest;
  /** What that time is spent on, from the median times; in the contest's order. */
  readonly plans: readonly { readonly name: string; readonly plan: Plan }[];
  /** What NumPy's replicates say of the same correlations. */
  readonly numpyMoments: readonly { readonly name: string; readonly moments: readonly Moments[] }[];
}

/** One of our samplers: the time of a replicate, and what replicates at fixed seeds show. */
export interface SamplerResult {
  readonly name: string;
  readonly seconds: Spread;
  readonly moments: readonly Moments[];
}

export interface ScalingResult {
  readonly standardError: number;
  readonly sizes: readonly {
    readonly n: number;
    readonly d: number;
    readonly literal: Contest;
    readonly contest: Contest;
    readonly moments: readonly Moments[];
  }[];
  readonly exponents: readonly { readonly what: string; readonly name: string; readonly fit: FittedExponent }[];
}
