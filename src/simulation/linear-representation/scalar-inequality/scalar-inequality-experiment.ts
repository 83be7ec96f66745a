import type { z } from "zod";
import { invalidInput } from "../../../foundation/errors.ts";
import type { Experiment, Problem } from "../../experiment.ts";
import type { Stream } from "../../stream.ts";
import { streamCost } from "../../stream-cost.ts";
import { numberBetween, reader, strictPoint } from "../point-schema.ts";

/** A point of the scalar-inequality experiment. */
export type ScalarInequalityParameters = {
  readonly a: number;
  readonly b: number;
};

/** The smallest η is 10^(−decades). */
const decades = 6;

/**
 * (1 − η)/√(1 − bη) at a random η: uniform on [0, 1] or log-uniform on [10⁻⁶, 1], with probability ½ each, since the
 * inequality of Lemma B.8 is decided at small η where b is near 2(1 − a). `size` is a number without meaning.
 */
export const experiment: Experiment<ScalarInequalityParameters> = {
  id: "linear-representation-scalar-inequality",
  version: 1,
  module: import.meta.url,
  streamParameters: [],
  parameters: reader(
    strictPoint({
      a: numberBetween(0.5, 1, { lowest: true, highest: true }),
      b: numberBetween(0, 1, { lowest: true, highest: true }),
    }) as unknown as z.ZodType<ScalarInequalityParameters>,
  ),
  observables: {
    left: { meaning: "(1 − η)/√(1 − bη)" },
    eta: { meaning: "η" },
  },
  realise(point, size) {
    if (size !== 1) throw invalidInput("size", size, "1: nothing has a size");
    return { point, size, realised: point, shape: { size } };
  },
  run(problems: readonly Problem<ScalarInequalityParameters>[], stream: Stream) {
    const [choice, u] = [stream.uniform(), stream.uniform()];
    const eta = choice < 0.5 ? u : 10 ** (-decades * u);
    return problems.map(({ point: { b } }) => ({ left: (1 - eta) / Math.sqrt(1 - b * eta), eta }));
  },
  cost: () => streamCost,
};
