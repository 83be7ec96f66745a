import type { z } from "zod";
import { type DenseMatrix, denseMatrix } from "../../linalg/dense-matrix.ts";
import { multiply } from "../../linalg/multiply.ts";
import type { Experiment, Problem } from "../experiment.ts";
import { drawInputs, drawUnitNoise } from "../one-step/draws.ts";
import { requireOneCell } from "../require-one-cell.ts";
import { countFrom1, finite } from "../sample-covariance/point-schema.ts";
import { realisedEigenvalues } from "../spectrum/realised-covariance.ts";
import type { Stream } from "../stream.ts";
import { streamCost } from "../stream-cost.ts";
import type { ReadoutParameters } from "./averaged-readout-experiment.ts";
import { inputSpectrum, scaledColumns } from "./input-spectrum.ts";
import { readoutCovariances } from "./readout-covariances.ts";
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
import { spectralFilter } from "./spectral-filter.ts";

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
  const { n, d } = shape;
  const eigenvalues = realisedEigenvalues(realised.population);
  const x = drawInputs(n, eigenvalues, stream.child("inputs"));
  const signs = drawSigns(d, point.columns, stream.child("signs"));
  const noise = drawUnitNoise(n, point.columns, stream.child("noise"));
  const observed: Record<string, number>[] = new Array(problems.length);
  for (const exponent of new Set(problems.map(({ point }) => point.exponent))) {
    const inputs = scaledColumns(
      x,
      eigenvalues.map((tau) => tau ** (exponent / 2)),
    );
    const spectrum = inputSpectrum(inputs, n);
    problems.forEach(({ point }, i) => {
      if (point.exponent !== exponent) return;
      const { weights, shiftedWeights, teacherFactors } = readoutCovariances(eigenvalues, exponent, point.shift);
      const teachers = scaledRows(
        signs,
        teacherSquares(eigenvalues, point.alignment, point.normalization).map((square, j) =>
          Math.sqrt(square * teacherFactors[j]),
        ),
      );
      const labels = multiply(inputs, teachers);
      const deviation = Math.sqrt(point.noiseVariance);
      for (let at = 0; at < labels.data.length; at++) labels.data[at] += deviation * noise.data[at];
      // V h(s) Vᵀ X̃ᵀy/n.
      const moments = multiply(inputs, labels, { transposeA: true, alpha: 1 / n });
      const filter = spectralFilter(point);
      const directions = multiply(spectrum.vectors, moments, { transposeA: true });
      const readouts = multiply(spectrum.vectors, scaledRows(directions, spectrum.values.map(filter.learnt)));
      // Where Σ̂ has a null space the gradient has no part in it.
      observed[i] = finiteObservations({
        risk: point.noiseVariance + meanSquare(readouts, teachers, weights),
        shiftedRisk: point.noiseVariance + meanSquare(readouts, teachers, shiftedWeights),
      });
    });
  }
  return observed;
}

/** d × K numbers 1 and −1. */
function drawSigns(d: number, columns: number, stream: Stream): DenseMatrix {
  const signs = denseMatrix(d, columns);
  for (let at = 0; at < signs.data.length; at++) signs.data[at] = stream.uniform() < 0.5 ? -1 : 1;
  return signs;
}

function scaledRows({ rows, columns, data }: DenseMatrix, scales: ArrayLike<number>): DenseMatrix {
  const scaled = denseMatrix(rows, columns);
  for (let i = 0, at = 0; i < rows; i++) {
    for (let k = 0; k < columns; k++, at++) scaled.data[at] = scales[i] * data[at];
  }
  return scaled;
}

/** The mean over the columns of Σ_j w_j(a_j − b_j)². */
function meanSquare(a: DenseMatrix, b: DenseMatrix, weights: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0, at = 0; j < a.rows; j++) {
    let row = 0;
    for (let k = 0; k < a.columns; k++, at++) row += (a.data[at] - b.data[at]) ** 2;
    sum += weights[j] * row;
  }
  return sum / a.columns;
}

/** Draws, the smaller Gram matrix, its eigenvectors, and six products with K columns. */
function cost({ shape: { n, d }, point: { columns } }: LiteralProblem): number {
  const rank = Math.min(n, d);
  const products = 4 * columns * d * (n + rank);
  return 4 * streamCost + (10 * (n + columns) * d + rank * n * d + 9 * rank ** 3 + products) / 1e6;
}
