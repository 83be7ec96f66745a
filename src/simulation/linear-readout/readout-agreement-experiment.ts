import type { z } from "zod";
import { denseMatrix } from "../../linalg/dense-matrix.ts";
import type { Experiment, Problem } from "../experiment.ts";
import { requireOneCell } from "../require-one-cell.ts";
import { finite } from "../sample-covariance/point-schema.ts";
import { realisedEigenvalues } from "../spectrum/realised-covariance.ts";
import type { Stream } from "../stream.ts";
import { streamCost } from "../stream-cost.ts";
import {
  drawLiterally,
  meanSquare,
  type PreconditionedDraw,
  preconditionedDraw,
  trainReadouts,
} from "./literal-draw.ts";
import { finiteObservations } from "./readout-observables.ts";
import {
  checkedTraining,
  parseSettingOf,
  type ReadoutSetting,
  type ReadoutTraining,
  realiseReadout,
  settingShape,
  strictObject,
  trainingShape,
} from "./readout-setting.ts";
import { teacherSquares } from "./readout-teacher.ts";

/** A point of the agreement experiment: two trainings on the same labels. */
export type ReadoutAgreementParameters = ReadoutSetting & {
  /** a of the teacher, θ_i² ∝ τ_i^{2a}. */
  readonly alignment: number;
  readonly first: ReadoutTraining;
  readonly second: ReadoutTraining;
};

type AgreementProblem = Problem<ReadoutAgreementParameters>;

/**
 * Whether two trainings on the same literal draw lead to the same function of x: θ̂ = Σ^{p/2}θ̃ of the one and of the other.
 *
 * Rounding: X̃ᵀX̃/n has an error of at most ndε‖Σ̂‖ before its eigenvectors and values, θ̃ a relative one of that times
 * cond(Σ̂), and going over to Σ^{1/2}Σ^{p/2}θ̃ amplifies it by the condition of Σ^{(1+p)/2}. `amplification` is the product of
 * the two conditions, of both trainings together; it counts the eigenvalues that are above 0 where d > n.
 */
export const experiment: Experiment<ReadoutAgreementParameters> = {
  id: "linear-readout-agreement",
  version: 1,
  module: import.meta.url,
  streamParameters: ["population", "phi"],
  parameters: { parse },
  observables: {
    discrepancy: { meaning: "‖Σ^{1/2}(θ̂₁ − θ̂₂)‖ of the two readouts: how far their predictions differ" },
    scale: { meaning: "‖Σ^{1/2}θ̂₁‖ + ‖Σ^{1/2}θ̂₂‖" },
    amplification: { meaning: "cond(Σ̂)·cond(Σ^{(1+p)/2}) of the one training and the other" },
  },
  realise: (point, size) => realiseReadout(point, size, [point.first, point.second], [point.alignment]),
  run,
  cost,
};

const training = strictObject(trainingShape, "a training");
const schema = strictObject({ ...settingShape, alignment: finite, first: training, second: training }, "a point");

function parse(input: unknown): ReadoutAgreementParameters {
  const { population, phi, noiseVariance, normalization, shift, alignment, first, second } = parseSettingOf(
    schema as z.ZodType<z.output<typeof schema>>,
    input,
  );
  return {
    population,
    phi,
    noiseVariance,
    normalization,
    shift,
    alignment,
    first: checkedTraining(first, "first"),
    second: checkedTraining(second, "second"),
  };
}

function run(problems: readonly AgreementProblem[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const { shape, realised } = problems[0];
  const eigenvalues = realisedEigenvalues(realised.population);
  const draw = drawLiterally(shape.n, 1, eigenvalues, stream);
  const known = new Map<number, PreconditionedDraw>();
  const preconditioned = (exponent: number): PreconditionedDraw => {
    const found = known.get(exponent) ?? preconditionedDraw(draw, exponent);
    known.set(exponent, found);
    return found;
  };
  const zero = denseMatrix(eigenvalues.length, 1);
  return problems.map(({ point }) => {
    const { alignment, normalization, noiseVariance, shift } = point;
    const squares = teacherSquares(eigenvalues, alignment, normalization);
    const [first, second] = [point.first, point.second].map((training) => {
      const at = preconditioned(training.exponent);
      const { readouts, covariances } = trainReadouts(at, { squares, noiseVariance, shift }, training);
      const { values } = at.spectrum;
      const { weights } = covariances;
      return {
        // Σ^{1/2}θ̂ = Σ^{(1+p)/2}θ̃.
        image: denseMatrix(
          weights.length,
          1,
          readouts.data.map((entry, j) => covariances.roots[j] * entry),
        ),
        condition: (values[values.length - 1] / values[0]) * Math.sqrt(Math.max(...weights) / Math.min(...weights)),
      };
    });
    const ones = new Float64Array(eigenvalues.length).fill(1);
    return finiteObservations({
      discrepancy: Math.sqrt(meanSquare(first.image, second.image, ones)),
      scale: Math.sqrt(meanSquare(first.image, zero, ones)) + Math.sqrt(meanSquare(second.image, zero, ones)),
      amplification: first.condition + second.condition,
    });
  });
}

/** Draws, and for each training the smaller Gram matrix and its eigenvectors. */
function cost({ shape: { n, d } }: AgreementProblem): number {
  const rank = Math.min(n, d);
  return 4 * streamCost + (10 * n * d + 2 * (rank * n * d + 9 * rank ** 3 + 6 * d * (n + rank))) / 1e6;
}
