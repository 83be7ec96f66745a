import type { KindResult } from "../results/claim-result.ts";
import type { JudgedSize, PointResult } from "../results/point-result.ts";
import type { RoundingFinding, RoundingTested } from "../rounding/rounding-result.ts";

export interface IdentitySize extends JudgedSize, RoundingFinding {}

export interface IdentityPoint extends PointResult {
  readonly sizes: readonly IdentitySize[];
}

export type IdentityClaimResult = KindResult<"identity", RoundingTested, IdentityPoint>;
