import type { Complex } from "../../foundation/complex.ts";
import type { ContinuousPopulation, Population } from "../../model/population.ts";
import { abscissae, kronrodWeights } from "../quadrature/gauss-kronrod.ts";
import { distanceFromDensity } from "./density-support.ts";
import { discretise } from "./discretise.ts";
import { type Piece, piecesNear } from "./pieces.ts";

/**
 * A population as a finite sum for integrands with a pole at ℓ and no other singularity:
 * ∫ f dH ≈ zeroMass·f(0) + Σ weights[i]·f(values[i]), values positive, for f(τ) = τ^a/(ℓ − τ)^b, a and b up to about 4.
 */
export interface ResolventNodes {
  readonly values: Float64Array;
  readonly weights: Float64Array;
  /** values[i] − `base`, to a few units in the last place even where that is tiny. */
  readonly offsets: Float64Array;
  readonly base: number;
  readonly zeroMass: number;
  /** The sum holds for all ℓ at most this far from the one asked for; infinite for atoms, 0 on the support. */
  readonly radius: number;
  /** Bound on the error of such a sum relative to that of the absolute values, rounding included. */
  readonly relativeError: number;
}

interface CachedPiece {
  readonly piece: Piece;
  readonly values: readonly number[];
  readonly weights: readonly number[];
}

interface CachedPieces {
  readonly pieces: readonly CachedPiece[];
  /** Mass of the pieces by quadrature, which is 1 up to rounding. */
  readonly total: number;
}

const ofAtoms = new WeakMap<Population, ResolventNodes>();
const ofPieces = new WeakMap<readonly Piece[], CachedPieces>();

/**
 * The nodes for a pole at ℓ = re + i·im.
 *
 * Atoms are their own nodes. A piece of a continuous population is left whole where ℓ is farther from it than its
 * length, measured in the coordinate in which the density is smooth, and otherwise divided dyadically towards Re ℓ until
 * each panel is shorter than its distance from ℓ: the Kronrod rule's error is then below 1e-17 of the absolute
 * integral however close ℓ is to the support. Time O(log(1/distance)) panels.
 */
export function resolventNodes(population: Population, re: number, im: number): ResolventNodes {
  if (population.type === "continuous") return continuousNodes(population, re, Math.abs(im));
  let nodes = ofAtoms.get(population);
  if (nodes === undefined) {
    const { values, weights, zeroMass, relativeError } = discretise(population);
    nodes = { values, weights, offsets: values, base: 0, zeroMass, relativeError, radius: Number.POSITIVE_INFINITY };
    ofAtoms.set(population, nodes);
  }
  return nodes;
}

/** Longest panel as a fraction of its distance from ℓ. */
const fraction = 0.8;
/** How far ℓ may move, as a fraction of its distance from the support, before a panel is longer than its distance. */
const reach = 0.2;

function continuousNodes(population: ContinuousPopulation, re: number, im: number): ResolventNodes {
  const { pieces, total } = cachedPieces(piecesNear(population, re, im));
  const values: number[] = [];
  const weights: number[] = [];
  const offsets: number[] = [];
  for (const { piece, values: ownValues, weights: ownWeights } of pieces) {
    const view = piece.from(re);
    const { start, end } = view;
    const pole = view.pole(im);
    const panel = (from: number, to: number): void => {
      for (const [node, ruleWeight] of unitRule) {
        const s = from + (to - from) * node;
        const weight = (ruleWeight * Math.abs(to - from) * view.mass(s)) / total;
        if (weight === 0) continue;
        const offset = view.offset(s);
        values.push(re + offset);
        weights.push(weight);
        offsets.push(offset);
      }
    };
    if (end - start <= fraction * Math.hypot(Math.max(start - pole.re, pole.re - end, 0), pole.im)) {
      // Nodes may crowd at an end of H with Re ℓ just beyond it (AR(1)): differences of rounded numbers lose them.
      if (ownValues.every((value) => Math.abs(value - re) >= Math.abs(re) / 2)) {
        for (let i = 0; i < ownValues.length; i++) {
          values.push(ownValues[i]);
          weights.push(ownWeights[i]);
          offsets.push(ownValues[i] - re);
        }
      } else {
        panel(start, end);
      }
      continue;
    }
    // Away from s = 0, so that the ends of panels keep their relative accuracy.
    if (end > 0) eachPanel(Math.max(start, 0), end, pole, panel);
    if (start < 0) {
      eachPanel(Math.max(-end, 0), -start, { re: -pole.re, im: pole.im }, (from, to) => panel(-from, -to));
    }
  }
  return {
    values: Float64Array.from(values),
    weights: Float64Array.from(weights),
    offsets: Float64Array.from(offsets),
    base: re,
    zeroMass: 0,
    radius: reach * distanceFromDensity(population, re, im),
    relativeError: discretise(population).relativeError,
  };
}

/** Panels on [start, end], 0 ≤ start < end, none of them longer than its distance from the pole. */
function eachPanel(start: number, end: number, pole: Complex, visit: (from: number, to: number) => void): void {
  for (let from = start; from < end; ) {
    const ahead = pole.re - from;
    const step =
      ahead > 0
        ? Math.max(fraction * pole.im, (fraction / (1 + fraction)) * ahead)
        : fraction * Math.hypot(ahead, pole.im);
    // The last panel takes up a remainder that would be short.
    const to = from + 1.25 * step < end && from + step > from ? from + step : end;
    visit(from, to);
    from = to;
  }
}

function cachedPieces(list: readonly Piece[]): CachedPieces {
  let cached = ofPieces.get(list);
  if (cached === undefined) {
    const raw = list.map((piece) => {
      const nodes = unitRule
        .map(([node, weight]) => ({ value: piece.tau(node), weight: weight * piece.mass(node) }))
        .filter(({ weight }) => weight > 0);
      return { piece, values: nodes.map(({ value }) => value), weights: nodes.map(({ weight }) => weight) };
    });
    const total = raw.reduce((sum, { weights }) => sum + weights.reduce((a, b) => a + b, 0), 0);
    const pieces = raw.map((one) => ({ ...one, weights: one.weights.map((weight) => weight / total) }));
    cached = { pieces, total };
    ofPieces.set(list, cached);
  }
  return cached;
}

/** Nodes and weights of the 21-point Kronrod rule on [0, 1]. */
const unitRule: readonly (readonly [node: number, weight: number])[] = abscissae.flatMap((x, i) =>
  x === 0
    ? [[0.5, kronrodWeights[i] / 2] as const]
    : [[(1 - x) / 2, kronrodWeights[i] / 2] as const, [(1 + x) / 2, kronrodWeights[i] / 2] as const],
);
