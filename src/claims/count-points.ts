import type { Claim } from "./claim.ts";

/** How many intervals a claim needs: one for each point of its grid and of its controls' grids. */
export function countPoints(claim: Claim): number {
  return claim.controls.reduce((sum, control) => sum + control.grid.length, claim.grid.length);
}
