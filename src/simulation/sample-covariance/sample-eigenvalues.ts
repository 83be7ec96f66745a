import { symmetricEigenvalues } from "../../linalg/symmetric-eigen.ts";
import { symmetricProduct } from "../../linalg/symmetric-product.ts";
import { drawInputs } from "../one-step/draws.ts";
import type { Stream } from "../stream.ts";

/**
 * The d eigenvalues of Σ̂ = XᵀX/n, ascending, for n × d inputs X = ZΣ^{1/2} of which every entry is drawn.
 *
 * They are those of the smaller of XᵀX/n and XXᵀ/n; where that is XXᵀ/n, the d − n others are 0 exactly. Rounding: a
 * modest multiple of max(n, d)·ε·‖Σ̂‖ in each.
 *
 * @param populationEigenvalues The d eigenvalues of Σ, which is diagonal without loss of generality.
 */
export function sampleEigenvalues(n: number, populationEigenvalues: readonly number[], stream: Stream): Float64Array {
  const d = populationEigenvalues.length;
  const x = drawInputs(n, populationEigenvalues, stream);
  const values = symmetricEigenvalues(symmetricProduct(x, d <= n ? "columns" : "rows", 1 / n));
  if (d <= n) return values;
  const padded = new Float64Array(d);
  padded.set(values, d - n);
  return padded.sort();
}

/** Nominal work of `sampleEigenvalues`: the draws at ten operations a number, the product, 4/3 of the cube. In 10⁶. */
export function sampleEigenvaluesCost(n: number, d: number): number {
  const smaller = Math.min(n, d);
  return (10 * n * d + smaller * n * d + (4 / 3) * smaller ** 3) / 1e6;
}
