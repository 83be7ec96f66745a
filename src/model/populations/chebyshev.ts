/** Number of points, and of coefficients, of a series below. */
const size = 24;

/** cos of the angles at which functions are sampled, from +1 downwards: the zeros of the polynomial T_size. */
export const chebyshevPoints: readonly number[] = Array.from({ length: size }, (_, k) =>
  Math.sin((Math.PI * (size - 1 - 2 * k)) / (2 * size)),
);

const cosines: readonly (readonly number[])[] = Array.from({ length: size }, (_, j) =>
  Array.from({ length: size }, (_, k) => Math.cos((Math.PI * j * (2 * k + 1)) / (2 * size))),
);

/** The coefficients c_j of Σ c_j T_j(x), degree below 24, that takes these values at `chebyshevPoints`. */
export function chebyshevSeries(values: readonly number[]): readonly number[] {
  return cosines.map(
    (row, j) => ((j === 0 ? 1 : 2) / size) * row.reduce((sum, cosine, k) => sum + cosine * values[k], 0),
  );
}

/** The coefficients of ∫ from −1 to x of a series. */
export function antiderivative(series: readonly number[]): readonly number[] {
  const at = (j: number): number => (j < series.length ? series[j] : 0);
  const result = Array.from({ length: series.length + 1 }, (_, j) =>
    j === 0 ? 0 : (at(j - 1) * (j === 1 ? 2 : 1) - at(j + 1)) / (2 * j),
  );
  // T_j(−1) = (−1)^j.
  result[0] = result.reduce((sum, c, j) => sum - (j % 2 === 0 ? c : -c), 0);
  return result;
}

/** Σ c_j T_j(x) for x in [−1, 1], by Clenshaw's recurrence. */
export function evaluateSeries(series: readonly number[], x: number): number {
  let [next, later] = [0, 0];
  for (let j = series.length - 1; j > 0; j--) [next, later] = [2 * x * next - later + series[j], next];
  return x * next - later + series[0];
}
