import type { Experiment, Problem } from "../experiment.ts";
import { requireOneCell } from "../require-one-cell.ts";
import { realisedEigenvalues } from "../spectrum/realised-covariance.ts";
import type { Stream } from "../stream.ts";
import { streamCost } from "../stream-cost.ts";
import { above0, countFrom2, finite, pointReader, type SampleCovarianceParameters } from "./point-schema.ts";
import { realiseSampleCovariance } from "./realise.ts";
import { sampleEigenvalues, sampleEigenvaluesCost } from "./sample-eigenvalues.ts";

/** A point of the resolvent-fluctuation experiment. */
export type ResolventFluctuationParameters = SampleCovarianceParameters & {
  /** λ > 0, the ridge of the resolvent (Σ̂ + λ)⁻¹. */
  readonly lambda: number;
  /**
   * What d⁻¹tr(Σ̂ + λ)⁻¹ is claimed to be near, to be taken off it before it is multiplied by d. One number for all sizes:
   * the claim has to take sizes at which the spectrum of Σ and d/n are those of the limit exactly.
   */
  readonly centre: number;
  /** K, how many independent Σ̂ a replicate is made of, at least 2. */
  readonly draws: number;
};

type ResolventFluctuationProblem = Problem<ResolventFluctuationParameters>;

/**
 * How the trace of the resolvent fluctuates, T = tr(Σ̂ + λ)⁻¹ for Σ̂ = XᵀX/n drawn literally: its mean's distance from
 * d·centre, and its variance. A replicate makes unbiased estimates of both from K independent Σ̂.
 *
 * Rounding: d times that of the resolvent's normalised trace, amplified by ‖Σ̂‖/λ.
 */
export const experiment: Experiment<ResolventFluctuationParameters> = {
  id: "resolvent-fluctuation",
  version: 1,
  module: import.meta.url,
  streamParameters: ["population", "phi", "draws"],
  parameters: { parse: pointReader({ lambda: above0, centre: finite, draws: countFrom2.default(16) }) },
  observables: {
    shift: { meaning: "the mean of T − d·centre over K draws of T = tr(Σ̂ + λ)⁻¹" },
    variance: { meaning: "the sample variance of T over K draws, at least 0" },
  },
  realise: realiseSampleCovariance,
  run,
  cost,
};

function run(problems: readonly ResolventFluctuationProblem[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const { shape, realised, point } = problems[0];
  const populationEigenvalues = realisedEigenvalues(realised.population);
  const inputs = stream.child("inputs");
  const spectra = Array.from({ length: point.draws }, () => sampleEigenvalues(shape.n, populationEigenvalues, inputs));
  return problems.map(({ point: { lambda, centre } }) => {
    // Centred eigenvalue by eigenvalue, so that the variance does not rest on differences of large numbers.
    const shifts = spectra.map((spectrum) => spectrum.reduce((sum, s) => sum + (1 / (s + lambda) - centre), 0));
    const shift = shifts.reduce((sum, value) => sum + value, 0) / shifts.length;
    const variance = shifts.reduce((sum, value) => sum + (value - shift) ** 2, 0) / (shifts.length - 1);
    return { shift, variance };
  });
}

function cost({ shape: { n, d }, point: { draws } }: ResolventFluctuationProblem): number {
  return 2 * streamCost + draws * sampleEigenvaluesCost(n, d);
}
