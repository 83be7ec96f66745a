// Sums of squares below this are taken for 0, which changes a matrix with entries near 1 by less than 2^−450.
const negligible = 2 ** -900;

/**
 * The H = I − factor · v vᵀ that takes the `length` numbers at `at`, x, to image · e, with e the last unit vector: the v
 * replaces x. H = I if all numbers but the last vanish beside a matrix with entries near 1.
 */
export function reflector(memory: Float64Array, at: number, length: number): { image: number; factor: number } {
  const last = at + length - 1;
  let others = 0;
  for (let j = at; j < last; j++) others += memory[j] * memory[j];
  const pivot = memory[last];
  if (others < negligible) return { image: pivot, factor: 0 };
  const norm = Math.sqrt(others + pivot * pivot);
  // Of the two signs, the one for which nothing cancels.
  const image = pivot > 0 ? -norm : norm;
  memory[last] = pivot - image;
  return { image, factor: 1 / (norm * (norm + Math.abs(pivot))) };
}
