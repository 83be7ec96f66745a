import type { z } from "zod";
import { invalidInput } from "../../foundation/errors.ts";
import { numberBetween, oneOf, reader, strictPoint, wholeBetween } from "../linear-representation/point-schema.ts";
import { oneStepShape } from "../one-step/shape.ts";
import type { Architecture } from "./architecture.ts";
import { attentionNetwork } from "./attention-network.ts";
import { denseNetwork, hyperbolicTangent } from "./dense-network.ts";
import { type MethodSpecification, methodSchema } from "./methods.ts";
import { recurrentNetwork } from "./recurrent-network.ts";
import { type Transformation, transformations } from "./transformed-problem.ts";

/** A point of the experiments that train one network on two sets of inputs. */
export type InputMapParameters = {
  /** φ = d/n, inputs per sample, above 0. */
  readonly phi: number;
  /** What lies behind W₁: tanh layers, a recurrent network, a layer of attention. */
  readonly architecture: "dense" | "recurrent" | "attention";
  /** Dense layers of `hidden` units, W₁'s included; 1 for the other architectures. */
  readonly depth: number;
  /** h, columns of W₁. */
  readonly hidden: number;
  /** Numbers that the network gives; 1 unless it is dense. */
  readonly outputs: number;
  /** T, columns of X that make a sample; 1 for dense networks. */
  readonly tokens: number;
  readonly method: MethodSpecification;
  readonly transformation: Transformation;
  /** κ of both preconditioners of a `linear` transformation. */
  readonly condition: number;
  /** Steps of training. */
  readonly steps: number;
  /** η of the first layer. */
  readonly learningRate: number;
  /** η of the later parameters, which take steps of gradient descent. */
  readonly laterLearningRate: number;
  /** Whether the input reaches the output through W₁ alone, or past it as well. */
  readonly access: "map" | "map-and-skip";
  /** What of the two trajectories is compared. */
  readonly compared: "pre-activations-and-later-parameters" | "all-parameters";
};

const step = numberBetween(0, 100, { lowest: true, highest: true });

export const inputMapParameters = reader(
  strictPoint({
    phi: numberBetween(0, Number.POSITIVE_INFINITY),
    architecture: oneOf("dense", "recurrent", "attention").default("dense"),
    depth: wholeBetween(1, 16).default(1),
    hidden: wholeBetween(1, 1024),
    outputs: wholeBetween(1, 64).default(1),
    tokens: wholeBetween(1, 64).default(1),
    method: methodSchema,
    transformation: oneOf(...transformations),
    condition: numberBetween(1, 1e4, { lowest: true, highest: true }).default(10),
    steps: wholeBetween(1, 100_000),
    learningRate: step,
    laterLearningRate: step.default(0.1),
    access: oneOf("map", "map-and-skip").default("map"),
    compared: oneOf("pre-activations-and-later-parameters", "all-parameters").default(
      "pre-activations-and-later-parameters",
    ),
  }) as unknown as z.ZodType<InputMapParameters>,
);

/** d and n of a point, the smaller of which is `size`, and what else the number of operations depends on. */
export type InputMapShape = {
  readonly n: number;
  readonly d: number;
  readonly h: number;
  readonly tokens: number;
  readonly steps: number;
};

/**
 * The shape of a point at a size.
 *
 * @throws AsymptopiaError `invalid-input` naming the member that does not go with the others, or `size`.
 */
export function inputMapShape(point: InputMapParameters, size: number): InputMapShape {
  const { phi, architecture, depth, hidden, outputs, tokens, method, transformation, steps } = point;
  const { n, d } = oneStepShape(phi, size, hidden);
  if (size > 256) throw invalidInput("size", size, "a whole number from 2 to 256");
  if (architecture === "dense") {
    if (tokens !== 1) throw invalidInput("tokens", tokens, "1 for a dense network");
  } else {
    if (depth !== 1) throw invalidInput("depth", depth, `1 for ${named(architecture)}`);
    if (outputs !== 1) throw invalidInput("outputs", outputs, `1 for ${named(architecture)}`);
  }
  const isOneLayer = architecture === "dense" && depth === 1;
  const usesHessian = method.kind === "adahessian" || method.kind === "newton";
  if ((usesHessian || method.kind === "least-norm-gauss-newton") && !isOneLayer) {
    throw invalidInput(
      "method.kind",
      method.kind,
      "one without second derivatives, unless the network is dense of depth 1",
    );
  }
  if (method.kind === "newton" && method.damping === 0 && n * outputs < d * hidden) {
    throw invalidInput(
      "method.damping",
      0,
      `above 0 where n·outputs = ${n * outputs} is below d·hidden = ${d * hidden}`,
    );
  }
  if (method.kind === "kfac" && method.damping === 0 && n * tokens < d) {
    throw invalidInput("method.damping", 0, `above 0 where n·tokens = ${n * tokens} is below d = ${d}`);
  }
  if (transformation === "unrelated" && n * tokens > d) {
    throw invalidInput(
      "transformation",
      transformation,
      `another one where n·tokens = ${n * tokens} is above d = ${d}`,
    );
  }
  return { n, d, h: hidden, tokens, steps };
}

function named(architecture: "recurrent" | "attention"): string {
  return architecture === "recurrent" ? "a recurrent network" : "a layer of attention";
}

export function architectureOf(point: InputMapParameters): Architecture {
  const { architecture, depth, hidden, outputs, tokens } = point;
  if (architecture === "recurrent") return recurrentNetwork(hidden, tokens);
  if (architecture === "attention") return attentionNetwork(hidden, tokens);
  const widths = [...Array.from({ length: depth }, () => hidden), outputs];
  return denseNetwork(widths, hyperbolicTangent);
}
