import { ABSENT, formatInterval, formatOn, scaleFor } from "../numbers.ts";

/** What limits and rates have in common: one number estimated from all sizes of a ladder together. */
export interface LadderEstimate {
  readonly estimate: number | null;
  readonly interval: readonly [number, number] | null;
  readonly withoutSmallestSize: {
    readonly estimate: number;
    readonly interval: readonly [number, number] | null;
  } | null;
}

export const ladderGuarantee =
  "The confidence interval is exact, at every number of draws, where a draw of the ladder is Gaussian; where it is not, " +
  "the interval is asymptotic in the number of draws, and its error probability is only approached.";

export const drawsLegend =
  "*Replicates* counts draws of the whole ladder; one draw may hold several replicates of a small size, which are cheap.";

export function halfWidth(interval: readonly [number, number] | null): number | null {
  return interval === null ? null : (interval[1] - interval[0]) / 2;
}

/** The cells of an estimate and its interval, beside which `values` are shown on the same scale. */
export function estimateCells(
  { estimate, interval }: LadderEstimate,
  values: readonly number[] = [],
): [string, string] {
  const all = [...values, ...(estimate === null ? [] : [estimate])];
  const noInterval = estimate === null ? ABSENT : "unbounded";
  return [
    formatOn(scaleFor(all, halfWidth(interval), 3), estimate),
    interval === null ? noInterval : formatInterval(scaleFor(all, halfWidth(interval)), interval),
  ];
}

/** What the ladder gives without its smallest size, in one sentence; nothing where it gives nothing. */
export function stability({ estimate, withoutSmallestSize }: LadderEstimate, verb: string): string {
  if (withoutSmallestSize === null || estimate === null) return "";
  const { estimate: reduced, interval } = withoutSmallestSize;
  const reach = halfWidth(interval);
  const bounds = interval === null ? "unbounded" : formatInterval(scaleFor([reduced], reach), interval);
  return `${verb} without the smallest size: ${formatOn(scaleFor([estimate, reduced], reach, 3), reduced)}, interval ${bounds}.`;
}
