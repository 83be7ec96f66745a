/**
 * e-BH: which of K null hypotheses are rejected so that, whatever the dependence of their e-values, the expected share of
 * true ones among the rejected is at most `alpha`. Rejected are the k with the largest e, for the largest k with
 * e_(k) ≥ K/(k·α).
 *
 * Source: R. Wang and A. Ramdas, "False discovery rate control with e-values", JRSS-B 84 (2022).
 *
 * @param logs Natural logarithms of the e-values.
 * @returns For each hypothesis whether it is rejected, in the order of `logs`.
 */
export function rejectedByEvidence(logs: readonly number[], alpha: number): readonly boolean[] {
  const ordered = [...logs].sort((a, b) => b - a);
  let rejected = 0;
  ordered.forEach((log, i) => {
    if (log >= Math.log(logs.length / ((i + 1) * alpha))) rejected = i + 1;
  });
  // Equal e-values share their fate: the smallest rejected one is the threshold.
  const threshold = rejected === 0 ? Number.POSITIVE_INFINITY : ordered[rejected - 1];
  return logs.map((log) => log >= threshold);
}
