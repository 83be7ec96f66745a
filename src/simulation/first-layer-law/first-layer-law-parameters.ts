import { parseWith } from "../../foundation/parse.ts";
import { parseActivation } from "../../model/activations/parse-activation.ts";
import { parseLoss } from "../dense-network/loss.ts";
import {
  couplingMembers,
  type FirstLayerCouplingParameters,
} from "../first-layer-coupling/first-layer-coupling-parameters.ts";
import { strictPoint, wholeBetween } from "../linear-representation/point-schema.ts";

/** A point of the first-layer law experiment: a coupling of which one random instance is taken, and kept. */
export type FirstLayerLawParameters = FirstLayerCouplingParameters & {
  /** The number of the instance: of X, P, Y, of what the other side has in their place, and of the minibatches. */
  readonly instance: number;
};

const schema = strictPoint({ ...couplingMembers, instance: wholeBetween(0, 1e6).default(0) });

/**
 * A point from JSON, with what is absent filled in.
 *
 * @throws AsymptopiaError `invalid-input` naming the member that is outside its domain.
 */
export function parseFirstLayerLawParameters(input: unknown): FirstLayerLawParameters {
  const read = parseWith(schema, input);
  return {
    ...read,
    activation: parseActivation(read.activation, "activation").specification,
    loss: parseLoss(read.loss, "loss").specification,
  };
}
