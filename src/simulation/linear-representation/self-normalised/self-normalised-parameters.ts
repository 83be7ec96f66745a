import { z } from "zod";
import { parseWith } from "../../../foundation/parse.ts";
import { members } from "../instance-schema.ts";
import { strictPoint } from "../point-schema.ts";

/** How inputs come about: independent of the noise, or each turned towards what the noise before it was. */
export const designs = ["independent", "adaptive"] as const;

/** A point of the self-normalised experiment. */
export type SelfNormalisedParameters = {
  /** d, the dimension of the inputs. */
  readonly inputs: number;
  /** d_w, the dimension of the noise. */
  readonly outputs: number;
  /** σ², the variance of each entry of the noise. */
  readonly noiseVariance: number;
  /** v in V = vI. */
  readonly regularisation: number;
  readonly design: (typeof designs)[number];
  /** N(0, σ²) entries of the noise, or ±σ. */
  readonly noiseLaw: "gaussian" | "rademacher";
};

const positive = "a number above 0";

const schema = strictPoint({
  inputs: members.count,
  outputs: members.count,
  noiseVariance: z.number(positive).gt(0, positive),
  regularisation: z.number(positive).gt(0, positive),
  design: z.enum(designs, '"independent" or "adaptive"').default("independent"),
  noiseLaw: members.inputLaw,
});

/**
 * A point from JSON, with `design` and `noiseLaw` filled in and nothing else changed.
 *
 * @throws AsymptopiaError `invalid-input` naming the member that is outside its domain.
 */
export function parseSelfNormalisedParameters(input: unknown): SelfNormalisedParameters {
  return parseWith(schema, input);
}
