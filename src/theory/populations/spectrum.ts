import type { Spectrum } from "../../foundation/spectrum.ts";
import type { Population } from "../../model/population.ts";
import { discretise } from "./discretise.ts";
import { integrateAgainst } from "./integrate-against.ts";

/**
 * H as formulas integrate against it: the nodes of its discretisation, an atom at 0 among them, and adaptive quadrature.
 * The sum is that of `discretise`, good to some machine epsilons for the smooth integrands of random-matrix equations.
 */
export function spectrumOf(population: Population): Spectrum {
  const { values, weights, zeroMass } = discretise(population);
  const atZero = zeroMass > 0;
  return {
    values: atZero ? Float64Array.of(0, ...values) : values,
    weights: atZero ? Float64Array.of(zeroMass, ...weights) : weights,
    integrate: (f) => integrateAgainst(population, f),
  };
}
