import type { Complex } from "../../foundation/complex.ts";
import { invalidInput } from "../../foundation/errors.ts";
import type { ContinuousPopulation } from "../../model/population.ts";
import { logLength } from "../../model/populations/log-length.ts";
import { ar1Piece } from "./ar1-piece.ts";
import { densityPieces } from "./density-pieces.ts";
import { linearPiece } from "./linear-piece.ts";
import { logarithmicPiece } from "./logarithmic-piece.ts";

/** A part of a continuous population in a coordinate ξ from 0 to 1: dH = mass(ξ) dξ at τ = tau(ξ), monotone. */
export interface Piece {
  tau(xi: number): number;
  mass(xi: number): number;
  /** The piece in a coordinate that resolves what is close to the real number `re` relative to its distance. */
  from(re: number): PieceView;
}

/**
 * A piece in a coordinate s in which its density is smooth, with s = 0 at the point of its stretch of pieces nearest to
 * a real number `re`. All pieces of a stretch agree to the bit on the s of the point where they meet.
 */
export interface PieceView {
  readonly start: number;
  /** Above `start`. */
  readonly end: number;
  /** τ − `re` at s, with a small relative error. */
  offset(s: number): number;
  /** dH/ds. */
  mass(s: number): number;
  /** The complex s at which τ = re + i·im, for im ≥ 0: real part and absolute value of the imaginary part. */
  pole(im: number): Complex;
}

export interface Pieces {
  readonly pieces: readonly Piece[];
  /** Smallest κ for which the promise about 1/(τ + κ) holds without refinement; 0 if it holds for all. */
  readonly smallestScale: number;
  /** Relative error of such integrals beyond rounding, 0 where absent. */
  readonly relativeError?: number;
}

/** Longest piece on the axis of log τ. */
const longest = 2;
/** e^−92 = 1e-40: what lies below this fraction of the upper end of a uniform law is one piece in τ itself. */
const deepest = 92;

/**
 * A continuous population cut into pieces in which the 21-point Kronrod rule integrates powers τ^a κ^b/(τ + κ)^c of
 * moderate degree to rounding error, uniformly in κ ≥ `smallestScale`.
 *
 * On the axis of log τ the pole τ = −κ lies at distance π from the real line for every κ, so that pieces of length 2
 * have Bernstein ellipses with sum of semi-axes π + √(π²+1) = 6.4, and 6.4^−32 = 1e-26. Where the density is steep,
 * as e^{s·t} with t = log τ, the pieces start at the heavy end with length 4/|s| and double from there: the mass falls
 * faster than the accuracy.
 */
export function piecesOf(population: ContinuousPopulation): Pieces {
  const { specification, low, high } = population;
  switch (specification.kind) {
    case "ar1":
      return { pieces: ar1Pieces(population, 0, 0), smallestScale: 0 };
    case "power-law":
      return { pieces: logarithmicPieces(population, low, 1 - specification.exponent), smallestScale: 0 };
    case "uniform": {
      const cut = high * Math.exp(-deepest);
      if (low >= cut) return { pieces: logarithmicPieces(population, low, 1), smallestScale: 0 };
      const bottom = linearPiece(low, cut, population.density(cut));
      return { pieces: [...logarithmicPieces(population, cut, 1), bottom], smallestScale: cut };
    }
    case "density": {
      const { resolution } = population;
      if (resolution === undefined) {
        throw invalidInput("population", specification, "a population that parsePopulation returned");
      }
      const { smallestScale, relativeError } = resolution;
      // The panels themselves hold to 32 units in the last place.
      return { pieces: densityPieces(resolution), smallestScale, relativeError: relativeError + 32 * Number.EPSILON };
    }
    default:
      return { pieces: logarithmicPieces(population, low, 0), smallestScale: 0 };
  }
}

/** The part of a population above `low`, whose mass per unit of t = log τ is proportional to e^{steepness·t}. */
function logarithmicPieces(population: ContinuousPopulation, low: number, steepness: number): Piece[] {
  const { high } = population;
  const length = logLength(low, high);
  const fromHigh = steepness > 0;
  const pieces: Piece[] = [];
  let distance = 0;
  let near = fromHigh ? high : low;
  while (distance < length) {
    const step = Math.min(longest, distance === 0 ? 4 / Math.abs(steepness) : distance);
    // The last piece takes up a remainder that would be short.
    const last = distance + 1.25 * step >= length;
    const far = last ? (fromHigh ? low : high) : near * Math.exp(fromHigh ? -step : step);
    const [from, to] = fromHigh ? [far, near] : [near, far];
    pieces.push(logarithmicPiece(population, from, to, low));
    if (last) break;
    near = far;
    distance += step;
  }
  return pieces;
}

/**
 * The pieces of `piecesOf` with what integrands with a pole at ℓ = re + i·im need beyond them.
 *
 * Next to the ends of AR(1), where its density is infinite, the mass that the pieces leave out is seen at a distance
 * from ℓ that is smaller than that of the rest: at E of the pole the part left out grows to e^−39/√E of the integral.
 * So the pieces go on by as much as −½ log E, in steps of ten pieces, for each step to be made once.
 */
export function piecesNear(population: ContinuousPopulation, re: number, im: number): readonly Piece[] {
  let known = piecesByExtent.get(population);
  if (known === undefined) {
    known = new Map();
    piecesByExtent.set(population, known);
  }
  const { low: r } = population;
  const isAr1 = population.specification.kind === "ar1" && r < 1;
  const distances = isAr1 ? [Math.hypot(re - 1 / r, im) * r, Math.hypot(re - r, im) / r] : [1, 1];
  const [top, bottom] = distances.map((share) => {
    const steps = Math.ceil(-Math.log(share / (1 - r * r)) / 2 / (10 * ar1Width));
    return share < 1 - r * r ? 10 * Math.min(steps, mostSteps) : 0;
  });
  const key = `${top},${bottom}`;
  let pieces = known.get(key);
  if (pieces === undefined) {
    pieces = isAr1 ? ar1Pieces(population, top, bottom) : piecesOf(population).pieces;
    known.set(key, pieces);
  }
  return pieces;
}

const piecesByExtent = new WeakMap<ContinuousPopulation, Map<string, readonly Piece[]>>();
/** Length of a piece of AR(1) in x. */
const ar1Width = 1.25;
/** As many tens of pieces are needed at a distance of 1e-308. */
const mostSteps = 29;

/**
 * With r = (1−|ρ|)/(1+|ρ|) and e^x = tan(θ/2)/r, AR(1) is τ = (1 + r²e^{2x})/(r(1 + e^{2x})) with density
 * sech(x + log r)/π in x. For every ρ and κ all singularities, poles of 1/(τ + κ) included, are at distance π/2 from
 * the real line; pieces of length 1.25 have ellipses with sum of semi-axes 5.2, and 5.2^−32 = 1e-23. Outside
 * [−39, 39 − log r], where τ is constant to e^−78, there is a mass of e^−39 = 1e-17 relative to any such integral.
 *
 * @param top how many pieces more at the upper end of τ, where x is smallest.
 * @param bottom how many more at the lower end.
 */
function ar1Pieces({ low: r }: ContinuousPopulation, top: number, bottom: number): Piece[] {
  const start = -39;
  const end = 39 - Math.log(r);
  const count = Math.ceil((end - start) / ar1Width);
  const width = (end - start) / count;
  const edges = Array.from({ length: top + count + bottom + 1 }, (_, i) => start + (i - top) * width);
  return edges.slice(1).map((edge, i) => ar1Piece(r, edges[i], edge, edges));
}
