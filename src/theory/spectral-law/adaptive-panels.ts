import type { Quantity } from "../../foundation/quantity.ts";
import { applyRule, type Panel, pointsPerPanel } from "../quadrature/gauss-kronrod.ts";
import type { BulkCurve } from "./bulk-curve.ts";

/** What is integrated over a curve: from its state at some θ, one number per unit of θ. */
export interface Density {
  at(curve: BulkCurve): number;
  /** Bound on the error of that which comes from the curve's `uncertainty`. */
  noiseAt(curve: BulkCurve): number;
}

/** A stretch of one interval of the support in θ. */
export interface BulkPanel {
  readonly curve: BulkCurve;
  readonly low: number;
  readonly high: number;
  /** One a density. */
  readonly integrals: readonly Panel[];
  /** Of each, what the uncertainty of the curve may have done. */
  readonly noise: readonly number[];
  /** |mass by quadrature − mass by the closed form|, less what rounding may have done. */
  readonly missing: number;
  /** Whether its length is at most some distances of its nearest ℓ from the support of H. */
  readonly isShort: boolean;
}

export interface PanelOptions {
  /** Largest error wanted of each integral, relative to that of the absolute value. */
  readonly tolerance: number;
  /** Evaluations of the curves after which refinement stops. */
  readonly most: number;
  /** x that are ends of panels: kinks of the integrand. */
  readonly breakpoints?: readonly number[];
  /** Whether panels must be short beside the distance of ℓ from the support of H, as kernels in ℓ need. */
  readonly short?: boolean;
}

/** Of panels of a curve, in distances from the support of H. */
const longest = 4;
/** Of panels in θ. */
const narrowest = 1e-30;

/**
 * Panels over all intervals of the support on which the 21-point rule integrates every density, and the mass.
 *
 * The mass of every panel is known from the closed form of the distribution function. Where quadrature finds another,
 * there is a peak between the nodes, or features at smaller scales: the panel is halved until it sees them. `complete` is
 * false where that took too many evaluations.
 */
export function adaptivePanels(
  curves: readonly BulkCurve[],
  densities: readonly Density[],
  { tolerance, most, breakpoints = [], short = false }: PanelOptions,
): { readonly panels: readonly BulkPanel[]; readonly complete: boolean } {
  const ends = new Map<BulkCurve, Map<number, Quantity>>(curves.map((curve) => [curve, new Map()]));
  const above = (curve: BulkCurve, theta: number): Quantity => {
    const ofCurve = ends.get(curve) as Map<number, Quantity>;
    let known = ofCurve.get(theta);
    if (known === undefined) {
      curve.moveTo(theta);
      known = curve.massAbove();
      ofCurve.set(theta, known);
    }
    return known;
  };
  const panelOn = (curve: BulkCurve, low: number, high: number): BulkPanel => {
    const known = new Map<number, readonly number[]>();
    let [nearest, previous, length] = [Number.POSITIVE_INFINITY, 0, 0];
    const at = (theta: number): readonly number[] => {
      let values = known.get(theta);
      if (values === undefined) {
        curve.moveTo(theta);
        nearest = Math.min(nearest, curve.distance);
        if (known.size > 0) length += Math.hypot(curve.ellSpeedRe, curve.ellSpeedIm) * Math.abs(theta - previous);
        previous = theta;
        values = [curve.mass, ...densities.flatMap((density) => [density.at(curve), density.noiseAt(curve)])];
        known.set(theta, values);
      }
      return values;
    };
    const rule = (k: number): Panel => applyRule((theta) => at(theta)[k], low, high);
    const mass = rule(0);
    const integrals = densities.map((_, k) => rule(1 + 2 * k));
    const noise = densities.map((_, k) => rule(2 + 2 * k).integral);
    const [atLow, atHigh] = [above(curve, low), above(curve, high)];
    const difference = Math.abs(atLow.value - atHigh.value - mass.integral);
    const missing = Math.max(0, difference - atLow.error - atHigh.error - mass.rounding);
    return { curve, low, high, integrals, noise, missing, isShort: length <= longest * nearest };
  };
  let panels = curves.flatMap((curve) => {
    const cuts = [0, ...breakpoints.map((x) => curve.thetaAt(x)).filter((theta) => theta > 0 && theta < Math.PI)];
    cuts.sort((a, b) => a - b);
    return cuts.map((low, i) => panelOn(curve, low, cuts[i + 1] ?? Math.PI));
  });
  const mass = curves.reduce((sum, { interval }) => sum + interval.mass.value, 0);
  let evaluations = panels.length * pointsPerPanel;
  for (;;) {
    const sizes = densities.map((_, k) => panels.reduce((sum, { integrals }) => sum + integrals[k].absolute, 0));
    const massTolerance = (tolerance / 4) * mass;
    const share = tolerance / 4 / Math.sqrt(panels.length);
    const isDone = ({ integrals, noise, missing, low, high, isShort }: BulkPanel): boolean =>
      (missing <= massTolerance &&
        (isShort || !short) &&
        integrals.every(
          ({ truncation, rounding }, k) => truncation <= Math.max(rounding + noise[k], share * sizes[k]),
        )) ||
      high - low <= Math.max(64 * Number.EPSILON * high, narrowest);
    const open = new Set(panels.filter((panel) => !isDone(panel)));
    const next = evaluations + 2 * pointsPerPanel * open.size;
    if (open.size === 0 || next > most) return { panels, complete: open.size === 0 };
    panels = panels.flatMap((panel) => {
      if (!open.has(panel)) return [panel];
      const middle = panel.low / 2 + panel.high / 2;
      return [panelOn(panel.curve, panel.low, middle), panelOn(panel.curve, middle, panel.high)];
    });
    evaluations = next;
  }
}
