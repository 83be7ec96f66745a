import { invalidInput } from "../../foundation/errors.ts";
import type { AtomicPopulation, ContinuousPopulation, Population } from "../../model/population.ts";
import { abscissae, kronrodWeights } from "../quadrature/gauss-kronrod.ts";
import { piecesOf } from "./pieces.ts";
import { RunningSum } from "./running-sum.ts";

/**
 * A population as a finite sum: ∫ f dH ≈ zeroMass·f(0) + Σ weights[i]·f(values[i]), values positive, for
 * f(τ) = τ^a κ^b/(τ + κ)^c with κ ≥ `smallestScale` and a, b, c up to about 4.
 */
export interface Discretisation {
  readonly values: Float64Array;
  readonly weights: Float64Array;
  readonly zeroMass: number;
  readonly smallestScale: number;
  /** Bound on the relative error of such a sum of positive terms, rounding of f and of the sum included. */
  readonly relativeError: number;
}

const known = new WeakMap<Population, Discretisation>();

/** The discretisation of a population; an atomic one is its own. Computed once for each population object. */
export function discretise(population: Population): Discretisation {
  let discretisation = known.get(population);
  if (discretisation === undefined) {
    discretisation = compute(population);
    known.set(population, discretisation);
  }
  return discretisation;
}

function compute(population: Population): Discretisation {
  switch (population.type) {
    case "atomic":
      return ofAtoms(population);
    case "continuous":
      return ofPieces(population);
    default:
      throw invalidInput("population", population, "a population that parsePopulation returned");
  }
}

function ofAtoms({ values, weights }: AtomicPopulation): Discretisation {
  const first = values[0] === 0 ? 1 : 0;
  return {
    values: Float64Array.from(values.slice(first)),
    weights: Float64Array.from(weights.slice(first)),
    zeroMass: first === 1 ? weights[0] : 0,
    smallestScale: 0,
    relativeError: 6 * Number.EPSILON,
  };
}

function ofPieces(population: ContinuousPopulation): Discretisation {
  const { pieces, smallestScale, relativeError = 0 } = piecesOf(population);
  const values: number[] = [];
  const weights: number[] = [];
  const total = new RunningSum();
  for (const piece of pieces) {
    for (const [node, ruleWeight] of unitRule) {
      const weight = ruleWeight * piece.mass(node);
      if (weight === 0) continue;
      values.push(piece.tau(node));
      weights.push(weight);
      total.add(weight);
    }
  }
  const { specification } = population;
  const exponent = specification.kind === "power-law" ? Math.abs(specification.exponent) : 0;
  return {
    values: Float64Array.from(values),
    weights: Float64Array.from(weights, (weight) => weight / total.value),
    zeroMass: 0,
    smallestScale,
    // A node is known to two units in the last place, and the density varies by the exponent's power of it.
    relativeError: (16 + 2 * exponent) * Number.EPSILON + relativeError,
  };
}

/** Nodes and weights of the 21-point Kronrod rule on [0, 1]. */
const unitRule: readonly (readonly [node: number, weight: number])[] = abscissae.flatMap((x, i) =>
  x === 0
    ? [[0.5, kronrodWeights[i] / 2] as const]
    : [[(1 - x) / 2, kronrodWeights[i] / 2] as const, [(1 + x) / 2, kronrodWeights[i] / 2] as const],
);
