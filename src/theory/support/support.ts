import { exactly, type Quantity } from "../../foundation/quantity.ts";
import type { Population } from "../../model/population.ts";
import { massOfDensity } from "../populations/density-support.ts";
import { discretise } from "../populations/discretise.ts";
import { moment } from "../populations/moment.ts";
import { compensatedSum } from "../quadrature/compensated-sum.ts";
import { type CriticalPoint, criticalPoints, type PopulationGap } from "../silverstein/critical-points.ts";
import { resolventIntegral } from "../silverstein/resolvent-integral.ts";
import { type Edge, quantity, squareRootEdge } from "./edge.ts";

/** An interval of the support of the limiting spectrum. */
export interface SupportInterval {
  readonly lower: Edge;
  readonly upper: Edge;
  /**
   * Its mass. By exact separation an interval that is not the first has that of the population's eigenvalues between
   * the gaps to both sides; the first one that of those up to its gap, less the atom at 0.
   */
  readonly mass: Quantity;
}

/** The support of the limiting spectral distribution of Σ̂ = XᵀX/n: an atom at 0, perhaps, and disjoint intervals. */
export interface Support {
  /** In ascending order; at least one. */
  readonly intervals: readonly SupportInterval[];
  /** Mass at 0: max(H{0}, 1 − 1/φ). */
  readonly atomAtZero: Quantity;
  /**
   * Gaps of the population in which the largest ψ′ is within its rounding error of 0, so that nobody knows whether the
   * spectrum has a gap there; `intervals` has none.
   */
  readonly undecided: readonly PopulationGap[];
  /** `inaccurate` where some gap is undecided: the number of intervals is then open. */
  readonly status: Quantity["status"];
}

const eps = Number.EPSILON;

/**
 * The support of the limiting spectrum with all its edges, each certified.
 *
 * Edges are the critical values of ψ(ℓ) = ℓ(1 + φ∫ τ/(ℓ − τ) dH) on the real axis off the support of H: in every gap of
 * the population ψ′ has a single maximum, whose sign says whether the spectrum has a gap there. Positions are good to
 * some 10ε relatively unless an edge is ill-conditioned: at a lower edge near 0 where H has mass at 0 (then φ(1 − H{0})
 * near 1 is itself rounded), and where two edges nearly meet. `status` of a quantity is `ok` up to 1e-12.
 *
 * @param phi aspect ratio φ = lim d/n, above 0.
 * @throws AsymptopiaError `invalid-input` for φ outside its domain; `not-converged`, which is not known to happen.
 */
export function support(population: Population, phi: number): Support {
  const gaps = criticalPoints(population, phi);
  const { zeroMass } = discretise(population);
  const separating = gaps.slice(1, -1).filter(({ decided }) => decided);
  const undecided = gaps.filter(({ decided }) => !decided);
  const edges: Edge[] = [outerEdge(population, phi, gaps[0], "lower")];
  for (const { low, high, criticalPoints: points } of separating) {
    for (const [end, side] of [
      [low, "upper"],
      [high, "lower"],
    ] as const) {
      const point = points.find((one) => one.side === side);
      edges.push(point === undefined ? endpoint(population, phi, end, side) : squareRootEdge(point, phi));
    }
  }
  edges.push(outerEdge(population, phi, gaps[gaps.length - 1], "upper"));
  const cuts = [0, ...separating.map(({ low }) => low), Number.POSITIVE_INFINITY];
  const intervals = cuts.slice(1).map((cut, i) => ({
    lower: edges[2 * i],
    upper: edges[2 * i + 1],
    mass: i === 0 ? massOfFirst(population, phi, cut) : massBetween(population, cuts[i], cut),
  }));
  const atomAtZero = massAtZero(zeroMass, phi);
  return { intervals, atomAtZero, undecided, status: undecided.length === 0 ? "ok" : "inaccurate" };
}

function massAtZero(zeroMass: number, phi: number): Quantity {
  const rank = phi > 1 ? (phi - 1) / phi : 0;
  const value = Math.max(zeroMass, rank);
  return { value, error: 2 * eps * value, status: "ok" };
}

