import { ABSENT, formatInterval, formatOn, formatSignificant, scaleFor } from "../numbers.ts";

/** What limits and rates have in common: one number estimated from all sizes of a ladder together. */
export interface LadderEstimate {
  readonly estimate: number | null;
  readonly interval: readonly [number, number] | null;
  readonly withoutSmallestSize: {
    readonly estimate: number;
    readonly interval: readonly [number, number] | null;
    readonly change: number;
    readonly changeInterval: readonly [number, number] | null;
  } | null;
}

export const ladderGuarantee =
  "The confidence interval is exact, at every number of draws, where a draw of the ladder is Gaussian; where it is not, " +
  "the interval is asymptotic in the number of draws, and its error probability is only approached.";

/** What the column of skewness is for, where intervals are exact for Gaussian `draws`. */
export const skewnessLegend = (draws: string, calibration: string): string =>
  `*Skewness* is that of the ${draws}. The interval is exact for Gaussian ones, whose skewness is 0; at the error ` +
  `probability of one point in a large run a skewness beyond about 1 can raise it severalfold: ${calibration}.`;

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

/**
 * What the ladder gives without its smallest size, and what follows for support; nothing where it gives nothing.
 *
 * @param residualBias The bound on what the finite sizes leave, which the change is compared with.
 */
export function stability(
  { estimate, withoutSmallestSize }: LadderEstimate,
  verb: string,
  residualBias: number,
): string {
  if (withoutSmallestSize === null || estimate === null) return "";
  const { estimate: reduced, interval, change, changeInterval } = withoutSmallestSize;
  const reach = halfWidth(interval);
  const bounds = interval === null ? "unbounded" : formatInterval(scaleFor([reduced], reach), interval);
  const changeReach = halfWidth(changeInterval);
  const changed = formatOn(scaleFor([change], changeReach), change);
  const changeBounds =
    changeInterval === null ? "unbounded" : formatInterval(scaleFor([change], changeReach), changeInterval);
  const bias = `±${formatSignificant(residualBias)}, the bound on what finite sizes leave`;
  const consequence = isStable(withoutSmallestSize, residualBias)
    ? `which does not lie wholly outside ${bias}, and so does not stand against support`
    : `which lies wholly outside ${bias}: support is withheld`;
  return (
    `${verb} without the smallest size: ${formatOn(scaleFor([estimate, reduced], reach, 3), reduced)}, interval ${bounds}. ` +
    `The smallest size changes that by ${changed}, interval ${changeBounds}, ${consequence}.`
  );
}

function isStable(
  { changeInterval }: NonNullable<LadderEstimate["withoutSmallestSize"]>,
  residualBias: number,
): boolean {
  return changeInterval === null || (changeInterval[0] <= residualBias && changeInterval[1] >= -residualBias);
}
