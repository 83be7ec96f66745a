import type { Parameters } from "../foundation/json.ts";
import type { Stream } from "./stream.ts";

/** What one replicate shows of one observable; an array is a trajectory. */
export type Observation = number | Float64Array;

/** A point of the parameter space at a finite size. */
export interface Problem<P extends Parameters = Parameters> {
  readonly point: P;
  /** The rung of the size ladder; an experiment says what it counts (for example the smaller of n and d). */
  readonly size: number;
  /**
   * The point with its limiting parameters replaced by what this size really has (the d eigenvalues of Σ, d/n), so
   * that theory can be asked about the very problem that is simulated.
   */
  readonly realised: P;
  /** Integers that describe the shape, for reports: `{ n, d }`. */
  readonly shape: Readonly<Record<string, number>>;
}

/**
 * A finite simulation. `run` serves many problems at once, all of one *cell*: they share the size and the values of
 * `streamParameters`, and hence their random numbers, so that one draw of the data answers for every λ and teacher.
 */
export interface Experiment<P extends Parameters = Parameters> {
  readonly id: string;
  /** Raised whenever the same key would give other numbers. */
  readonly version: number;
  /** `import.meta.url` of the module that exports this experiment as `experiment`: jobs carry names, never code. */
  readonly module: string;
  /** The parameters that enter the key of a replicate's stream. */
  readonly streamParameters: readonly string[];
  readonly parameters: { parse(input: unknown): P };
  readonly observables: Readonly<
    Record<string, { readonly meaning: string; readonly range?: readonly [number, number] }>
  >;
  /** @throws AsymptopiaError `invalid-input` if the size is too small for the point. */
  realise(point: P, size: number): Problem<P>;
  /**
   * One replicate of every problem, in order. Each problem's observations are the same bits whatever the other
   * problems are.
   */
  run(problems: readonly Problem<P>[], stream: Stream): Record<string, Observation>[];
  /** Nominal work of a replicate of this problem alone, in units of 10⁶ floating-point operations. */
  cost(problem: Problem<P>): number;
}
