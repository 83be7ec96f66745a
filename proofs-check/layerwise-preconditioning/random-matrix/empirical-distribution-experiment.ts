import { parsePopulation } from "asymptopia/model";
import {
  type Experiment,
  type Problem,
  type SampleCovarianceParameters,
  type Stream,
  sampleEigenvalues,
  sampleEigenvaluesCost,
  zeroEigenvalueExperiment,
} from "asymptopia/simulation";
import { moment } from "asymptopia/theory";
import { limitingDistribution } from "./limiting-distribution.ts";

type EmpiricalProblem = Problem<SampleCovarianceParameters>;

/**
 * How far the empirical distribution of the eigenvalues of Σ̂ = XᵀX/n, drawn literally, is from a limiting law: the
 * Kolmogorov distance sup|F_d − F|.
 *
 * The law is that of theory at the problem's own spectrum of Σ and d/n. It is part of what is observed, so that this
 * experiment stands between simulation, which draws X, and theory, which knows nothing of X.
 */
export const experiment: Experiment<SampleCovarianceParameters> = {
  id: "empirical-distribution",
  version: 1,
  module: import.meta.url,
  streamParameters: ["population", "phi"],
  parameters: zeroEigenvalueExperiment.parameters,
  observables: {
    distance: { meaning: "sup|F_d − F| for the limiting law F at the realised H and d/n", range: [0, 1] },
    distanceFromIsotropic: { meaning: "the same for the law of isotropic inputs with the same mean", range: [0, 1] },
  },
  realise: zeroEigenvalueExperiment.realise,
  run,
  cost,
};

function run(problems: readonly EmpiricalProblem[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  const { realised, shape } = problems[0];
  const population = parsePopulation(realised.population);
  const mean = parsePopulation({ kind: "atoms", values: [moment(population, 1).value] });
  const bulk = realised.population.kind === "eigenvalues" ? realised.population.values : [];
  const eigenvalues = sampleEigenvalues(shape.n, bulk, stream.child("inputs"));
  const own = tabled(problems[0], "own", () => limitingDistribution(population, realised.phi));
  const isotropic = tabled(problems[0], "isotropic", () => limitingDistribution(mean, realised.phi));
  const observed = {
    distance: kolmogorovDistance(eigenvalues, own),
    distanceFromIsotropic: kolmogorovDistance(eigenvalues, isotropic),
  };
  // Points of a cell have all of their parameters in common.
  return problems.map(() => ({ ...observed }));
}

const tables = new Map<string, (x: number) => number>();

/** A table of theory, made once for all replicates of a problem. */
function tabled({ point, size }: EmpiricalProblem, which: string, make: () => (x: number) => number) {
  const key = JSON.stringify([point.population, point.phi, size, which]);
  const table = tables.get(key) ?? make();
  tables.set(key, table);
  return table;
}

/** sup|F_d − F| over x > 0, for ascending eigenvalues and an F that is continuous there. */
export function kolmogorovDistance(eigenvalues: Float64Array, distribution: (x: number) => number): number {
  const d = eigenvalues.length;
  return eigenvalues.reduce((largest, eigenvalue, i) => {
    if (eigenvalue <= 0) return largest;
    const value = distribution(eigenvalue);
    return Math.max(largest, value - i / d, (i + 1) / d - value);
  }, 0);
}

function cost({ shape: { n, d } }: EmpiricalProblem): number {
  return sampleEigenvaluesCost(n, d) + (100 * d) / 1e6;
}
