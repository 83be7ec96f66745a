/**
 * How many of `dimension` eigenvalues sit at each atom, for `weights` that sum to 1. The counts sum to `dimension` and
 * each is within 1 of its quota `weight·dimension`.
 *
 * They are the largest-remainder counts: the integer parts of the quotas, and one more for the largest fractional
 * parts, equal parts in order of the atoms. With many atoms that can shift mass by many eigenvalues (every atom of a
 * fine tail may lose its fraction); as soon as the counts up to some atom together are off by 1 or more, cumulative
 * rounding replaces them, which is never off by more than 1/2. Either way the distribution functions of the counts and
 * of the weights differ by less than 1/dimension everywhere.
 */
export function atomCounts(weights: readonly number[], dimension: number): number[] {
  const quotas = weights.map((weight) => weight * dimension);
  const counts = largestRemainder(quotas, dimension);
  return strays(counts, quotas) ? cumulativeRounding(quotas, dimension) : counts;
}

// Weights like 0.1 + 0.2 + 0.7 carry rounding errors. Fractions are compared in units of 2^−30, far above those and far
// below any difference that matters, so that ties are ties and 28.999999999999996 is 29.
const UNIT = 2 ** -30;

function largestRemainder(quotas: readonly number[], dimension: number): number[] {
  const counts = quotas.map((quota) => Math.floor(quota + UNIT / 2));
  const remainders = quotas.map((quota, atom) => Math.round((quota - counts[atom]) / UNIT));
  const missing = dimension - counts.reduce((sum, count) => sum + count, 0);
  const byRemainder = remainders.map((_, atom) => atom).sort((a, b) => remainders[b] - remainders[a] || a - b);
  for (const atom of byRemainder.slice(0, missing)) counts[atom] += 1;
  return counts;
}

function strays(counts: readonly number[], quotas: readonly number[]): boolean {
  let excess = 0;
  return counts.some((count, atom) => {
    excess += count - quotas[atom];
    return Math.abs(excess) >= 1 - UNIT;
  });
}

/** Rounds the running sums of the quotas, halves up, so that half an eigenvalue goes to the smaller atom. */
function cumulativeRounding(quotas: readonly number[], dimension: number): number[] {
  let sum = 0;
  let placed = 0;
  return quotas.map((quota, atom) => {
    sum += quota;
    const upTo = atom === quotas.length - 1 ? dimension : Math.min(dimension, Math.floor(sum + 0.5 + UNIT / 2));
    const count = upTo - placed;
    placed = upTo;
    return count;
  });
}
