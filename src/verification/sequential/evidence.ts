import type { Observation } from "../../simulation/experiment.ts";

/** The observations of one replicate, by name; those that are read have the form that `Evidence.reads` asks for. */
export type Observations = Readonly<Record<string, Observation>>;

/** What is accumulated: the same numbers of replicates of every size each time, as [size][replicate]. */
export type Unit = readonly (readonly Observations[])[];

/** An observable that is read, and what it must be for the replicate to count as one without fault. */
export interface ReadObservable {
  readonly name: string;
  /** `positive` numbers are above 0; all numbers, those of a trajectory too, are finite and at most 1e100. */
  readonly form: "number" | "positive" | "trajectory";
}

export type Decision = "supported" | "refuted" | "open";

/**
 * The statistics of one statement: units that are independent and alike go in, a decision comes out. Valid whenever one
 * looks; what is decided is asked after every look and not taken back by the one who asks.
 */
export interface Evidence<Finding> {
  readonly reads: readonly ReadObservable[];
  add(unit: Unit): void;
  /** A unit with a fault that the claim declares. Absent: such units are left out. */
  addFault?(): void;
  decision(): Decision;
  finding(): Finding;
  /** How many units the decision is expected to need in all, at least those that there are. */
  expectedUnits(): number;
}
