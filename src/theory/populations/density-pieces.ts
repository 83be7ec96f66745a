import type { DensityResolution } from "../../model/population.ts";
import type { DensityPanel } from "../../model/populations/density-panels.ts";
import { densityPiece, type Stretch } from "./density-piece.ts";
import type { Piece } from "./pieces.ts";

/**
 * The panels of a registered density as pieces. Each panel's density is a polynomial of degree 23 in its coordinate, up to
 * rounding, whose coefficients fall by a factor of 4 at least; with the kernels' 6.4 the product is integrated by the
 * 21-point rule to 4^−32 = 1e-19. Panels with the origin at an end of the support, or at a breakpoint, stay within an
 * eighth of its distance from 0, where kernels are smoother still.
 */
export function densityPieces({ panels, at }: DensityResolution): Piece[] {
  return panels.map((panel) => densityPiece(panel, stretchOf(panel, panels), at));
}

function stretchOf(panel: DensityPanel, panels: readonly DensityPanel[]): Stretch {
  let { from, to } = panel;
  const same = panels.filter(({ origin, sign }) => origin === panel.origin && sign === panel.sign);
  for (let grown = true; grown; ) {
    grown = false;
    for (const other of same) {
      if (other.to === from) [from, grown] = [other.from, true];
      if (other.from === to) [to, grown] = [other.to, true];
    }
  }
  return { from, to };
}

/**
 * The exponent b with which H([0, τ]) ~ τ^b near τ = 0, as the two lowest panels show it; infinite for a density that keeps
 * away from 0.
 */
export function exponentAtZero({ panels }: DensityResolution, low: number): number {
  if (low > 0 || panels.length < 2) return Number.POSITIVE_INFINITY;
  const [lower, upper] = panels;
  return Math.log(upper.mass / lower.mass) / Math.log(upper.to / lower.to);
}
