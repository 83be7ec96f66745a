import { z } from "zod";
import { parseWith } from "../../foundation/parse.ts";
import { adam } from "./adam.ts";
import { adamw } from "./adamw.ts";
import { amgd } from "./amgd.ts";
import { dfw } from "./dfw.ts";
import { empiricalNaturalGradient } from "./empirical-natural-gradient.ts";
import { kfac } from "./kfac.ts";
import { naturalGradient } from "./natural-gradient.ts";
import type { Optimizer } from "./optimizer.ts";
import { sgd } from "./sgd.ts";

/** A method of training with its constants, as JSON. */
export type AlgorithmSpecification = {
  /** η, above 0; of methods that update the layers in turn the features' alone. */
  readonly learningRate: number;
  /** Whether the network's inputs are batch-normed; not if absent. */
  readonly batchNorm?: boolean;
} & (
  | { readonly kind: "sgd" | "adam" }
  | { readonly kind: "adamw"; readonly weightDecay: number }
  | { readonly kind: "amgd" | "dfw"; readonly headLearningRate?: number }
  | { readonly kind: "kfac"; readonly headLearningRate?: number; readonly damping?: number }
  | { readonly kind: "ngd"; readonly damping: number; readonly fisher: "model" | "empirical" }
);

const positive = "a number above 0";
const from0 = "a number from 0";
const kinds = '"sgd", "adam", "adamw", "amgd", "dfw", "kfac" or "ngd"';

const shared = {
  learningRate: z.number(positive).gt(0, positive),
  batchNorm: z.boolean("true or false").exactOptional(),
};
const headLearningRate = z.number(positive).gt(0, positive).exactOptional();

const only = (members: string) => ({
  error: (issue: { readonly code?: string }) =>
    issue.code === "unrecognized_keys"
      ? `absent: this kind has ${members}; every kind may have batchNorm`
      : `an object with ${members}`,
});

const schema = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({ kind: z.enum(["sgd", "adam"]), ...shared }, only("kind and learningRate")),
    z.strictObject(
      { kind: z.literal("adamw"), ...shared, weightDecay: z.number(from0).min(0, from0) },
      only("kind, learningRate and weightDecay"),
    ),
    z.strictObject(
      { kind: z.enum(["amgd", "dfw"]), ...shared, headLearningRate },
      only("kind, learningRate and headLearningRate"),
    ),
    z.strictObject(
      { kind: z.literal("kfac"), ...shared, headLearningRate, damping: z.number(from0).min(0, from0).exactOptional() },
      only("kind, learningRate, headLearningRate and damping"),
    ),
    z.strictObject(
      {
        kind: z.literal("ngd"),
        ...shared,
        damping: z.number(positive).gt(0, positive),
        fisher: z.enum(["model", "empirical"], '"model" or "empirical"'),
      },
      only("kind, learningRate, damping and fisher"),
    ),
  ],
  { error: (issue) => (issue.code === "invalid_union" ? kinds : `an object with kind: ${kinds}`) },
);

/**
 * A method from JSON, with nothing changed.
 *
 * @throws AsymptopiaError `invalid-input` naming the member, below `field`, that is outside its domain.
 */
export function parseAlgorithm(input: unknown, field = "algorithm"): AlgorithmSpecification {
  return parseWith(schema, input, field) as AlgorithmSpecification;
}

/** The method itself at the beginning of a run, without batch-norm. */
export function createOptimizer(specification: AlgorithmSpecification): Optimizer {
  switch (specification.kind) {
    case "sgd":
      return sgd(specification);
    case "adam":
      return adam(specification);
    case "adamw":
      return adamw(specification);
    case "amgd":
      return amgd(specification);
    case "dfw":
      return dfw(specification);
    case "kfac":
      return kfac(specification);
    case "ngd":
      return specification.fisher === "model"
        ? naturalGradient(specification)
        : empiricalNaturalGradient(specification);
  }
}
