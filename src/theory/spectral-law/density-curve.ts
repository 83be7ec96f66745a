import type { Population } from "../../model/population.ts";
import { type SupportInterval, support } from "../support/support.ts";
import { adaptivePanels } from "./adaptive-panels.ts";
import { BulkCurve } from "./bulk-curve.ts";

/** The density over one interval of the support, at points that resolve it. */
export interface DensityCurve {
  readonly interval: SupportInterval;
  /** In ascending order of x, off the edges. */
  readonly points: readonly { readonly x: number; readonly density: number; readonly massAbove: number }[];
}

/**
 * The density of the limiting spectrum as curves to draw, one an interval of the support. The points lie closer where it
 * changes faster, at whatever scale.
 *
 * @throws AsymptopiaError `invalid-input` for φ outside (0, ∞).
 */
export function densityCurves(population: Population, phi: number): readonly DensityCurve[] {
  const { intervals } = support(population, phi);
  const curves = intervals.map((interval) => new BulkCurve(population, phi, interval));
  const { panels } = adaptivePanels(curves, [], { tolerance: 1e-6, most: 200_000 });
  return curves.map((curve) => {
    const own = panels.filter((panel) => panel.curve === curve);
    const perPanel = Math.max(24, Math.ceil(160 / own.length));
    const thetas = own.flatMap(({ low, high }) =>
      Array.from({ length: perPanel }, (_, i) => low + ((high - low) * (i + 0.5)) / perPanel),
    );
    // Evenly in log x as well where the bulk begins near 0.
    const first = thetas[0];
    const graded = Array.from({ length: 40 }, (_, i) => first * 2 ** ((i - 40) / 4));
    return { interval: curve.interval, points: [...graded, ...thetas].map((theta) => pointAt(curve, theta)) };
  });
}

function pointAt(curve: BulkCurve, theta: number): DensityCurve["points"][number] {
  curve.moveTo(theta);
  const { x, mass, speed } = curve;
  return { x, density: mass / speed, massAbove: curve.massAbove().value };
}
