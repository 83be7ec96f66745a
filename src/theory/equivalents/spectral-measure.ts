import { invalidInput } from "../../foundation/errors.ts";
import type { Population } from "../../model/population.ts";
import { discretise } from "../populations/discretise.ts";
import { integrateAgainst } from "../populations/integrate-against.ts";
import { RunningSum } from "../populations/running-sum.ts";
import type { Estimate } from "./estimate.ts";

/**
 * A symmetric matrix that is diagonal in Σ's eigenbasis: the function of τ that its eigenvalues are, or these eigenvalues
 * beside those that the population's specification lists, in that order.
 *
 * A function must be finite on the support of H, accurate to a few units in the last place and piecewise analytic in
 * log τ, as for `integrateAgainst`. A list needs a population of kind `atoms` or `eigenvalues`; under atoms with weights
 * it gives one eigenvalue for each eigenspace.
 */
export type TestMatrix = ((tau: number) => number) | readonly number[];

/**
 * Two vectors in Σ's eigenbasis, as far as forms uᵀf(Σ)v see them: their coordinates beside the eigenvalues that the
 * population lists, in that order, Σ uᵢvᵢ f(τᵢ); or `overlap`, the limit of d·uᵢvᵢ as a function of τ,
 * ∫ overlap·f dH. `v` is `u` where absent.
 */
export type VectorPair =
  | { readonly u: readonly number[]; readonly v?: readonly number[] }
  | { readonly overlap: (tau: number) => number };

/** An integral with that of the absolute value. */
export interface SpectralIntegral extends Estimate {
  readonly absolute: number;
}

/** A signed measure on the spectrum of Σ, against which kernels of τ are integrated. */
export interface SpectralMeasure {
  integrate(kernel: (tau: number) => number): SpectralIntegral;
  /** The measure of density `factor` against this one; both are lists, or functions, or one of each. */
  times(factor: SpectralFunction): SpectralMeasure;
}

/** A test matrix that has been checked against its population. */
export type SpectralFunction =
  | { readonly type: "constant" }
  | { readonly type: "function"; readonly at: (tau: number) => number }
  | { readonly type: "list"; readonly entries: readonly number[] };

/** @throws AsymptopiaError `invalid-input` for a list that does not fit the population's, or is none of numbers. */
export function spectralFunction(
  population: Population,
  matrix: TestMatrix | undefined,
  field: string,
): SpectralFunction {
  if (matrix === undefined) return { type: "constant" };
  if (typeof matrix === "function") return { type: "function", at: finite(matrix, field) };
  checkList(listedValues(population, field), matrix, field);
  return { type: "list", entries: matrix };
}

/** H itself: traces (1/d) tr f(Σ). */
export function populationMeasure(population: Population): SpectralMeasure {
  return againstPopulation(population, []);
}

/**
 * Forms uᵀf(Σ)v.
 *
 * @throws AsymptopiaError `invalid-input` as `spectralFunction` does.
 */
export function vectorMeasure(population: Population, pair: VectorPair): SpectralMeasure {
  if (typeof pair !== "object" || pair === null || !("overlap" in pair || "u" in pair)) {
    throw invalidInput("vectors", pair, "an object with u, or u and v, or overlap");
  }
  if ("overlap" in pair) {
    if (typeof pair.overlap !== "function") throw invalidInput("overlap", pair.overlap, "a function of τ");
    return againstPopulation(population, [finite(pair.overlap, "overlap")]);
  }
  const { u, v = u } = pair;
  const values = listedValues(population, "u");
  checkList(values, u, "u");
  checkList(values, v, "v");
  return overList(
    values,
    u.map((entry, i) => entry * v[i]),
  );
}

function againstPopulation(population: Population, factors: readonly ((tau: number) => number)[]): SpectralMeasure {
  const density = (tau: number): number => factors.reduce((value, factor) => value * factor(tau), 1);
  return {
    integrate(kernel) {
      if (factors.length === 0) return positive(population, kernel);
      const { value, error } = integrateAgainst(population, (tau) => density(tau) * kernel(tau));
      // A few roundings in the kernel, and what the nodes show of the integrand's size.
      const absolute = positive(population, (tau) => Math.abs(density(tau) * kernel(tau))).value;
      return { value, error: error + 4 * Number.EPSILON * absolute, absolute };
    },
    times(factor) {
      if (factor.type === "constant") return this;
      if (factor.type === "function") return againstPopulation(population, [...factors, factor.at]);
      const { values, weights } = listed(population);
      return overList(
        values,
        values.map((tau, i) => weights[i] * density(tau) * factor.entries[i]),
      );
    },
  };
}

/** ∫ kernel dH for a kernel that the discretisation of H resolves. */
function positive(population: Population, kernel: (tau: number) => number): SpectralIntegral {
  const { values, weights, zeroMass, relativeError } = discretise(population);
  const sum = new RunningSum();
  if (zeroMass > 0) sum.add(zeroMass * kernel(0));
  for (let i = 0; i < values.length; i++) sum.add(weights[i] * kernel(values[i]));
  return { value: sum.value, error: 2 * relativeError * sum.value, absolute: sum.value };
}

function overList(values: readonly number[], masses: readonly number[]): SpectralMeasure {
  return {
    integrate(kernel) {
      const sum = new RunningSum();
      let absolute = 0;
      values.forEach((tau, i) => {
        const term = masses[i] * kernel(tau);
        sum.add(term);
        absolute += Math.abs(term);
      });
      return { value: sum.value, error: 12 * Number.EPSILON * absolute, absolute };
    },
    times(factor) {
      switch (factor.type) {
        case "constant":
          return this;
        case "function":
          return overList(
            values,
            masses.map((mass, i) => mass * factor.at(values[i])),
          );
        case "list":
          return overList(
            values,
            masses.map((mass, i) => mass * factor.entries[i]),
          );
      }
    },
  };
}

function listedValues(population: Population, field: string): readonly number[] {
  const { specification } = population;
  if (specification.kind === "atoms" || specification.kind === "eigenvalues") return specification.values;
  const accepted = `a function of τ: a population of kind ${specification.kind} lists no eigenvalues`;
  throw invalidInput(field, "a list", accepted);
}

/** The eigenvalues as the specification lists them, with the mass of H at each entry. */
function listed(population: Population): { values: readonly number[]; weights: readonly number[] } {
  const { specification } = population;
  const values = listedValues(population, "population");
  const weights = (specification.kind === "atoms" ? specification.weights : undefined) ?? values.map(() => 1);
  const total = weights.reduce((a, b) => a + b, 0);
  return { values, weights: weights.map((weight) => weight / total) };
}

function checkList(values: readonly number[], list: readonly number[], field: string): void {
  if (!Array.isArray(list)) throw invalidInput(field, list, "a list of finite numbers");
  if (list.length !== values.length) {
    throw invalidInput(
      field,
      list,
      `a list as long as the population's eigenvalues, of which there are ${values.length}`,
    );
  }
  const bad = list.findIndex((entry) => !Number.isFinite(entry));
  if (bad >= 0) throw invalidInput(`${field}[${bad}]`, list[bad], "a finite number");
}

function finite(f: (tau: number) => number, field: string): (tau: number) => number {
  return (tau) => {
    const y = f(tau);
    if (Number.isFinite(y)) return y;
    throw invalidInput(field, y, `a function that is finite on the support of H; at ${tau} it is not`);
  };
}
