import { z } from "zod";
import { invalidInput } from "../../foundation/errors.ts";
import { parseWith } from "../../foundation/parse.ts";
import type { ActivationSpecification } from "../../model/activation.ts";
import { parseActivation } from "../../model/activations/parse-activation.ts";
import { type LossSpecification, parseLoss } from "../dense-network/loss.ts";
import { numberBetween, oneOf, strictPoint, wholeBetween } from "../linear-representation/point-schema.ts";

/** A point of the first-layer coupling experiment. */
export type FirstLayerCouplingParameters = {
  /** N, the training samples. */
  readonly samples: number;
  /** Layers of the network, from 2. */
  readonly depth: number;
  /** h, the units of each layer but the last. */
  readonly hidden: number;
  readonly activation: ActivationSpecification;
  readonly loss: LossSpecification;
  /** Whether every layer, the first one included, has a bias. */
  readonly bias: boolean;
  /**
   * P^{(t)}: `identity`; `fixed`, a random matrix, the other side's another one; `common`, the same on both sides;
   * `time-varying`, another random one at each step; `input-diagonal`,
   * diag(XXᵀ)⁻¹; `input-power`, (XXᵀ)^exponent, which needs N ≥ d.
   */
  readonly preconditioner: "identity" | "fixed" | "common" | "time-varying" | "input-diagonal" | "input-power";
  /** κ(P) of random preconditioners. */
  readonly condition: number;
  /** The exponent of `input-power`; of no meaning otherwise. */
  readonly exponent: number;
  /** C of the start W₁ = C^{½}Ω, Ω of independent normals: P^{(0)}, or I. */
  readonly start: "preconditioner" | "identity";
  /**
   * The rule of W₁. `momentum`: μ = .9. `decoupled-decay`, `inner-decay`: λ = .1 beside the step, or inside P(g + λW).
   * `metric-clipping`, `direction-clipping`: by ‖P^{½}g‖ or ‖Pg‖, to at most .05. `gram-step-size`: η divided by the mean
   * of the diagonal of G_P. `adam`, `adagrad`: their directions times P.
   */
  readonly rule:
    | "descent"
    | "momentum"
    | "decoupled-decay"
    | "inner-decay"
    | "metric-clipping"
    | "direction-clipping"
    | "gram-step-size"
    | "adam"
    | "adagrad";
  /** Samples of each step; 0: all of them. */
  readonly batch: number;
  /** The rule of θ_{2:L}: gradient descent, with random positive definite matrices of condition 10, or Adam. */
  readonly laterRule: "descent" | "preconditioned" | "adam";
  /**
   * The partner's test inputs: AX_test; `longer`, with a part added that c_P does not see and r_P does, which needs N < d;
   * `kept`, X_test itself, for which A leaves it where it is: of a `common` preconditioner, with d > 4.
   */
  readonly partnerTests: "coupled" | "longer" | "kept";
  /** T */
  readonly steps: number;
};

/** The members of a point, each with what it is where it is absent. */
export const couplingMembers = {
  samples: wholeBetween(1, 64),
  depth: wholeBetween(2, 8).default(2),
  hidden: wholeBetween(1, 64).default(4),
  activation: z.unknown(),
  loss: z.unknown(),
  bias: z.boolean("true or false").default(false),
  preconditioner: oneOf("identity", "fixed", "common", "time-varying", "input-diagonal", "input-power").default(
    "fixed",
  ),
  condition: numberBetween(1, 1e6, { lowest: true }).default(10),
  exponent: numberBetween(-4, 4, { lowest: true, highest: true }).default(-0.5),
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
  batch: wholeBetween(0, 64).default(0),
  laterRule: oneOf("descent", "preconditioned", "adam").default("descent"),
  partnerTests: oneOf("coupled", "longer", "kept").default("coupled"),
  steps: wholeBetween(0, 1000).default(10),
};

const schema = strictPoint(couplingMembers);

/**
 * A point from JSON, with what is absent filled in.
 *
 * @throws AsymptopiaError `invalid-input` naming the member that is outside its domain.
 */
export function parseFirstLayerCouplingParameters(input: unknown): FirstLayerCouplingParameters {
  const read = parseWith(schema, input);
  return {
    ...read,
    activation: parseActivation(read.activation, "activation").specification,
    loss: parseLoss(read.loss, "loss").specification,
  };
}

/**
 * Checks a point at inputs of d numbers.
 *
 * @throws AsymptopiaError `invalid-input`, field `size` unless d is a whole number from 2 to 64, and naming the member
 *   that does not fit d or another one.
 */
export function checkCoupledSize(
  { samples, batch, preconditioner, partnerTests }: FirstLayerCouplingParameters,
  d: number,
): void {
  if (!Number.isInteger(d) || d < 2 || d > 64) throw invalidInput("size", d, "a whole number from 2 to 64");
  if (batch > samples) throw invalidInput("batch", batch, `at most ${samples}, the samples`);
  if (preconditioner === "input-power" && samples < d) {
    throw invalidInput("samples", samples, `at least ${d}, the length of an input, beside input-power`);
  }
  if (partnerTests === "longer" && samples >= d) {
    throw invalidInput("samples", samples, `below ${d}, the length of an input, beside longer partnerTests`);
  }
  if (partnerTests === "kept" && (preconditioner !== "common" || d < 5)) {
    throw invalidInput("partnerTests", "kept", "beside a common preconditioner and inputs of 5 numbers or more");
  }
}
