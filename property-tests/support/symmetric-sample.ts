/**
 * Whether 0 lies in the interval of a sample whose summands are independent and each symmetric about their common
 * mean: |Σxᵢ| ≤ √(2·log(2/alpha))·√(Σxᵢ²).
 *
 * If the mean is 0, this fails with probability at most `alpha` at every sample size and for every such law: given the
 * |xᵢ|, the signs are independent and fair, and Hoeffding's inequality bounds Σ±|xᵢ| (Efron, J. Amer. Statist. Assoc. 64
 * (1969), 1278–1302).
 */
export function symmetricSampleCoversZero(sample: readonly number[], alpha: number): boolean {
  const sum = sample.reduce((total, x) => total + x, 0);
  const squares = sample.reduce((total, x) => total + x * x, 0);
  return Math.abs(sum) <= Math.sqrt(2 * Math.log(2 / alpha) * squares);
}
