import type { z } from "zod";
import { invalidInput } from "../../../foundation/errors.ts";
import type { Experiment, Problem } from "../../experiment.ts";
import { requireOneCell } from "../../require-one-cell.ts";
import type { Stream } from "../../stream.ts";
import { streamCost } from "../../stream-cost.ts";
import { decoupledInstance } from "../decoupled-instance.ts";
import { numberBetween, reader, strictPoint, wholeBetween } from "../point-schema.ts";
import { shrinkage } from "./adversary-experiment.ts";

/** A point of the best-step experiment. */
export type BestStepParameters = {
  /** κ of F⋆ᵀF⋆. */
  readonly conditionNumber: number;
  /** T. */
  readonly steps: number;
};

const [inputs, outputs] = [4, 3];

/** Step sizes are searched for to 2·.618ⁿ of 1/λ_max: 5e-5. */
const searchSteps = 22;

/**
 * The least over η of the larger one of dist_T/dist₀ from both forms of the adversary of Proposition 3.5, started at
 * dist₀ = 1/`size`, by golden section search: near G⋆ the one falls with η and the other falls to 0 and rises, so that their
 * maximum has one minimum on (0, 2/λ_max). The search begins at a random lower end, so that replicates differ. The error of the linearisation is of order `size`⁻².
 */
export const experiment: Experiment<BestStepParameters> = {
  id: "linear-representation-best-step",
  version: 1,
  module: import.meta.url,
  streamParameters: [],
  parameters: reader(
    strictPoint({
      conditionNumber: numberBetween(1, 1e6),
      steps: wholeBetween(1, 100),
    }) as unknown as z.ZodType<BestStepParameters>,
  ),
  observables: {
    ratio: { meaning: "least over η of max dist_T/dist₀" },
    step: { meaning: "ηλ_max at which it is reached" },
  },
  realise(point, size) {
    if (!Number.isInteger(size) || size < 2 || size > 1e6)
      throw invalidInput("size", size, "a whole number from 2 to 1000000");
    return { point, size, realised: point, shape: { d: inputs } };
  },
  run,
  cost: ({ point: { steps } }) => 9 * streamCost + (2 * (searchSteps + 2) * steps * 2e4) / 1e6,
};

function run(problems: readonly Problem<BestStepParameters>[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const lowest = 0.1 * stream.child("search").uniform();
  return problems.map(({ point: { conditionNumber, steps }, size }) => {
    const decoupled = decoupledInstance([1, 1 / conditionNumber], inputs, outputs, stream.child("instance"));
    const worst = (eta: number): number =>
      Math.max(...[0, 1].map((row) => shrinkage(decoupled, row, 1 / size, eta, steps)));
    const { at, value } = goldenSection(worst, lowest, 2, searchSteps);
    return { ratio: value, step: at };
  });
}

/** The minimum on [low, high] of a function that has one alone. */
function goldenSection(
  f: (x: number) => number,
  low: number,
  high: number,
  steps: number,
): { readonly at: number; readonly value: number } {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [low, high];
  let [x, y] = [b - ratio * (b - a), a + ratio * (b - a)];
  let [fx, fy] = [f(x), f(y)];
  for (let i = 0; i < steps; i++) {
    if (fx < fy) {
      [b, y, fy] = [y, x, fx];
      x = b - ratio * (b - a);
      fx = f(x);
    } else {
      [a, x, fx] = [x, y, fy];
      y = a + ratio * (b - a);
      fy = f(y);
    }
  }
  return fx < fy ? { at: x, value: fx } : { at: y, value: fy };
}
