import { type DenseMatrix, denseMatrix } from "../../linalg/dense-matrix.ts";
import { multiply } from "../../linalg/multiply.ts";
import type { SymmetricEigen } from "../../linalg/symmetric-eigen.ts";
import { drawInputs, drawUnitNoise } from "../one-step/draws.ts";
import type { Stream } from "../stream.ts";
import { inputSpectrum, scaledColumns } from "./input-spectrum.ts";
import { type ReadoutCovariances, readoutCovariances } from "./readout-covariances.ts";
import type { ReadoutTraining } from "./readout-setting.ts";
import { spectralFilter } from "./spectral-filter.ts";

/** Inputs, signs of the teachers and unit noise, of which every number is drawn. */
export interface LiteralDraw {
  /** τ, the eigenvalues of Σ. */
  readonly eigenvalues: readonly number[];
  /** X = ZΣ^{1/2}, n × d. */
  readonly x: DenseMatrix;
  /** d × K. */
  readonly signs: DenseMatrix;
  /** n × K. */
  readonly noise: DenseMatrix;
}

/** The draw for n samples and K teachers. */
export function drawLiterally(n: number, columns: number, eigenvalues: readonly number[], stream: Stream): LiteralDraw {
  const signs = denseMatrix(eigenvalues.length, columns);
  const source = stream.child("signs");
  for (let at = 0; at < signs.data.length; at++) signs.data[at] = source.uniform() < 0.5 ? -1 : 1;
  return {
    eigenvalues,
    x: drawInputs(n, eigenvalues, stream.child("inputs")),
    signs,
    noise: drawUnitNoise(n, columns, stream.child("noise")),
  };
}

/** A draw with the preconditioner Σ^p: its inputs X̃ = XΣ^{p/2} and the spectrum of X̃ᵀX̃/n. */
export interface PreconditionedDraw {
  readonly draw: LiteralDraw;
  readonly exponent: number;
  readonly inputs: DenseMatrix;
  readonly spectrum: SymmetricEigen;
}

/** The draw as a training with exponent p sees it. */
export function preconditionedDraw(draw: LiteralDraw, exponent: number): PreconditionedDraw {
  const inputs = scaledColumns(
    draw.x,
    draw.eigenvalues.map((tau) => tau ** (exponent / 2)),
  );
  return { draw, exponent, inputs, spectrum: inputSpectrum(inputs, draw.x.rows) };
}

/** What came of a training, in the coordinates of x̃. */
export interface TrainedReadouts {
  /** θ̂, d × K. */
  readonly readouts: DenseMatrix;
  /** θ̃ = Σ^{−p/2}θ, d × K. */
  readonly teachers: DenseMatrix;
  readonly covariances: ReadoutCovariances;
}

/**
 * Labels y = X̃θ̃ + σε, and the readouts h(Σ̂)X̃ᵀy/n that the training leads to.
 *
 * @param squares θ_i².
 * @param shift s of `ReadoutSetting`.
 */
export function trainReadouts(
  { draw, exponent, inputs, spectrum }: PreconditionedDraw,
  { squares, noiseVariance, shift }: { squares: Float64Array; noiseVariance: number; shift: number },
  training: ReadoutTraining,
): TrainedReadouts {
  const covariances = readoutCovariances(draw.eigenvalues, exponent, shift);
  const entries = squares.map((square, j) => Math.sqrt(square * covariances.teacherFactors[j]));
  const teachers = scaledRows(draw.signs, entries);
  const labels = multiply(inputs, teachers);
  const deviation = Math.sqrt(noiseVariance);
  for (let at = 0; at < labels.data.length; at++) labels.data[at] += deviation * draw.noise.data[at];
  const moments = multiply(inputs, labels, { transposeA: true, alpha: 1 / inputs.rows });
  const { learnt } = spectralFilter(training);
  // The gradient has no part outside the eigenvectors.
  const directions = multiply(spectrum.vectors, moments, { transposeA: true });
  const readouts = multiply(spectrum.vectors, scaledRows(directions, spectrum.values.map(learnt)));
  return { readouts, teachers, covariances };
}

/** The mean over the columns of Σ_j w_j(a_j − b_j)². */
export function meanSquare(a: DenseMatrix, b: DenseMatrix, weights: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0, at = 0; j < a.rows; j++) {
    let row = 0;
    for (let k = 0; k < a.columns; k++, at++) row += (a.data[at] - b.data[at]) ** 2;
    sum += weights[j] * row;
  }
  return sum / a.columns;
}

/** `matrix` with its rows times the scales, as a new matrix. */
export function scaledRows({ rows, columns, data }: DenseMatrix, scales: ArrayLike<number>): DenseMatrix {
  const scaled = denseMatrix(rows, columns);
  for (let i = 0, at = 0; i < rows; i++) {
    for (let k = 0; k < columns; k++, at++) scaled.data[at] = scales[i] * data[at];
  }
  return scaled;
}
