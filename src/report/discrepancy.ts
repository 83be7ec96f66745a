import type { LimitPointResult } from "../verification/limit/limit-result.ts";

/** How far the extrapolated simulation is from the theory at a point. */
export interface Discrepancy {
  readonly point: LimitPointResult;
  /** Place of the point in its grid, from 0. */
  readonly index: number;
  /** |estimate − theory|. */
  readonly absolute: number;
  /** |estimate − theory|/margin; null if there is no margin or it is 0. */
  readonly inMargins: number | null;
}

/** Discrepancies of all points that have an estimate, largest first in units of their margins; ties in grid order. */
export function discrepancies(points: readonly LimitPointResult[]): Discrepancy[] {
  return points
    .flatMap((point, index) => {
      const { estimate, theory, margin } = point;
      if (estimate === null || theory === null) return [];
      const absolute = Math.abs(estimate - theory);
      return [{ point, index, absolute, inMargins: margin === null || margin === 0 ? null : absolute / margin }];
    })
    .sort((a, b) => compare(rank(a), rank(b)) || a.index - b.index);
}

function rank({ inMargins }: Discrepancy): number {
  return inMargins ?? Number.POSITIVE_INFINITY;
}

// A difference of two infinities would be no order at all.
function compare(a: number, b: number): number {
  return a === b ? 0 : b < a ? -1 : 1;
}