/** H((low, high]) for ends outside the support of a density, or at its ends. */
function massBetween(population: Population, low: number, high: number): Quantity {
  if (population.type === "continuous") {
    const value = massOfDensity(population, low, high);
    if (value === 0 || value === 1) return exactly(value);
    return { value, error: (1e-15 + (population.resolution?.relativeError ?? 0)) * value, status: "ok" };
  }
  const { values, weights } = population;
  const inside = weights.filter((_, i) => values[i] > low && values[i] <= high);
  const sum = compensatedSum(inside);
  return { value: sum, error: 2 * eps * sum, status: "ok" };
}

/** The mass up to the first gap, less the atom at 0: what is left of rank 1/φ where that is the smaller one. */
function massOfFirst(population: Population, phi: number, cut: number): Quantity {
  const { zeroMass } = discretise(population);
  if (phi * (1 - zeroMass) <= 1) return massBetween(population, 0, cut);
  const above = massBetween(population, cut, Number.POSITIVE_INFINITY);
  const value = 1 / phi - above.value;
  const error = above.error + (2 * eps) / phi;
  return { value, error, status: error <= 1e-12 * value ? "ok" : "inaccurate" };
}

function outerEdge(population: Population, phi: number, gap: PopulationGap, side: "lower" | "upper"): Edge {
  const distance = side === "lower" ? distanceFromHardEdge(population, phi) : 1;
  if (distance === 0) return hardEdge(population, phi);
  const [point] = gap.criticalPoints as readonly (CriticalPoint | undefined)[];
  if (point !== undefined) return squareRootEdge(point, phi);
  return endpoint(population, phi, side === "lower" ? gap.high : gap.low, side);
}

/** |φ(1 − H{0}) − 1|, and 0 where rounding of H{0} makes that as good as 0. */
function distanceFromHardEdge(population: Population, phi: number): number {
  const { zeroMass } = discretise(population);
  const distance = Math.abs(phi * (1 - zeroMass) - 1);
  return zeroMass > 0 && distance <= 4 * eps ? 0 : distance;
}

/** With φ(1 − H{0}) = 1: ψ(ℓ) = −φℓ²∫ dH/(τ − ℓ) over τ > 0, so that v ~ i(φ∫ dH/τ / x)^{1/2}. */
function hardEdge(population: Population, phi: number): Edge {
  const inverse = inverseMoment(population);
  const { zeroMass } = discretise(population);
  // Off by δ in φ(1 − H{0}), ℓ is off by δ/(2φ∫ dH/τ) and E by half of that times δ.
  const delta = zeroMass > 0 ? 4 * eps : 0;
  const ofEll = inverse === undefined ? 0 : delta / (phi * inverse.value);
  const known: Omit<Edge, "coefficient"> = {
    position: { value: 0, error: delta * ofEll, status: "ok" },
    ell: { value: 0, error: ofEll, status: "ok" },
    kind: "hard",
    side: "lower",
  };
  if (inverse === undefined) return known;
  const coefficient = Math.sqrt(inverse.value / phi) / Math.PI;
  return { ...known, coefficient: quantity(coefficient, inverse.error / inverse.value + 4 * eps + delta) };
}

/** ∫ dH/τ over τ > 0; nothing for a density down to 0, where the integral may diverge. */
function inverseMoment(population: Population): Quantity | undefined {
  if (population.type === "continuous") return population.low > 0 ? moment(population, -1) : undefined;
  const { values, weights } = discretise(population);
  const sum = values.reduce((total, value, i) => total + weights[i] / value, 0);
  return { value: sum, error: eps * (8 + Math.min(values.length, 64)) * sum, status: "ok" };
}

/** ψ at an end of a continuous population where no critical point lies beyond it. */
function endpoint(population: Population, phi: number, end: number, side: "lower" | "upper"): Edge {
  const ell: Quantity = { value: end, error: 0, status: "ok" };
  if (end === 0) return { position: exactly(0), ell, kind: "endpoint", side };
  // At the end itself the integral converges; its value there is the limit from the complex plane.
  const integral = resolventIntegral(population, { re: end, im: end * 1e-60 }, 1, 1);
  const value = end * (1 + phi * integral.value.re);
  const error = end * (phi * integral.error + 4 * eps * (1 + Math.abs(phi * integral.value.re)));
  const status = error <= 1e-12 * value ? "ok" : "inaccurate";
  return { position: { value, error, status }, ell, kind: "endpoint", side };
}
