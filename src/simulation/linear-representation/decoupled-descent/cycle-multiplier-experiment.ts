import type { z } from "zod";
import { invalidInput } from "../../../foundation/errors.ts";
import type { Experiment, Problem } from "../../experiment.ts";
import { requireOneCell } from "../../require-one-cell.ts";
import type { Stream } from "../../stream.ts";
import { streamCost } from "../../stream-cost.ts";
import { decoupledInstance, misaligned, signedSine } from "../decoupled-instance.ts";
import { numberBetween, reader, strictPoint } from "../point-schema.ts";
import { populationStep, preconditionings } from "../population-step.ts";

/** A point of the cycle-multiplier experiment. */
export type CycleMultiplierParameters = {
  /** x = ηλ > 2 of the misaligned direction. */
  readonly step: number;
};

const [inputs, outputs] = [4, 3];

/**
 * How a step of AMGD beyond the limit of stability multiplies a small distance from its two-cycle: the central difference
 * of |tan θ₊| by tan θ, over 1/`size` on either side of the cycle's angle, by steps of matrices with random G⋆ and F⋆. Its
 * error is of order `size`⁻².
 */
export const experiment: Experiment<CycleMultiplierParameters> = {
  id: "linear-representation-cycle-multiplier",
  version: 1,
  module: import.meta.url,
  streamParameters: [],
  parameters: reader(strictPoint({ step: numberBetween(2, 1e6) }) as unknown as z.ZodType<CycleMultiplierParameters>),
  observables: {
    multiplier: { meaning: "central difference of |tan θ₊| by tan θ at the two-cycle" },
  },
  realise(point, size) {
    if (!Number.isInteger(size) || size < 4 || size > 1e5)
      throw invalidInput("size", size, "a whole number from 4 to 100000");
    if (tangentOfCycle(point.step) <= 1 / size) {
      throw invalidInput("size", size, `above ${1 / tangentOfCycle(point.step)}, so that both sides are angles`);
    }
    return { point, size, realised: point, shape: { d: inputs } };
  },
  run,
  cost: () => 8 * streamCost + 0.05,
};

function run(problems: readonly Problem<CycleMultiplierParameters>[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const decoupled = decoupledInstance([1, 0.25], inputs, outputs, stream.child("instance"));
  return problems.map(({ point: { step }, size }) => {
    const tangentAfter = (tangent: number): number => {
      const start = misaligned(decoupled, 0, tangent / Math.hypot(1, tangent));
      const { features } = populationStep(decoupled.instance, start, preconditionings.amgd, step);
      const sine = Math.abs(signedSine(features, 0, decoupled.outside));
      return sine / Math.sqrt((1 - sine) * (1 + sine));
    };
    const [at, h] = [tangentOfCycle(step), 1 / size];
    return { multiplier: (tangentAfter(at + h) - tangentAfter(at - h)) / (2 * h) };
  });
}

/** tan θ at sin²θ = ½ − 1/x: √((x − 2)/(x + 2)). */
function tangentOfCycle(x: number): number {
  return Math.sqrt((x - 2) / (x + 2));
}
