import type { ClaimResult } from "../verification/results/claim-result.ts";
import type { PointResult } from "../verification/results/point-result.ts";

/** The points of a claim and of its controls, whatever its kind. */
export function allPoints({ points, controls }: ClaimResult): readonly PointResult[] {
  const own: readonly PointResult[] = points;
  const parts: readonly { readonly points: readonly PointResult[] }[] = controls;
  return [...own, ...parts.flatMap((part) => part.points)];
}
