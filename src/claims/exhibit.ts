import type { Parameters } from "../foundation/json.ts";
import type { Experiment } from "../simulation/experiment.ts";
import type { MeanEstimate, TrajectorySpread } from "../verification/mean-judge.ts";
import type { ExhibitFigureData } from "../verification/results/exhibit-figure-data.ts";
import type { ExhibitTable } from "../verification/results/exhibit-result.ts";

/** Replicates 0 ≤ r < `replicates` of one point at one size. */
export interface ExhibitPoint<P extends Parameters = Parameters> {
  readonly point: P;
  readonly size: number;
  readonly replicates: number;
}

/** What the simulation showed of a scalar observable at the i-th of an exhibit's points. */
export type EstimateAt = (point: number, observable: string) => MeanEstimate;

/** What it showed of one that is a trajectory. */
export type SpreadAt = (point: number, observable: string) => TrajectorySpread;

/** One figure of an exhibit; `name` tells it from the others in file names. */
export interface ExhibitFigure {
  readonly name: string;
  readonly title: string;
  readonly data: ExhibitFigureData;
}

/** A figure of a paper, reproduced: theory curves and simulated points at the paper's own sizes. It has no verdict. */
export interface Exhibit<P extends Parameters = Parameters> {
  readonly kind: "exhibit";
  /** Name of its page: `figure-3`. */
  readonly id: string;
  readonly title: string;
  /** Markdown with `$…$` mathematics: what is shown, where it comes from, and what is not known of the original. */
  readonly caption: string;
  readonly reference: string;
  readonly experiment: Experiment<P>;
  readonly points: readonly ExhibitPoint<P>[];
  /** The figures, given what the simulation showed of an observable at the i-th of `points`. */
  draw(estimate: EstimateAt, spread: SpreadAt): readonly ExhibitFigure[];
  /** Tables for the page, given the same; none if absent. */
  tabulate?(estimate: EstimateAt, spread: SpreadAt): readonly ExhibitTable[];
}
