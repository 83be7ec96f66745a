import type { z } from "zod";
import { numberBetween, oneOf, reader, strictPoint, wholeBetween } from "../linear-representation/point-schema.ts";

/** A point of the own-setting experiment; `size` is n, the number of training samples. */
export type OwnSettingParameters = {
  /** Which of the ten eigenvalues of Σ the teacher is on: the one of 10 beside nine of .1, or the one of .1 beside nine of 10. */
  readonly teacherCase: "high" | "low";
  /** p of P = Σ^p. */
  readonly exponent: number;
  /** The law of W₁ at the start; both have the same mean square. */
  readonly start: "kaiming-uniform" | "p-isotropic";
  /** λ of the penalty ½λ‖W₁‖²/n beside the mean square. */
  readonly decay: number;
  /** W₁ ← W₁ − ηP(g + λW₁/n), or W₁ − ηPg − ηλW₁/n. */
  readonly decayPlacement: "inside" | "decoupled";
  /** h */
  readonly hidden: number;
  readonly steps: number;
  /** How many equal parts the trajectories cut the steps into. */
  readonly records: number;
  /** η, for both layers, of the mean square without a half. */
  readonly learningRate: number;
  /** Standard deviation of the teacher's values over that of the noise. */
  readonly signalToNoise: number;
};

/** Points with the paper's settings as defaults, as far as they do not depend on the claim. */
export const ownSettingParameters = reader(
  strictPoint({
    teacherCase: oneOf("high", "low").default("high"),
    exponent: numberBetween(-2, 2, { lowest: true, highest: true }),
    start: oneOf("kaiming-uniform", "p-isotropic").default("kaiming-uniform"),
    decay: numberBetween(0, 1000, { lowest: true, highest: true }).default(1e-6),
    decayPlacement: oneOf("inside", "decoupled").default("inside"),
    hidden: wholeBetween(1, 4096).default(500),
    steps: wholeBetween(1, 100_000).default(10_000),
    records: wholeBetween(1, 1000).default(1),
    learningRate: numberBetween(0, 10, { highest: true }).default(0.01),
    signalToNoise: numberBetween(0, 1e6, { highest: true }).default(10),
  }) as unknown as z.ZodType<OwnSettingParameters>,
);

/** The steps at which trajectories are recorded, 0 and `steps` among them. */
export function recordedSteps({ steps, records }: Pick<OwnSettingParameters, "steps" | "records">): readonly number[] {
  return Array.from({ length: records + 1 }, (_, i) => Math.round((i * steps) / records));
}
