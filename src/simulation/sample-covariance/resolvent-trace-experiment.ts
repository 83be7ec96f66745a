import { invalidInput } from "../../foundation/errors.ts";
import type { Experiment, Problem } from "../experiment.ts";
import { requireOneCell } from "../require-one-cell.ts";
import { realisedEigenvalues } from "../spectrum/realised-covariance.ts";
import type { Stream } from "../stream.ts";
import { streamCost } from "../stream-cost.ts";
import { finite, pointReader, type SampleCovarianceParameters } from "./point-schema.ts";
import { realiseSampleCovariance } from "./realise.ts";
import { sampleEigenvalues, sampleEigenvaluesCost } from "./sample-eigenvalues.ts";

/** A point of the resolvent-trace experiment: where the resolvent is taken, off the half-line [0, ∞). */
export type ResolventTraceParameters = SampleCovarianceParameters & {
  /** Re z. */
  readonly zReal: number;
  /** Im z; where it is 0, Re z is below 0. */
  readonly zImaginary: number;
};

type ResolventTraceProblem = Problem<ResolventTraceParameters>;

/**
 * The normalised trace of the resolvent, d⁻¹tr(Σ̂ − z)⁻¹, and of its square, for Σ̂ = XᵀX/n drawn literally (Theorem E.9 of
 * Zhang et al. 2025, arXiv 2502.01763). All z of a population and an aspect ratio share one draw and its eigenvalues.
 *
 * Rounding: that of the eigenvalues, divided by the distance of z from them.
 */
export const experiment: Experiment<ResolventTraceParameters> = {
  id: "resolvent-trace",
  version: 1,
  module: import.meta.url,
  streamParameters: ["population", "phi"],
  parameters: { parse },
  observables: {
    stieltjesReal: { meaning: "Re d⁻¹tr(Σ̂ − z)⁻¹" },
    stieltjesImaginary: { meaning: "Im d⁻¹tr(Σ̂ − z)⁻¹; 0 for real z" },
    derivativeReal: { meaning: "Re d⁻¹tr(Σ̂ − z)⁻²" },
    derivativeImaginary: { meaning: "Im d⁻¹tr(Σ̂ − z)⁻²; 0 for real z" },
  },
  realise: realiseSampleCovariance,
  run,
  cost,
};

const readPoint = pointReader({ zReal: finite, zImaginary: finite.default(0) });

function parse(input: unknown): ResolventTraceParameters {
  const point = readPoint(input);
  if (point.zImaginary === 0 && point.zReal >= 0) {
    throw invalidInput("zReal", point.zReal, "below 0 where zImaginary is 0: the spectrum lies on [0, ∞)");
  }
  return point;
}

function run(problems: readonly ResolventTraceProblem[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const { shape, realised } = problems[0];
  const eigenvalues = sampleEigenvalues(shape.n, realisedEigenvalues(realised.population), stream.child("inputs"));
  return problems.map(({ point }) => traces(eigenvalues, point.zReal, point.zImaginary));
}

function traces(eigenvalues: Float64Array, x: number, y: number): Record<string, number> {
  let real = 0;
  let imaginary = 0;
  let derivativeReal = 0;
  let derivativeImaginary = 0;
  for (const eigenvalue of eigenvalues) {
    // 1/(s − x − iy) = (s − x + iy)/((s − x)² + y²).
    const distance = eigenvalue - x;
    const square = distance * distance + y * y;
    const re = distance / square;
    const im = y / square;
    real += re;
    imaginary += im;
    derivativeReal += re * re - im * im;
    derivativeImaginary += 2 * re * im;
  }
  const d = eigenvalues.length;
  return {
    stieltjesReal: real / d,
    stieltjesImaginary: imaginary / d,
    derivativeReal: derivativeReal / d,
    derivativeImaginary: derivativeImaginary / d,
  };
}

function cost({ shape: { n, d } }: ResolventTraceProblem): number {
  return 2 * streamCost + sampleEigenvaluesCost(n, d) + (20 * d) / 1e6;
}
