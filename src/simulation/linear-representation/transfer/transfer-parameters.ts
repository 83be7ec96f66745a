import { invalidInput } from "../../../foundation/errors.ts";
import { parseWith } from "../../../foundation/parse.ts";
import type { InputLaw } from "../data.ts";
import type { FixedInstanceParameters } from "../fixed-instance.ts";
import { instanceMembers, members, withInstance } from "../instance-schema.ts";
import { strictPoint } from "../point-schema.ts";

/** A point of the transfer experiment. */
export type TransferParameters = FixedInstanceParameters & {
  /** dist(Ĝ, G⋆) in [0, 1). */
  readonly distance: number;
  /** σ_ε² ≥ 0. */
  readonly noiseVariance: number;
  /** The law of the inputs before Σ^½ is applied. */
  readonly inputLaw: InputLaw;
  /** How many fits a replicate shows the mean of. */
  readonly draws: number;
  /** 1/n, which `realise` fills in; 0 is the limit. */
  readonly inverseSamples: number;
};

const schema = strictPoint({
  ...instanceMembers,
  instance: members.whole.default(1),
  distance: members.distance,
  noiseVariance: members.nonNegative,
  inputLaw: members.inputLaw,
  draws: members.count.default(64),
  inverseSamples: members.nonNegative.default(0),
});

/**
 * A point from JSON, with what has a default filled in and nothing else changed.
 *
 * @throws AsymptopiaError `invalid-input` naming the member that is outside its domain.
 */
export function parseTransferParameters(input: unknown): TransferParameters {
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
