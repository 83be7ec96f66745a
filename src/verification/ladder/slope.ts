/**
 * Weights w with Σ w_s·y_s the least-squares slope of y on log(size): they sum to 0, and Σ w_s·log(size_s) = 1.
 *
 * @param sizes At least two, all different.
 */
export function slopeWeights(sizes: readonly number[]): readonly number[] {
  const logs = sizes.map(Math.log);
  const centre = logs.reduce((sum, x) => sum + x, 0) / logs.length;
  const spread = logs.reduce((sum, x) => sum + (x - centre) ** 2, 0);
  return logs.map((x) => (x - centre) / spread);
}
