import { z } from "zod";
import { invalidInput } from "../../foundation/errors.ts";
import { symmetricEigenvalues } from "../../linalg/symmetric-eigen.ts";
import type { Experiment, Problem } from "../experiment.ts";
import { drawBartlettFactor } from "../one-step-reduced/bartlett-factor.ts";
import { trapezoidalGram } from "../one-step-reduced/trapezoidal-gram.ts";
import { requireOneCell } from "../require-one-cell.ts";
import { realisedEigenvalues } from "../spectrum/realised-covariance.ts";
import type { Stream } from "../stream.ts";
import { streamCost } from "../stream-cost.ts";
import { above0, pointReader, type SampleCovarianceParameters } from "./point-schema.ts";
import { realiseSampleCovariance } from "./realise.ts";

/** A point of the edge-eigenvalue experiment: one edge of the limiting support, which is given as numbers. */
export type EdgeEigenvalueParameters = SampleCovarianceParameters & {
  /** E, the position of the edge, at every size: sizes have to have the limit's spectrum and d/n exactly. */
  readonly edge: number;
  /** Whether E is the upper end of an interval of the support, with the eigenvalue below it, or the lower end. */
  readonly side: "upper" | "lower";
  /** The share of the eigenvalues that lie below E, from 0 to 1. */
  readonly shareBelow: number;
};

type EdgeEigenvalueProblem = Problem<EdgeEigenvalueParameters>;

const share = "a number from 0 to 1";

/**
 * The eigenvalue of Σ̂ = XᵀX/n next to an edge of the limiting support, by which the eigenvalues are split exactly.
 *
 * XᵀX is drawn through its Bartlett factor, which has the law of a literal draw and a half of d² random numbers in the
 * place of n·d. All edges of a population and an aspect ratio share one draw and its eigenvalues.
 *
 * The two observables differ by a term of order n^{−2/3}, and tend to the same law. Near an upper edge the distance is the one
 * whose law is nearer to its limit, near a lower edge the logarithm.
 *
 * Rounding: a modest multiple of d·ε·‖Σ̂‖ in the eigenvalue, times n^{2/3}.
 */
export const experiment: Experiment<EdgeEigenvalueParameters> = {
  id: "edge-eigenvalue",
  version: 1,
  module: import.meta.url,
  streamParameters: ["population", "phi"],
  parameters: {
    parse: pointReader({
      edge: above0,
      side: z.enum(["upper", "lower"], '"upper" or "lower"'),
      shareBelow: z.number(share).min(0, share).max(1, share),
    }),
  },
  observables: {
    scaledDistance: {
      meaning: "n^{2/3}·(λ̂ − E) of the eigenvalue λ̂ nearest to the edge E of those on the bulk's side",
    },
    scaledLogarithm: { meaning: "n^{2/3}·E·ln(λ̂/E) of the same eigenvalue" },
  },
  realise,
  run,
  cost,
};

function realise(point: EdgeEigenvalueParameters, size: number): EdgeEigenvalueProblem {
  if (point.phi > 1) throw invalidInput("phi", point.phi, "at most 1: eigenvalues are counted among d that are not 0");
  const problem = realiseSampleCovariance(point, size);
  edgeIndex(problem);
  return problem;
}

/** The place of the edge's eigenvalue among the d ascending ones, from 0. */
function edgeIndex({ point, shape, size }: EdgeEigenvalueProblem): number {
  const below = point.shareBelow * shape.d;
  if (Math.abs(below - Math.round(below)) > 1e-9 * shape.d) {
    throw invalidInput("size", size, `such that shareBelow = ${point.shareBelow} of ${shape.d} is a whole number`);
  }
  const index = point.side === "upper" ? Math.round(below) - 1 : Math.round(below);
  if (index >= 0 && index < shape.d) return index;
  const accepted = point.side === "upper" ? "above 0 at an upper edge" : "below 1 at a lower edge";
  throw invalidInput("shareBelow", point.shareBelow, accepted);
}

function run(problems: readonly EdgeEigenvalueProblem[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const { shape, realised } = problems[0];
  const { n, d } = shape;
  const roots = realisedEigenvalues(realised.population).map(Math.sqrt);
  const gram = trapezoidalGram(drawBartlettFactor(n, d, stream.child("inputs")));
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) gram.data[i * d + j] *= (roots[i] * roots[j]) / n;
  }
  const eigenvalues = symmetricEigenvalues(gram);
  return problems.map((problem) => {
    const { edge } = problem.point;
    const eigenvalue = eigenvalues[edgeIndex(problem)];
    return {
      scaledDistance: n ** (2 / 3) * (eigenvalue - edge),
      scaledLogarithm: n ** (2 / 3) * edge * Math.log(eigenvalue / edge),
    };
  });
}

/** Draws at ten operations a number, the product of triangles, and the eigenvalues. */
function cost({ shape: { d } }: EdgeEigenvalueProblem): number {
  return 3 * streamCost + (5 * d * d + (5 / 3) * d ** 3) / 1e6;
}
