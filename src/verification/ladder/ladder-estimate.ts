import type { LadderMean, ReducedLadder } from "./ladder-evidence.ts";

/** An estimate with its confidence interval, null where an end is infinite. */
export interface LadderEstimate {
  readonly estimate: number;
  readonly interval: readonly [number, number] | null;
}

/** The mean, measured from `origin`, with its interval widened by the residual bias on both sides; null without a mean. */
export function ladderEstimate(
  { mean, interval: [low, high] }: LadderMean,
  origin: number,
  residualBias: number,
): LadderEstimate | null {
  if (mean === null) return null;
  const interval = [origin + low - residualBias, origin + high + residualBias] as const;
  return { estimate: origin + mean, interval: interval.every(Number.isFinite) ? interval : null };
}

/** What the ladder gives without its smallest size, for the pages; null where it gives nothing. */
export function reducedEstimate(
  reduced: ReducedLadder | null,
  origin: number,
  residualBias: number,
): (LadderEstimate & { readonly change: number; readonly changeInterval: LadderEstimate["interval"] }) | null {
  if (reduced === null) return null;
  const estimate = ladderEstimate(reduced, origin, residualBias);
  const change = ladderEstimate(reduced.change, 0, 0);
  if (estimate === null || change === null) return null;
  return { ...estimate, change: change.estimate, changeInterval: change.interval };
}
