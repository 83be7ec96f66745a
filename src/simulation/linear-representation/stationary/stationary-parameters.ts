import { invalidInput } from "../../../foundation/errors.ts";
import { parseWith } from "../../../foundation/parse.ts";
import type { InputLaw } from "../data.ts";
import type { FixedInstanceParameters } from "../fixed-instance.ts";
import { instanceMembers, members, withInstance } from "../instance-schema.ts";
import { oneOf, strictPoint } from "../point-schema.ts";

/** A point of the stationary-distance experiment. */
export type StationaryParameters = FixedInstanceParameters & {
  /** σ_ε² ≥ 0. */
  readonly noiseVariance: number;
  /** η_G in (0, 2); η_F = 1. */
  readonly eta: number;
  /** The law of the inputs before Σ^½ is applied. */
  readonly inputLaw: InputLaw;
  /** dist(G₀, G⋆) in [0, 1). */
  readonly distance: number;
  /** How many steps, once stationary, a replicate shows the mean of. */
  readonly steps: number;
  /** Whether full steps are taken beside the others. */
  readonly beside: "nothing" | "full steps";
  /** How many columns of F⋆, the last ones, are set to 0. */
  readonly missing: number;
  /** 1/n, which `realise` fills in; 0 is the limit. */
  readonly inverseSamples: number;
};

const schema = strictPoint({
  ...instanceMembers,
  instance: members.whole.default(1),
  noiseVariance: members.nonNegative,
  eta: members.eta,
  inputLaw: members.inputLaw,
  distance: members.distance.default(0),
  steps: members.count.default(32),
  beside: oneOf("nothing", "full steps").default("nothing"),
  missing: members.whole.default(0),
  inverseSamples: members.nonNegative.default(0),
});

/**
 * A point from JSON, with what has a default filled in and nothing else changed.
 *
 * @throws AsymptopiaError `invalid-input` naming the member that is outside its domain.
 */
export function parseStationaryParameters(input: unknown): StationaryParameters {
  const point = withInstance(parseWith(schema, input));
  const { features, outputs, inputs, missing, distance } = point;
  if (features >= inputs) throw invalidInput("features", features, `below ${inputs}, the number of inputs`);
  if (distance > 0 && 2 * features > inputs) {
    throw invalidInput(
      "features",
      features,
      `at most ${inputs / 2}, half as many as inputs: all directions are turned`,
    );
  }
  if (outputs < features) throw invalidInput("outputs", outputs, `${features} or more, as many as features`);
  if (missing > features) throw invalidInput("missing", missing, `at most ${features}, the number of features`);
  return point;
}
