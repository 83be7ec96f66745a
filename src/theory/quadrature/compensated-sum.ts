/**
 * Σ terms by Neumaier's compensated summation: error at most about 2⁻⁵³·|sum| + n·2⁻¹⁰⁶·Σ|terms|.
 *
 * Source: A. Neumaier, Z. Angew. Math. Mech. 54 (1974), 39–51.
 */
export function compensatedSum(terms: readonly number[]): number {
  let sum = 0;
  let correction = 0;
  for (const term of terms) {
    const next = sum + term;
    correction += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    sum = next;
  }
  return sum + correction;
}
