import { invalidInput } from "../../foundation/errors.ts";
import type { ContinuousPopulation } from "../population.ts";
import { evaluateSeries } from "./chebyshev.ts";
import { type DensityAt, type MeasuredPanel, resolveDensity } from "./density-panels.ts";
import { logLength } from "./log-length.ts";
import { requireProbability } from "./probability.ts";

/** Largest |mass − 1| of a density that is taken to be normalised, and ten times the largest error of the mass. */
const massTolerance = 1e-10;

/**
 * The population with a density that a user gave, of known name and domain. Its mass must be 1 to 1e-10; what it misses
 * is then made up for, so that the quantile function runs from `low` to `high`.
 *
 * `quantile` inverts the numerical distribution function by bisection with places that do not depend on u, and so is
 * monotone to the bit. Its distribution function is off by at most some 1e-14 where the density is resolved (an undeclared
 * jump is not, on its last panel).
 *
 * @throws AsymptopiaError `invalid-input` where the density is negative or not finite between its ends and breakpoints, is
 *   not resolved by 3,000 panels, or has another mass.
 */
export function densityPopulation(
  name: string,
  low: number,
  high: number,
  given: (tau: number, aboveLow: number, belowHigh: number) => number,
  breakpoints: readonly number[],
): ContinuousPopulation {
  const edges = [low, ...breakpoints, high];
  const at: DensityAt = (origin, sign, u) => {
    const tau = Math.min(high, Math.max(low, origin + sign * u));
    const value = given(tau, origin === low && sign > 0 ? u : tau - low, origin === high && sign < 0 ? u : high - tau);
    if (value >= 0 && value < Number.POSITIVE_INFINITY) return value;
    throw invalidInput("density", value, `a function that is finite and not negative; at ${tau} it is not`);
  };
  const resolution = resolveDensity(edges, at);
  const { mass, error } = resolution;
  if (!(error <= massTolerance / 10)) {
    const accepted = `a function that is smooth between its breakpoints and integrable at its ends: ${mass} is its mass to ${error}`;
    throw invalidInput("density", given, accepted);
  }
  if (!(Math.abs(mass - 1) <= massTolerance)) {
    throw invalidInput("density", given, `a function of mass 1 to 1e-10: its mass on [${low}, ${high}] is ${mass}`);
  }
  return {
    type: "continuous",
    specification: { kind: "density", name },
    low,
    high,
    density(tau, aboveLow = tau - low, belowHigh = high - tau) {
      return tau >= low && tau <= high ? given(tau, aboveLow, belowHigh) / mass : 0;
    },
    quantile: quantileOf(resolution.panels, low, high),
    resolution: {
      panels: resolution.panels,
      smallestScale: resolution.smallestScale,
      relativeError: resolution.relativeError,
      breakpoints,
      at: (origin, sign, u) => at(origin, sign, u) / mass,
    },
  };
}

interface PlacedPanel extends MeasuredPanel {
  /** Mass of all panels before this one, and of all after it. */
  readonly below: number;
  readonly above: number;
}

function quantileOf(measured: readonly MeasuredPanel[], low: number, high: number): (u: number) => number {
  const panels = placed(measured);
  const total = panels[panels.length - 1].below + panels[panels.length - 1].mass;
  const within = (panel: PlacedPanel, isBelow: (u: number) => boolean): number => {
    const { origin, sign, from, to } = panel;
    const u = bisect(from, to, (middle) => isBelow(middle) === sign > 0);
    return Math.min(high, Math.max(low, origin + sign * u));
  };
  const fromBelow = (u: number): number => {
    const target = u * total;
    const panel = panels.find(({ below, mass }) => below + mass >= target) ?? panels[panels.length - 1];
    return within(panel, (at) => panel.below + massBelow(panel, at) < target);
  };
  const fromAbove = (v: number): number => {
    const target = v * total;
    const panel = panels.findLast(({ above, mass }) => above + mass >= target) ?? panels[0];
    return within(panel, (at) => panel.above + (panel.mass - massBelow(panel, at)) > target);
  };
  const median = fromBelow(0.5);
  return (u) => {
    requireProbability(u);
    if (u === 0) return low;
    if (u === 1) return high;
    return u <= 0.5 ? fromBelow(u) : Math.max(median, fromAbove(1 - u));
  };
}

function placed(panels: readonly MeasuredPanel[]): readonly PlacedPanel[] {
  let below = 0;
  const ascending = panels.map((panel) => {
    const place = { ...panel, below, above: 0 };
    below += panel.mass;
    return place;
  });
  let above = 0;
  return ascending
    .reverse()
    .map((panel) => {
      const place = { ...panel, above };
      above += panel.mass;
      return place;
    })
    .reverse();
}

/** Mass of the panel at smaller τ than origin + sign·u. */
function massBelow({ sign, from, to, mass, cumulative }: MeasuredPanel, u: number): number {
  const x = (2 * logLength(from, u)) / logLength(from, to) - 1;
  const inner = Math.min(mass, Math.max(0, evaluateSeries(cumulative, Math.min(1, Math.max(-1, x)))));
  return sign > 0 ? inner : mass - inner;
}

/** Where the answers change from true to false, with middles that depend on the interval alone. */
function bisect(from: number, to: number, isFurther: (middle: number) => boolean): number {
  let [low, high] = [from, to];
  for (;;) {
    const middle = low + (high - low) / 2;
    if (!(middle > low && middle < high)) return high;
    if (isFurther(middle)) low = middle;
    else high = middle;
  }
}
