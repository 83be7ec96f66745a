import { z } from "zod";
import { invalidInput } from "../../../foundation/errors.ts";
import { parseWith } from "../../../foundation/parse.ts";
import type { FixedInstanceParameters } from "../fixed-instance.ts";
import { instanceMembers, members, withInstance } from "../instance-schema.ts";
import { strictPoint } from "../point-schema.ts";

/** What is done to inputs: nothing, Σ^-½x, or x divided entry by entry by its batch's root mean squares. */
export const rescalings = ["none", "whitening", "batch-norm"] as const;

export type Rescaling = (typeof rescalings)[number];

/** A point of the rescaled-inputs experiment. */
export type RescaledInputsParameters = FixedInstanceParameters & {
  readonly rescaling: Rescaling;
  /** σ_ε² ≥ 0. */
  readonly noiseVariance: number;
  /** η_G in (0, 2). */
  readonly eta: number;
  /** dist(G₀, G⋆) in [0, 1). */
  readonly distance: number;
  /** How many steps are taken. */
  readonly steps: number;
};

const schema = strictPoint({
  ...instanceMembers,
  instance: members.whole.default(1),
  rescaling: z.enum(rescalings, '"none", "whitening" or "batch-norm"'),
  noiseVariance: members.nonNegative,
  eta: members.eta,
  distance: members.distance,
  steps: members.count,
});

/**
 * A point from JSON, with `instance` filled in and nothing else changed.
 *
 * @throws AsymptopiaError `invalid-input` naming the member that is outside its domain.
 */
export function parseRescaledInputsParameters(input: unknown): RescaledInputsParameters {
  const point = withInstance(parseWith(schema, input));
  const { features, outputs, inputs } = point;
  if (2 * features > inputs) {
    throw invalidInput(
      "features",
      features,
      `at most ${inputs / 2}, half as many as inputs: all directions are turned`,
    );
  }
  if (outputs < features) throw invalidInput("outputs", outputs, `${features} or more, as many as features`);
  return point;
}
