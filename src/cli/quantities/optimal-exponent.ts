import { z } from "zod";
import { parsePopulation } from "../../model/index.ts";
import { optimalExponent } from "../../theory/index.ts";
import { defineQuantity } from "./definition.ts";
import { readout } from "./readout.ts";

const ridge = 'a number of 0 or more, or "tuned"';
const ends = "a list of two numbers, ascending";
const { exponent: _, ...setting } = readout;

export const optimalExponentQuantity = defineQuantity({
  name: "optimal-exponent",
  summary:
    "the exponent p of least ridge-risk at a fixed lambda, without one (0), or with lambda tuned for each p (tuned)",
  example: {
    population: { kind: "uniform", low: 0.2, high: 3 },
    phi: 2,
    lambda: 0.1,
    alignment: 0.5,
    noiseVariance: 0.25,
  },
  shape: {
    ...setting,
    lambda: z.union([z.number(ridge).min(0, ridge), z.literal("tuned")], ridge),
    interval: z.exactOptional(z.tuple([z.number(ends), z.number(ends)], ends)),
  },
  evaluate({ population, ...parameters }) {
    const { exponent, risk, atEnd, minima } = optimalExponent({
      population: parsePopulation(population),
      ...parameters,
    });
    const beside = { risk: risk.value, atEnd: Number(atEnd), minima: minima.map((place) => place.exponent) };
    return { ...exponent, beside };
  },
});
