import type { z } from "zod";
import { invalidInput } from "../../../foundation/errors.ts";
import type { Experiment, Problem } from "../../experiment.ts";
import { requireOneCell } from "../../require-one-cell.ts";
import type { Stream } from "../../stream.ts";
import { streamCost } from "../../stream-cost.ts";
import { coupled, decoupledInstance, misaligned, signedSine } from "../decoupled-instance.ts";
import { frobenius } from "../frobenius.ts";
import { numberBetween, oneOf, reader, strictPoint } from "../point-schema.ts";
import { plus, populationStep, preconditionings } from "../population-step.ts";

/** A point of the decoupled-descent experiment. */
export type DecoupledDescentParameters = {
  /** The sine of the misaligned direction's angle at the start; null: uniform on (0, 1]. */
  readonly sine: number | null;
  /** x = ηλ of the misaligned direction, λ its eigenvalue of F⋆ᵀF⋆; null: uniform on (0, 1]. */
  readonly step: number | null;
  /** `cycle`: instead of `sine`, the start is at √(½ − 1/x); `other-cycle`: at √(1 − 2/x). */
  readonly start: "sine" | "cycle" | "other-cycle";
  /** Whether F⋆ᵀF⋆ is diagonal in the rows of G⋆. */
  readonly head: "diagonal" | "turned";
};

const k = 3;
const outputs = 4;

/**
 * One noise-free step of AMGD, with η_F = 1 and at Σ = I, from G⋆ with one row turned out of its row space. `size` is d; the
 * eigenvalues of F⋆ᵀF⋆ are 1 for the row that is turned, 2 and ½ for the others.
 *
 * Rounding, in units of ε = 2⁻⁵² and to first order, with m² = ‖M‖²_F = 3.5 and all matrices' norms at most √k times that of
 * their largest singular value. The head, MGᵀ(GGᵀ)⁻¹ with GGᵀ = I up to rounding, is off by (4d + 6k + 5)k·m; then the
 * residual by √k times that and (k + 2)√k·m, and Fᵀ times it, where Σ = I changes nothing, by
 * (5d + 8k + d_Y + 8)k^{3/2}·m². The normalisation adds 10dk on rows of length at least 1 and passes on what there is, at
 * most twice because the rows are subtracted from one another. Together (20d + 16k + 2d_Y + 16)·k^{3/2}·(1 + x·m²).
 */
export const experiment: Experiment<DecoupledDescentParameters> = {
  id: "linear-representation-decoupled-descent",
  version: 1,
  module: import.meta.url,
  streamParameters: [],
  parameters: reader(
    strictPoint({
      sine: numberBetween(0, 1, { lowest: true }).nullable().default(null),
      step: numberBetween(0, 1e6).nullable().default(null),
      start: oneOf("sine", "cycle", "other-cycle").default("sine"),
      head: oneOf("diagonal", "turned").default("diagonal"),
    }) as unknown as z.ZodType<DecoupledDescentParameters>,
  ),
  observables: {
    startSine: { meaning: "sine of the misaligned row's angle before the step" },
    step: { meaning: "x = ηλ of the misaligned row" },
    sine: { meaning: "signed sine of the misaligned row's angle after the step: below 0 on the other side" },
    ratio: { meaning: "|sine after the step| over the sine before" },
    squaredLength: { meaning: "squared length of the row before it is normalised" },
    othersMoved: {
      meaning: "Frobenius norm of what moved in the other rows, and of the moved row's part outside its plane",
    },
    cycleDifference: { meaning: "|sine after the step + sine before|, 0 on a two-cycle" },
    unit: { meaning: "1, the length of a row" },
    amplification: { meaning: "k^{3/2}(1 + x‖M‖²_F)" },
  },
  realise(point, size) {
    if (!Number.isInteger(size) || size <= k || size > 512)
      throw invalidInput("size", size, `a whole number from ${k + 1} to 512`);
    if (point.start !== "sine" && !(point.step !== null && point.step > 2)) {
      throw invalidInput("step", point.step, "a number above 2, where there is a cycle");
    }
    return { point, size, realised: point, shape: { d: size } };
  },
  run,
  cost: ({ shape: { d } }) => 8 * streamCost + (8 * d ** 3 + 60 * d * k * k + 1e4) / 1e6,
};

function run(problems: readonly Problem<DecoupledDescentParameters>[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const { d } = problems[0].shape;
  const plain = decoupledInstance([1, 2, 0.5], d, outputs, stream.child("instance"));
  const turned = coupled(plain, stream.child("turn"));
  const draws = stream.child("point");
  const [drawnSine, drawnStep] = [1 - draws.uniform(), 1 - draws.uniform()];
  return problems.map(({ point }) => {
    const decoupled = point.head === "diagonal" ? plain : turned;
    const { instance, outside } = decoupled;
    const x = point.step ?? drawnStep;
    const startSine = startOf(point, x, drawnSine);
    const features = misaligned(decoupled, 0, startSine);
    const step = populationStep(instance, features, preconditionings.amgd, x);
    const sine = signedSine(step.features, 0, outside);
    const own = step.unnormalised.data.subarray(0, d);
    // The row that the recursion leads to: in the plane of g and the outer direction, and the others where they were.
    const cosine = signedSine(step.features, 0, instance.teacherFeatures.data.subarray(0, d));
    const expected = misaligned(decoupled, 0, 0);
    for (let j = 0; j < d; j++) expected.data[j] = cosine * expected.data[j] + sine * outside[j];
    return {
      startSine,
      step: x,
      sine,
      ratio: Math.abs(sine) / startSine,
      squaredLength: own.reduce((sum, entry) => sum + entry * entry, 0),
      othersMoved: frobenius(plus(step.features, expected, -1)),
      cycleDifference: Math.abs(sine + startSine),
      unit: 1,
      amplification: k ** 1.5 * (1 + x * frobenius(instance.product) ** 2),
    };
  });
}

function startOf({ start, sine }: DecoupledDescentParameters, x: number, drawn: number): number {
  if (start === "cycle") return Math.sqrt((x - 2) / (2 * x));
  if (start === "other-cycle") return Math.sqrt((x - 2) / x);
  return sine ?? drawn;
}
