import { z } from "zod";
import { invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import { type Population, parsePopulation } from "../../model/index.ts";
import {
  linearStatistic,
  linearStatisticFluctuation,
  logStatistic,
  spectralMoment,
  stieltjes,
  support,
} from "../../theory/index.ts";
import { answerOf, defineQuantity, population, positive } from "./definition.ts";
import { type EigenvalueFunction, eigenvalueFunction, withDerivative } from "./eigenvalue-function.ts";

export const linearSpectralStatisticQuantity = defineQuantity({
  name: "linear-spectral-statistic",
  summary: "∫ f dF, the limit of tr f(Σ̂)/d, for f among log, inverse and power; nonzero leaves out the atom at 0",
  example: { population: { kind: "ar1", rho: 0.5 }, phi: 0.5, f: { kind: "log" } },
  shape: { population, phi: positive, f: eigenvalueFunction, nonzero: z.exactOptional(z.boolean("a truth value")) },
  evaluate: ({ population, phi, f, nonzero = false }) => statistic(parsePopulation(population), phi, f, nonzero),
});

export const statisticFluctuationQuantity = defineQuantity({
  name: "linear-spectral-statistic-fluctuation",
  summary: "mean and variance of the limit law of tr f(Σ̂) − d∫ f dF for real Gaussian data",
  example: { population: { kind: "atoms", values: [1, 3] }, phi: 0.5, f: { kind: "log" } },
  shape: { population, phi: positive, f: eigenvalueFunction },
  evaluate({ population, phi, f }) {
    const parsed = parsePopulation(population);
    if (!isSmoothAtZero(f) && beginsAtZero(parsed, phi)) {
      throw invalidInput("f", f, "a function that is smooth at 0, where a bulk begins");
    }
    const { meanCorrection, variance } = linearStatisticFluctuation(parsed, phi, withDerivative(f));
    const value = { meanCorrection: meanCorrection.value, variance: variance.value };
    return answerOf(value, [meanCorrection, variance]);
  },
});

/** By closed forms where there are any. */
function statistic(population: Population, phi: number, f: EigenvalueFunction, nonzero: boolean): Quantity {
  if (f.kind === "power" && Number.isInteger(f.exponent) && Math.abs(f.exponent) <= 1000) {
    if (f.exponent > 0 || !nonzero) return spectralMoment(population, phi, f.exponent);
  }
  if (f.kind === "log" && !(nonzero && (f.shift ?? 0) > 0)) {
    return logStatistic(population, phi, { shift: f.shift ?? 0, nonzero });
  }
  if (f.kind === "inverse" && !nonzero) {
    return f.shift === undefined || f.shift === 0
      ? spectralMoment(population, phi, -1)
      : stieltjes(population, phi, -f.shift);
  }
  const diverges = f.kind === "inverse" ? (f.shift ?? 0) === 0 : f.kind === "power" && f.exponent <= -1;
  if (nonzero && diverges && beginsAtZero(population, phi)) {
    throw invalidInput("f", f, "a function with a finite integral over a bulk that begins at 0");
  }
  return linearStatistic(population, phi, withDerivative(f).value, { nonzero });
}

function isSmoothAtZero(f: EigenvalueFunction): boolean {
  return f.kind === "power" ? f.exponent >= 0 && Number.isInteger(f.exponent) : (f.shift ?? 0) > 0;
}

function beginsAtZero(population: Population, phi: number): boolean {
  return support(population, phi).intervals[0].lower.position.value === 0;
}
