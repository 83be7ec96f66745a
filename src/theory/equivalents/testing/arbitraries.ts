import { fc } from "@fast-check/vitest";
import { parsePopulation } from "../../../model/populations/parse-population.ts";

/** 10^x with x between the given exponents. */
export const decades = (min: number, max: number) => fc.double({ min, max, noNaN: true }).map((x) => 10 ** x);

/** Populations with up to six eigenvalues over five decades, some of them 0, and the densities that are built in. */
export const populations = fc
  .oneof(
    fc
      .array(
        fc.record({
          value: fc.oneof({ weight: 6, arbitrary: decades(-3, 2) }, fc.constant(0)),
          weight: decades(-1, 1),
        }),
        {
          minLength: 1,
          maxLength: 6,
        },
      )
      .filter((list) => list.some(({ value }) => value > 0))
      .map((list) => ({
        kind: "atoms",
        values: list.map(({ value }) => value),
        weights: list.map(({ weight }) => weight),
      })),
    fc.record({ low: decades(-2, 1), ratio: decades(0.1, 4) }).map(({ low, ratio }) => ({
      kind: "geometric",
      low,
      high: low * ratio,
    })),
    fc.double({ min: -0.99, max: 0.99, noNaN: true }).map((rho) => ({ kind: "ar1", rho })),
    decades(-1, 1).map((high) => ({ kind: "uniform", low: 0, high })),
  )
  .map((input) => parsePopulation(input));

export const aspectRatios = fc.oneof(decades(-3, 3), fc.constantFrom(0.5, 1 - 1e-8, 1, 1 + 1e-8, 2));

export const ridgeSettings = fc.record({ population: populations, phi: aspectRatios, lambda: decades(-8, 6) });
