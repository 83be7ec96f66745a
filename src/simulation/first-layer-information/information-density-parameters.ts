import { z } from "zod";
import { parseWith } from "../../foundation/parse.ts";
import type { ActivationSpecification } from "../../model/activation.ts";
import { parseActivation } from "../../model/activations/parse-activation.ts";
import { type LossSpecification, parseLoss } from "../dense-network/loss.ts";
import type { FirstLayerCouplingParameters } from "../first-layer-coupling/first-layer-coupling-parameters.ts";
import { numberBetween, oneOf, strictPoint, wholeBetween } from "../linear-representation/point-schema.ts";

/** A point of the information-density experiment; members as of the first-layer coupling. */
export type InformationDensityParameters = {
  /** N, the training samples, 1 or 2. */
  readonly samples: number;
  readonly activation: ActivationSpecification;
  readonly loss: LossSpecification;
  readonly preconditioner: "identity" | "common" | "input-diagonal";
  readonly condition: number;
  readonly start: FirstLayerCouplingParameters["start"];
  readonly rule: FirstLayerCouplingParameters["rule"];
  readonly laterRule: FirstLayerCouplingParameters["laterRule"];
  /** Whether z of one test input is observed as well. */
  readonly observed: "train" | "train-and-test";
  readonly partnerTests: FirstLayerCouplingParameters["partnerTests"];
  /** T */
  readonly steps: number;
};

const schema = strictPoint({
  samples: wholeBetween(1, 2).default(1),
  activation: z.unknown(),
  loss: z.unknown(),
  preconditioner: oneOf("identity", "common", "input-diagonal").default("common"),
  condition: numberBetween(1, 1e4, { lowest: true }).default(10),
  start: oneOf("preconditioner", "identity").default("preconditioner"),
  rule: oneOf(
    "descent",
    "momentum",
    "decoupled-decay",
    "inner-decay",
    "metric-clipping",
    "direction-clipping",
    "gram-step-size",
    "adam",
    "adagrad",
  ).default("descent"),
  laterRule: oneOf("descent", "preconditioned", "adam").default("descent"),
  observed: oneOf("train", "train-and-test").default("train"),
  partnerTests: oneOf("coupled", "longer").default("coupled"),
  steps: wholeBetween(0, 20).default(3),
});

/**
 * A point from JSON, with what is absent filled in.
 *
 * @throws AsymptopiaError `invalid-input` naming the member that is outside its domain.
 */
export function parseInformationDensityParameters(input: unknown): InformationDensityParameters {
  const read = parseWith(schema, input);
  return {
    ...read,
    activation: parseActivation(read.activation, "activation").specification,
    loss: parseLoss(read.loss, "loss").specification,
  };
}
