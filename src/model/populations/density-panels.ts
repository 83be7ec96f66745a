import { antiderivative, chebyshevPoints, chebyshevSeries } from "./chebyshev.ts";
import { logLength } from "./log-length.ts";

/**
 * A part of a density that is smooth in log u, u = |τ − origin| from `from` to `to`. Away from singularities the origin is
 * 0; towards an end, or a breakpoint, next to which the density is not smooth in τ, panels have it as their origin.
 */
export interface DensityPanel {
  readonly origin: number;
  /** τ = origin + sign·u. */
  readonly sign: 1 | -1;
  readonly from: number;
  readonly to: number;
}

/** dH/dτ at τ = origin + sign·u, where u may be far smaller than the rounding of τ. */
export type DensityAt = (origin: number, sign: 1 | -1, u: number) => number;

/** A panel with its mass. */
export interface MeasuredPanel extends DensityPanel {
  readonly mass: number;
  /** Chebyshev coefficients, in x from −1 at `from` to 1 at `to` linear in log u, of the mass between `from` and u. */
  readonly cumulative: readonly number[];
}

/** A density cut into panels that a series of degree 23 resolves. */
export interface Resolution {
  /** By ascending τ. */
  readonly panels: readonly MeasuredPanel[];
  /** Sum of their masses. */
  readonly mass: number;
  /** Bound on the mass's error: what is unresolved, and what was left out next to the ends. */
  readonly error: number;
  /** The τ below which a density down to τ = 0 is told by its mass alone; 0 where it vanishes fast enough. */
  readonly smallestScale: number;
  /** Bound on the relative error, from the same causes, of ∫ f dH for f = τ^a κ^b/(τ + κ)^c, κ ≥ smallestScale, a, b, c ≤ 4. */
  readonly relativeError: number;
}

const eps = Number.EPSILON;
/** Longest panel, in log u. */
const longest = 2;
/** Last coefficients of a resolved series, relative to the largest: above the rounding of a density of some operations. */
const resolved = 32 * eps;
/** What does not matter to an integral, relative to it. */
const negligible = 2 ** -57;
/** A panel next to an end that is this short and still unresolved is graded towards it. */
const shortEnd = 1 / 8;
/** e^−92 = 1e-40 of the upper end: integrals at a κ below that are not promised. */
const deepest = 92;
/** A density down to 0 is followed to e^−30 of the upper end even if it seems to have vanished before. */
const leastDepth = 30;
/** Where gradation towards an end gives up. */
const smallest = 1e-290;
const mostPanels = 3000;

interface OpenPanel extends MeasuredPanel {
  /** How well the series resolves the density: error of the mass. */
  readonly error: number;
  /** Whether halving would gain nothing. */
  readonly settled: boolean;
  /** Whether the panel's smaller, or larger, τ is an end of its segment. */
  readonly atLow: boolean;
  readonly atHigh: boolean;
  /** Mass between the panel and the end of its segment that no panel holds, by extrapolation. */
  readonly left: number;
}

/**
 * Bisects where the density is smooth, and goes geometrically towards ends of segments where it is not. Small eigenvalues
 * are resolved as well as large ones: what counts is the largest share that a panel can have in an integral of a kernel
 * τ^a κ^b/(τ + κ)^c.
 *
 * @param edges ends and breakpoints, ascending, at least two, the first of at least 0.
 */
export function resolveDensity(edges: readonly number[], at: DensityAt): Resolution {
  const high = edges[edges.length - 1];
  const depth = edges[0] === 0 ? high * Math.exp(-deepest) : 0;
  let panels = edges.slice(1).flatMap((to, i) => firstPanels(edges[i], to, at));
  if (edges[0] === 0) panels = withBottom(panels, depth, at);
  // Every sweep halves what is unresolved, and nothing can be halved much more than 53 times.
  for (let sweep = 0; sweep < 64; sweep++) {
    const all = panels;
    const next = all.flatMap((panel) => {
      if (panel.settled || all.length > mostPanels) return [panel];
      const least = leastIntegral(panel, all, depth);
      return panel.error <= negligible * least ? [panel] : refined(panel, least, at);
    });
    if (next.length === panels.length) break;
    panels = next.sort((a, b) => lowest(a) - lowest(b) || highest(a) - highest(b));
  }
  const unsure = panels.filter(({ error, left }) => error + left > 0);
  return {
    panels: panels.filter(({ mass }) => mass > 0),
    mass: panels.reduce((sum, { mass }) => sum + mass, 0),
    error: panels.reduce((sum, { error, left }) => sum + error + left, 0),
    smallestScale: panels.some(({ mass, to }) => mass > 0 && to <= depth) ? depth : 0,
    relativeError: unsure.reduce(
      (sum, panel) => sum + (panel.error + panel.left) / leastIntegral(panel, panels, depth),
      0,
    ),
  };
}

