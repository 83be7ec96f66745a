/** A half-open range of replicates. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** A range with those of the ranges it was cut from that contain it. */
export interface Segment<R extends Range> extends Range {
  readonly within: readonly R[];
}

/**
 * The union of `ranges`, cut at all their ends: each segment lies in the same ranges with all its replicates, so that
 * what several need is done once, and done for those alone that need it. In ascending order; empty ranges have no part.
 */
export function cutIntoSegments<R extends Range>(ranges: readonly R[]): readonly Segment<R>[] {
  const ends = [...new Set(ranges.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  return ends.slice(1).flatMap((to, i) => {
    const from = ends[i];
    const within = ranges.filter((range) => range.from <= from && to <= range.to);
    return within.length === 0 ? [] : [{ from, to, within }];
  });
}
