import { AsymptopiaError } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import {
  type DenseMatrix,
  denseMatrix,
  multiply,
  symmetricEigen,
  symmetricEigenvalues,
  symmetricProduct,
} from "../../linalg/index.ts";
import { checkedCovariance } from "./covariance.ts";
import { between0And, nonNegative, wholeNumber } from "./domains.ts";
import { finiteMatrix } from "./row-basis.ts";

/**
 * ln det(V + Σ xᵢxᵢᵀ) − ln det V from V and the samples, as Σ ln(1 + μⱼ) over the eigenvalues μⱼ of XV⁻¹Xᵀ or its
 * transpose: no determinant is formed, and a small logarithm is relatively as accurate as a large one. The relative error
 * is some √d·ε·κ(V); `status` is `ok` up to 1e-11.
 *
 * @param regularisation V, d × d, positive definite.
 * @param samples X, n × d, a sample xᵢ a row.
 * @throws AsymptopiaError `invalid-input` naming the argument.
 */
export function logDeterminantRatio(regularisation: DenseMatrix, samples: DenseMatrix): Quantity {
  const { rows: n, columns: d } = finiteMatrix("samples", samples);
  const { relativeError } = checkedCovariance(regularisation, d, "regularisation");
  const whitened = whiten(samples, regularisation);
  const values = symmetricEigenvalues(symmetricProduct(whitened, n < d ? "rows" : "columns"));
  const value = values.reduce((sum, mu) => sum + Math.log1p(Math.max(0, mu)), 0);
  if (!Number.isFinite(value)) {
    throw new AsymptopiaError("non-finite", `the logarithm of the determinants' ratio is ${value}`);
  }
  // Each μ is off by some (n + d)·ε of the largest.
  const absolute = 4 * (n + d) * Number.EPSILON * Math.max(0, values[values.length - 1]);
  const rounding = values.reduce((sum, mu) => sum + absolute / (1 + Math.max(0, mu)), 0);
  const error = rounding + relativeError * value;
  return { value, error, status: error <= 1e-11 * Math.max(1, value) ? "ok" : "inaccurate" };
}

/**
 * The right side of Lemma B.3: with probability of at least 1 − δ,
 * ‖(V + Σ xᵢxᵢᵀ)^-½ Σ xᵢwᵢᵀ‖²_op ≤ 4σ² ln(det(V + Σ xxᵀ)/det V) + 8d_wσ² ln 5 + 8σ² ln(1/δ),
 * where each wᵢ ∈ ℝ^d_w is σ²-sub-Gaussian given what came before it and xᵢ. Three positive terms, to 8ε beside the
 * logarithm's own error.
 *
 * Derivation: for a unit vector u, wᵢᵀu is σ²-sub-Gaussian, and the self-normalised inequality of Abbasi-Yadkori et al.
 * (NIPS 2011, Theorem 1) bounds the squared length of the sum's image under u by σ² ln(det ratio) + 2σ² ln(1/δ′) with
 * probability 1 − δ′. A ½-net of the unit sphere has at most 5^d_w members; with δ′ = δ/5^d_w it holds at all of them, and
 * the operator norm is at most twice the largest of those lengths. It is loose: in Gaussian data a tenth is used.
 *
 * Source: Lemma B.3 of Zhang et al. 2025, arXiv 2502.01763, with constants made explicit.
 *
 * @param setting `logDeterminantRatio` ≥ 0, from the function of that name; `noiseVariance` σ² ≥ 0; `outputs` d_w;
 *   `failureProbability` δ in (0, 1).
 * @throws AsymptopiaError `invalid-input` naming the member.
 */
export function selfNormalisedBound(setting: {
  readonly logDeterminantRatio: number;
  readonly noiseVariance: number;
  readonly outputs: number;
  readonly failureProbability: number;
}): number {
  nonNegative("logDeterminantRatio", setting.logDeterminantRatio);
  nonNegative("noiseVariance", setting.noiseVariance);
  wholeNumber("outputs", setting.outputs, 1);
  between0And("failureProbability", setting.failureProbability, 1);
  const inUnits =
    4 * setting.logDeterminantRatio + 8 * setting.outputs * Math.log(5) - 8 * Math.log(setting.failureProbability);
  return setting.noiseVariance * inUnits;
}

/** XV^-½, up to an orthogonal matrix on the right. */
function whiten(samples: DenseMatrix, regularisation: DenseMatrix): DenseMatrix {
  const { values, vectors } = symmetricEigen(regularisation);
  const order = values.length;
  const root = denseMatrix(
    order,
    order,
    vectors.data.map((entry, i) => entry / Math.sqrt(values[i % order])),
  );
  return multiply(samples, root);
}
