/** When one looks: after `first` units, and then each time their number has grown by `growth`, in whole `step`s. */
export interface Looks {
  readonly first: number;
  readonly growth: number;
  readonly step: number;
  /**
   * Where the decision is expected later than that, one looks when it is expected, but before the number of units has grown
   * by more than this. For evidence that is valid whenever one looks, the data's word on that included. Absent: the looks
   * do not depend on the data.
   */
  readonly leap?: number;
}

/**
 * The look after the one at `count` units, 0 before the first; `most` is the last look there is.
 *
 * @param expected The number of units at which a decision is expected, infinite if none is; asked only where it counts.
 */
export function nextLook(
  { first, growth, step, leap }: Looks,
  count: number,
  most: number,
  expected: () => number = () => 0,
): number {
  if (count === 0) return Math.min(first, most);
  const inSteps = (units: number): number => Math.ceil(units / step) * step;
  const grown = Math.max(count + 1, inSteps(count * growth));
  if (leap === undefined || grown >= most) return Math.min(grown, most);
  const forecast = expected();
  // What is not expected at all may come as a surprise.
  const ahead = Number.isFinite(forecast) ? inSteps(Math.min(forecast, count * leap)) : 0;
  return Math.min(Math.max(grown, ahead), most);
}
