import type { z } from "zod";
import type { Experiment, Problem } from "../experiment.ts";
import { requireOneCell } from "../require-one-cell.ts";
import { countFrom1, finite } from "../sample-covariance/point-schema.ts";
import { realisedEigenvalues } from "../spectrum/realised-covariance.ts";
import type { Stream } from "../stream.ts";
import { streamCost } from "../stream-cost.ts";
import type { ReadoutParameters } from "./averaged-readout-experiment.ts";
import { drawLiterally, meanSquare, preconditionedDraw, trainReadouts } from "./literal-draw.ts";
import { finiteObservations } from "./readout-observables.ts";
import {
  checkedTraining,
  parseSettingOf,
  realiseReadout,
  settingShape,
  strictObject,
  trainingShape,
} from "./readout-setting.ts";
import { teacherSquares } from "./readout-teacher.ts";

/** A point of the literal readout experiment. */
export type LiteralReadoutParameters = ReadoutParameters & {
  /** K, how many teachers with labels of their own share one draw of the inputs. */
  readonly columns: number;
};

type LiteralProblem = Problem<LiteralReadoutParameters>;

/**
 * A linear readout trained with the preconditioner Σ^p, drawn literally: all n × d inputs, labels y = Xθ + ε, and the
 * readout of X̃ = XΣ^{p/2} that training on them leads to. Only the risk is taken without a test sample,
 * σ² + (θ̂ − θ)ᵀΣ(θ̂ − θ).
 *
 * θ has entries ± of fixed size in the eigenbasis of Σ. The signs, which the law of the risk does not depend on, are drawn
 * for each of the K columns; a replicate shows the mean over the columns.
 *
 * `size`, rounding and failures are those of `averaged-linear-readout`.
 */
export const experiment: Experiment<LiteralReadoutParameters> = {
  id: "linear-readout",
  version: 1,
  module: import.meta.url,
  streamParameters: ["population", "phi", "columns"],
  parameters: { parse },
  observables: {
    risk: { meaning: "σ² + (θ̂ − θ)ᵀΣ(θ̂ − θ), the mean of (y − ŷ)² at a new x" },
    shiftedRisk: { meaning: "the same where the new x has covariance Σ^s" },
  },
  realise: (point, size) => realiseReadout(point, size, [point], [point.alignment]),
  run,
  cost,
};

const members = { ...settingShape, alignment: finite, ...trainingShape, columns: countFrom1.default(16) };
const schema = strictObject(members, "a point");

function parse(input: unknown): LiteralReadoutParameters {
  const { population, phi, noiseVariance, normalization, shift, alignment, columns, ...training } = parseSettingOf(
    schema as z.ZodType<z.output<typeof schema>>,
    input,
  );
  return { population, phi, noiseVariance, normalization, shift, alignment, columns, ...checkedTraining(training) };
}

function run(problems: readonly LiteralProblem[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const { shape, realised, point } = problems[0];
  const eigenvalues = realisedEigenvalues(realised.population);
  const draw = drawLiterally(shape.n, point.columns, eigenvalues, stream);
  const observed: Record<string, number>[] = new Array(problems.length);
  for (const exponent of new Set(problems.map(({ point }) => point.exponent))) {
    const preconditioned = preconditionedDraw(draw, exponent);
    problems.forEach(({ point }, i) => {
      if (point.exponent !== exponent) return;
      const { alignment, normalization, noiseVariance, shift } = point;
      const squares = teacherSquares(eigenvalues, alignment, normalization);
      const { readouts, teachers, covariances } = trainReadouts(
        preconditioned,
        { squares, noiseVariance, shift },
        point,
      );
      observed[i] = finiteObservations({
        risk: noiseVariance + meanSquare(readouts, teachers, covariances.weights),
        shiftedRisk: noiseVariance + meanSquare(readouts, teachers, covariances.shiftedWeights),
      });
    });
  }
  return observed;
}

/** Draws, the smaller Gram matrix, its eigenvectors, and six products with K columns. */
function cost({ shape: { n, d }, point: { columns } }: LiteralProblem): number {
  const rank = Math.min(n, d);
  const products = 4 * columns * d * (n + rank);
  return 4 * streamCost + (10 * (n + columns) * d + rank * n * d + 9 * rank ** 3 + products) / 1e6;
}
