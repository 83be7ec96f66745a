import type { z } from "zod";
import { invalidInput } from "../../../foundation/errors.ts";
import type { Experiment, Problem } from "../../experiment.ts";
import { requireOneCell } from "../../require-one-cell.ts";
import type { Stream } from "../../stream.ts";
import { streamCost } from "../../stream-cost.ts";
import { type DecoupledInstance, decoupledInstance, misaligned } from "../decoupled-instance.ts";
import { numberBetween, oneOf, reader, strictPoint, wholeBetween } from "../point-schema.ts";
import { populationStep, preconditionings } from "../population-step.ts";
import { subspaceDistance } from "../subspace-distance.ts";
import { cyclePreimage } from "./cycle-preimage.ts";

/** A point of the adversary experiment. */
export type AdversaryParameters = {
  /** κ of F⋆ᵀF⋆; null: log-uniform on [5, 5·10⁴]. */
  readonly conditionNumber: number | null;
  /** ηλ_max; null: log-uniform on [0.01, 100]. */
  readonly step: number | null;
  /** T; null: uniform on 1, …, 20. */
  readonly steps: number | null;
  /** The bound on dist₀, or its value; null: log-uniform on [10⁻³, `largestDistance`]. */
  readonly distance: number | null;
  readonly largestDistance: number;
  /**
   * `bounded`: the adversary picks any start at a distance of at most that, after seeing η and for all T. `prescribed`: it
   * starts at the distance itself, and chooses the direction alone.
   */
  readonly adversary: "bounded" | "prescribed";
};

const [inputs, outputs] = [4, 3];

/**
 * T noise-free steps of AMGD at Σ = I from the starts of Proposition 3.5's adversary: of two features with eigenvalues λ_max and
 * λ_min of F⋆ᵀF⋆, the second (form A) or the first (form B) starts misaligned. Haar G⋆ and F⋆'s left vectors, so that the
 * coordinates are no special ones. `size` is d.
 */
export const experiment: Experiment<AdversaryParameters> = {
  id: "linear-representation-adversary",
  version: 1,
  module: import.meta.url,
  streamParameters: [],
  parameters: reader(
    strictPoint({
      conditionNumber: numberBetween(1, 1e12, { lowest: true }).nullable().default(null),
      step: numberBetween(0, 1e6).nullable().default(null),
      steps: wholeBetween(1, 10_000).nullable().default(null),
      distance: numberBetween(0, 1).nullable().default(null),
      largestDistance: numberBetween(1e-3, 1).default(0.99),
      adversary: oneOf("bounded", "prescribed"),
    }) as unknown as z.ZodType<AdversaryParameters>,
  ),
  observables: {
    ratio: { meaning: "dist_T/dist₀ from the start that the adversary picks" },
    conditionNumber: { meaning: "κ of F⋆ᵀF⋆" },
    step: { meaning: "ηλ_max" },
    steps: { meaning: "T" },
    startDistance: { meaning: "dist₀" },
  },
  realise(point, size) {
    if (!Number.isInteger(size) || size < inputs - 1 || size > 64)
      throw invalidInput("size", size, "a whole number from 3 to 64");
    return { point, size, realised: point, shape: { d: size } };
  },
  run,
  cost: ({ point: { steps, adversary }, shape: { d } }) =>
    8 * streamCost + ((adversary === "bounded" ? 1 : 2) * (steps ?? 10) * (2 * d ** 3 + 200 * d + 2e4)) / 1e6,
};

function run(problems: readonly Problem<AdversaryParameters>[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const { d } = problems[0].shape;
  const draws = stream.child("point");
  const [u, v, w, t] = Array.from({ length: 4 }, () => draws.uniform());
  return problems.map(({ point }) => {
    const conditionNumber = point.conditionNumber ?? 5 * 10 ** (4 * u);
    const x = point.step ?? 10 ** (4 * v - 2);
    const steps = point.steps ?? 1 + Math.floor(20 * t);
    const bound = point.distance ?? 1e-3 * (point.largestDistance / 1e-3) ** w;
    const decoupled = decoupledInstance([1, 1 / conditionNumber], d, outputs, stream.child("instance"));
    const starts =
      point.adversary === "prescribed" ? [bound, bound] : x <= 2 ? [null, bound] : [distantStart(x, bound), null];
    const ratios = starts.map((sine, row) => (sine === null ? 0 : shrinkage(decoupled, row, sine, x, steps)));
    const chosen = ratios[0] > ratios[1] ? 0 : 1;
    return { ratio: ratios[chosen], conditionNumber, step: x, steps, startDistance: starts[chosen] ?? bound };
  });
}

/** A start of form B, of at most `bound`, whose path grows until it is at the two-cycle of x > 2. */
function distantStart(x: number, bound: number): number {
  const cycle = Math.sqrt((x - 2) / (2 * x));
  if (bound >= cycle) return cycle;
  return x * x <= 8 ? bound : cyclePreimage(x, bound);
}

/** dist_T/dist₀ with row `row` misaligned by `sine`. */
export function shrinkage(decoupled: DecoupledInstance, row: number, sine: number, eta: number, steps: number): number {
  const { instance } = decoupled;
  let features = misaligned(decoupled, row, sine);
  for (let t = 0; t < steps; t++) features = populationStep(instance, features, preconditionings.amgd, eta).features;
  return subspaceDistance(features, instance.teacherFeatures) / sine;
}