/** Panels of equal length in log τ; of a segment from 0, the topmost one. */
function firstPanels(low: number, high: number, at: DensityAt): OpenPanel[] {
  const bottom = low > 0 ? low : high * Math.exp(-longest);
  const length = logLength(bottom, high);
  const count = Math.ceil(length / longest);
  const ends = Array.from({ length: count + 1 }, (_, k) =>
    k === 0 ? bottom : k === count ? high : bottom * Math.exp((k * length) / count),
  );
  return ends.slice(1).map((to, k) => ({
    ...measured({ origin: 0, sign: 1, from: ends[k], to }, at),
    atLow: low > 0 && k === 0,
    atHigh: k === count - 1,
  }));
}

/** `panels` with as many below the first as a density down to τ = 0 needs. */
function withBottom(panels: readonly OpenPanel[], depth: number, at: DensityAt): OpenPanel[] {
  const [top] = panels;
  let all = [...panels];
  for (;;) {
    const [lower, upper] = all;
    const left = lower === top ? Number.POSITIVE_INFINITY : remaining(upper.mass, lower.mass);
    const deep = lower.from <= top.to * Math.exp(-leastDepth);
    const least = leastIntegral(lower, all, depth);
    if ((deep && left <= negligible * least) || lower.from < smallest) return [{ ...lower, left }, ...all.slice(1)];
    const panel = { origin: 0, sign: 1, from: lower.from * Math.exp(-longest), to: lower.from } as const;
    all = [measured(panel, at), ...all];
  }
}

function measured(panel: DensityPanel, at: DensityAt): OpenPanel {
  const { origin, sign, from, to } = panel;
  const length = logLength(from, to);
  const values = chebyshevPoints.map((x) => {
    const u = Math.min(to, Math.max(from, from * Math.exp((length * (1 + x)) / 2)));
    return (length / 2) * u * at(origin, sign, u);
  });
  const series = chebyshevSeries(values);
  const size = (coefficients: readonly number[]): number =>
    coefficients.reduce((largest, c) => Math.max(largest, Math.abs(c)), 0);
  const cumulative = antiderivative(series);
  const tail = size(series.slice(-4));
  const settled = tail <= resolved * size(series);
  const mass = Math.max(
    0,
    cumulative.reduce((sum, c) => sum + c, 0),
  );
  return { ...panel, mass, cumulative, settled, error: settled ? 0 : 2 * tail, atLow: false, atHigh: false, left: 0 };
}

function refined(panel: OpenPanel, least: number, at: DensityAt): OpenPanel[] {
  const { origin, sign, from, to, atLow, atHigh } = panel;
  const length = logLength(from, to);
  if (length <= shortEnd && atLow !== atHigh) return graded(atLow ? from : to, atLow ? 1 : -1, to - from, least, at);
  const half = from * Math.exp(length / 2);
  if (length <= 8 * eps || !(half > from && half < to)) return [{ ...panel, settled: true }];
  return [
    { ...measured({ origin, sign, from, to: half }, at), atLow },
    { ...measured({ origin, sign, from: half, to }, at), atHigh },
  ];
}

/** Panels from the distance `reach` of an end down to where the mass that is left does not matter. */
function graded(end: number, sign: 1 | -1, reach: number, least: number, at: DensityAt): OpenPanel[] {
  const panels = [measured({ origin: end, sign, from: reach * Math.exp(-longest), to: reach }, at)];
  for (;;) {
    const outer = panels[panels.length - 1];
    const from = outer.from * Math.exp(-longest);
    const inner = measured({ origin: end, sign, from, to: outer.from }, at);
    const left = remaining(outer.mass, inner.mass);
    panels.push({ ...inner, left });
    if (left <= negligible * least || from < smallest) return panels;
    panels[panels.length - 1] = inner;
  }
}

/** The sum of a geometric series that continues two masses; infinite where they do not decrease. */
function remaining(before: number, mass: number): number {
  if (mass === 0) return 0;
  return mass < before ? mass * (mass / (before - mass)) : Number.POSITIVE_INFINITY;
}

/**
 * The least value, at a κ ≥ `depth`, that ∫ k dH can have for a kernel k of the family with k = 1 at the panel and k ≤ 1
 * elsewhere but for factors of order 1: those steepest towards 0 and towards infinity, min(1, (t/τ)⁴) and min(1, (τ/t)⁴).
 */
function leastIntegral(panel: DensityPanel, panels: readonly MeasuredPanel[], depth: number): number {
  const tau = middle(panel);
  let [rising, falling] = [0, 0];
  for (const other of panels) {
    const place = middle(other);
    rising += other.mass * Math.min(1, place / tau) ** 4;
    falling += other.mass * Math.min(1, Math.max(tau, depth) / place) ** 4;
  }
  return Math.min(rising, falling);
}

function middle(panel: DensityPanel): number {
  return (lowest(panel) + highest(panel)) / 2;
}

function lowest({ origin, sign, from, to }: DensityPanel): number {
  return sign > 0 ? origin + from : origin - to;
}

function highest({ origin, sign, from, to }: DensityPanel): number {
  return sign > 0 ? origin + to : origin - from;
}
