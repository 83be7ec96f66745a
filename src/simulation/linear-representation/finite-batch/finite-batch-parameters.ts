import { invalidInput } from "../../../foundation/errors.ts";
import { parseWith } from "../../../foundation/parse.ts";
import type { InputLaw } from "../data.ts";
import { type InstanceParameters, instanceMembers, members, withInstance } from "../instance-schema.ts";
import { strictPoint } from "../point-schema.ts";

/** A point of the finite-batch experiment. */
export type FiniteBatchParameters = InstanceParameters & {
  /** s = dist(G, G⋆) before the step, in [0, 1). */
  readonly distance: number;
  /** σ_ε² ≥ 0. */
  readonly noiseVariance: number;
  /** η_G in (0, 2); η_F = 1. */
  readonly eta: number;
  /** The law of the inputs before Σ^½ is applied. */
  readonly inputLaw: InputLaw;
  /** n, which `realise` fills in; 0 before. */
  readonly samples: number;
};

const schema = strictPoint({
  ...instanceMembers,
  distance: members.distance,
  noiseVariance: members.nonNegative,
  eta: members.eta,
  inputLaw: members.inputLaw,
  samples: members.whole.default(0),
});

/**
 * A point from JSON, with `inputLaw` and `samples` filled in and nothing else changed.
 *
 * @throws AsymptopiaError `invalid-input` naming the member that is outside its domain.
 */
export function parseFiniteBatchParameters(input: unknown): FiniteBatchParameters {
  const point = withInstance(parseWith(schema, input));
  const { inputs, features, outputs } = point;
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
