import { z } from "zod";
import { invalidInput } from "../../foundation/errors.ts";
import { parseWith } from "../../foundation/parse.ts";
import { exactly } from "../../foundation/quantity.ts";
import type { Experiment } from "../../simulation/experiment.ts";
import type { LimitClaimDefinition } from "../limit-claim.ts";

export type MeanParameters = { readonly mean: number; readonly spread: number; readonly name?: string };

const schema = z.strictObject(
  {
    mean: z.number("a finite number"),
    spread: z.number("a number above 0").gt(0, "a number above 0").default(1),
    name: z.string("text").optional(),
  },
  "an object with mean, spread and name",
) as unknown as z.ZodType<MeanParameters>;

/** The mean of `size` normals: small, and strict in what it accepts. */
export const meanExperiment: Experiment<MeanParameters> = {
  id: "mean",
  version: 1,
  module: import.meta.url,
  streamParameters: [],
  parameters: { parse: (input) => parseWith(schema, input) },
  observables: { mean: { meaning: "the sample mean" }, square: { meaning: "its square" } },
  realise(point, size) {
    if (size < 3) throw invalidInput("size", size, "a whole number from 3");
    return { point, size, realised: point, shape: { n: size } };
  },
  run(problems, stream) {
    const x = new Float64Array(problems[0].size);
    stream.fillNormal(x);
    const noise = x.reduce((sum, value) => sum + value, 0) / x.length;
    return problems.map(({ point }) => {
      const mean = point.mean + point.spread * noise;
      return { mean, square: mean ** 2 };
    });
  },
  cost: ({ size }) => size / 1e6,
};

/** A claim about it that is in order, with every optional part. */
export const meanClaim: LimitClaimDefinition<MeanParameters> = {
  id: "test/mean",
  title: "Law of large numbers",
  statement: "The sample mean tends to $\\mu$.",
  assumptions: ["independent normals"],
  source: { reference: "folklore", status: "new" },
  experiment: meanExperiment,
  grid: [{ mean: 1 }, { mean: 2, spread: 3 }],
  sizes: [10, 20, 40],
  test: {
    observable: "mean",
    formula: {
      expression: "mu",
      symbols: { mu: { tex: "\\mu", meaning: "mean of the law" } },
      inputs: ({ mean }) => ({ mu: exactly(mean) }),
    },
    margin: { relative: 0.1 },
    residualBias: { relative: 0.01 },
    finiteSizeExponent: 1,
  },
  expected: "supported",
  controls: [{ id: "square", why: "the square is another observable", expected: "refuted" }],
  figure: { x: "mean", label: "mean μ", scale: "log", series: ["spread"], yLabel: "sample mean" },
};
