import { addTrapezoidalGramTimes } from "../../linalg/add-trapezoidal-gram-times.ts";
import type { LinearOperator } from "../../linalg/conjugate-gradients.ts";
import { type DenseMatrix, denseMatrix } from "../../linalg/dense-matrix.ts";
import { dotProduct } from "../../linalg/dot-product.ts";
import { type InputDraws, withComponent } from "./inputs.ts";
import { trapezoidalGram } from "./trapezoidal-gram.ts";

/**
 * The lower triangle of XᵀX/n = Σ^{1/2}(ppᵀ + qqᵀ + P·RᵀR·P)Σ^{1/2}/n, with p = `along` and q = `across`; zeros above the
 * diagonal. P·C·P = C − ucᵀ − cuᵀ for c = Cu − (uᵀCu/2)u keeps RᵀR the product of a triangular matrix with itself.
 */
export function sampleCovariance({ roots, unit, along, across, factor }: InputDraws, n: number): DenseMatrix {
  const d = roots.length;
  const covariance = factor === undefined ? denseMatrix(d, d) : trapezoidalGram(factor);
  const image = new Float64Array(d);
  if (factor !== undefined) addTrapezoidalGramTimes(factor, unit, image);
  const half = dotProduct(unit, image) / 2;
  for (let j = 0; j < d; j++) image[j] -= half * unit[j];
  for (let i = 0; i < d; i++) {
    const scale = roots[i] / n;
    for (let j = 0; j <= i; j++) {
      const rest = covariance.data[i * d + j] - unit[i] * image[j] - image[i] * unit[j];
      covariance.data[i * d + j] = scale * roots[j] * (rest + along[i] * along[j] + across[i] * across[j]);
    }
  }
  return covariance;
}

/** v ↦ (XᵀX/n + ridge·I)v, without XᵀX: one pass over R, which should be resident, per application. */
export function sampleCovarianceOperator(
  { roots, unit, along, across, factor }: InputDraws,
  n: number,
  ridge: number,
): LinearOperator {
  const d = roots.length;
  const weighted = new Float64Array(d);
  return (v, out) => {
    for (let j = 0; j < d; j++) weighted[j] = roots[j] * v[j];
    const alongSum = dotProduct(along, weighted);
    const acrossSum = dotProduct(across, weighted);
    out.fill(0);
    if (factor !== undefined) {
      withComponent(weighted, unit, 0);
      addTrapezoidalGramTimes(factor, weighted, out);
      withComponent(out, unit, 0);
    }
    for (let j = 0; j < d; j++) {
      out[j] = (roots[j] / n) * (out[j] + alongSum * along[j] + acrossSum * across[j]) + ridge * v[j];
    }
  };
}
