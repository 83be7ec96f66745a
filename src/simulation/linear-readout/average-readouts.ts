import { type DenseMatrix, denseMatrix } from "../../linalg/dense-matrix.ts";
import type { SymmetricEigen } from "../../linalg/symmetric-eigen.ts";
import { drawBartlettFactor } from "../one-step-reduced/bartlett-factor.ts";
import { trapezoidalGram } from "../one-step-reduced/trapezoidal-gram.ts";
import type { Stream } from "../stream.ts";
import { type AverageRisk, averageRisk } from "./average-risk.ts";
import { inputSpectrum, scaledColumns, spectrumOf } from "./input-spectrum.ts";
import type { ReadoutTraining } from "./readout-setting.ts";
import { filterKey, spectralFilter } from "./spectral-filter.ts";

/**
 * The average risks of several trainings on one draw of the inputs, which `use` is called with, each once and in no
 * order that matters: trainings with the same p share a spectrum, and those with the same filter as well its risk.
 *
 * The inputs are exact in law and not literal. Given X the averages depend on ZᵀZ alone, X = ZΣ^{1/2}, for every p at once:
 * Z is replaced by its triangular factor (`drawBartlettFactor`), min(n, d) × d.
 *
 * @param eigenvalues Of Σ, ascending.
 */
export function averageReadouts(
  { n, d }: { readonly n: number; readonly d: number },
  eigenvalues: readonly number[],
  trainings: readonly ReadoutTraining[],
  stream: Stream,
  use: (training: number, risk: AverageRisk) => void,
): void {
  const factor = drawBartlettFactor(n, d, stream);
  const gram = n < d ? undefined : trapezoidalGram(factor);
  const exponents = new Set(trainings.map(({ exponent }) => exponent));
  for (const exponent of exponents) {
    const roots = Float64Array.from(eigenvalues, (tau) => tau ** ((1 + exponent) / 2));
    const spectrum: SymmetricEigen =
      gram === undefined ? inputSpectrum(scaledColumns(factor, roots), n) : spectrumOf(scaledBothSides(gram, roots, n));
    const risks = new Map<string, AverageRisk>();
    trainings.forEach((training, i) => {
      if (training.exponent !== exponent) return;
      const key = filterKey(training);
      const risk = risks.get(key) ?? averageRisk(spectrum, spectralFilter(training), n);
      risks.set(key, risk);
      use(i, risk);
    });
  }
}

/** The lower triangle of D·gram·D/n for a diagonal D. */
function scaledBothSides(gram: DenseMatrix, roots: Float64Array, n: number): DenseMatrix {
  const d = gram.rows;
  const scaled = denseMatrix(d, d);
  for (let i = 0; i < d; i++) {
    const scale = roots[i] / n;
    for (let j = 0; j <= i; j++) scaled.data[i * d + j] = scale * roots[j] * gram.data[i * d + j];
  }
  return scaled;
}

/** Nominal work of `averageReadouts` in units of 10⁶ operations, without the streams. */
export function averageReadoutsCost(n: number, d: number, trainings: readonly ReadoutTraining[]): number {
  const rank = Math.min(n, d);
  const exponents = new Set(trainings.map(({ exponent }) => exponent)).size;
  const filters = new Set(trainings.map((training) => `${training.exponent} ${filterKey(training)}`)).size;
  const draws = 5 * rank * (2 * d - rank);
  const gram = n < d ? 0 : d ** 3 / 3;
  const spectrum = 9 * rank ** 3 + (n < d ? 3 * n * n * d : 0);
  return (draws + gram + exponents * spectrum + filters * (d * d * rank + 8 * d * d)) / 1e6;
}
