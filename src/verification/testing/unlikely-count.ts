/**
 * A count that Binomial(trials, p) reaches or exceeds with probability at most `falseAlarm`: the smallest c > p·trials at
 * which Chernoff's bound exp(−trials·KL(c/trials ‖ p)) is that small. Infinity if no count is.
 */
export function unlikelyCount(trials: number, p: number, falseAlarm: number): number {
  for (let count = Math.floor(p * trials) + 1; count <= trials; count += 1) {
    const q = count / trials;
    const rest = q === 1 ? 0 : (1 - q) * Math.log((1 - q) / (1 - p));
    if (trials * (q * Math.log(q / p) + rest) >= -Math.log(falseAlarm)) return count;
  }
  return Number.POSITIVE_INFINITY;
}
