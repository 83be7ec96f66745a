import { z } from "zod";
import { invalidInput } from "../../foundation/errors.ts";
import { parseWith } from "../../foundation/parse.ts";

/** What all training of these networks has in common. The number of hidden units, h, is the size. */
export type NetworkSetting = {
  /** d */
  readonly inputs: number;
  /** n, training points of a task. */
  readonly samples: number;
  readonly testSamples: number;
  /** The noise's standard deviation over the signal's: 1/SNR. */
  readonly noiseRatio: number;
  readonly topEigenvalue: number;
  readonly bottomEigenvalue: number;
  /** The factor before Kaiming's initialisation. */
  readonly initialScale: number;
  /** T, steps over the whole batch. */
  readonly steps: number;
  /** c of the penalty c‖W‖²/n, whose gradient is preconditioned with the loss's. */
  readonly decay: number;
};

/** The members of a setting that enter the key of the random numbers; points that differ in others share them. */
export const drawnMembers = [
  "inputs",
  "samples",
  "testSamples",
  "topEigenvalue",
  "bottomEigenvalue",
  "initialScale",
] as const;

const from1 = "a whole number above 0";
const from2 = "a whole number from 2";
const positive = "a number above 0";
const from0 = "a number from 0";
/** Longer runs would outlast any time limit, and a mistyped number would pass for one. */
const mostSteps = 1_000_000;
const stepCount = `a whole number above 0, at most ${mostSteps}`;

export const count = z.int(from1).min(1, from1);
export const positiveNumber = z.number(positive).gt(0, positive);

/** Members of a point; the sizes and constants of Yoshida and Nitanda's experiments are the defaults. */
const settingMembers = {
  inputs: z.int(from2).min(2, from2).default(10),
  samples: z.int(from2).min(2, from2).default(200),
  testSamples: count.default(9800),
  noiseRatio: z.number(from0).min(0, from0).default(0),
  topEigenvalue: positiveNumber.default(10),
  bottomEigenvalue: positiveNumber.default(0.1),
  initialScale: positiveNumber.default(0.001),
  steps: z.int(stepCount).min(1, stepCount).max(mostSteps, stepCount).default(10_000),
  decay: z.number(from0).min(0, from0).default(0.5e-6),
};

/**
 * The setting of a point, with defaults filled in, and the rest of its members as their schemas read them.
 *
 * @throws AsymptopiaError `invalid-input` naming the member that is outside its domain.
 */
export function parseSetting<S extends z.ZodRawShape>(
  members: S,
  input: unknown,
): NetworkSetting & z.output<z.ZodObject<S>> {
  const names = [...Object.keys(settingMembers), ...Object.keys(members)];
  const listed = `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  const schema = z.strictObject(
    { ...settingMembers, ...members },
    {
      error: (issue) =>
        issue.code === "unrecognized_keys" ? `absent: a point has ${listed}` : `an object with ${listed}`,
    },
  );
  return parseWith(schema, input) as NetworkSetting & z.output<z.ZodObject<S>>;
}

/** The integers that describe a setting with `hidden` units. */
export function settingShape(
  { inputs, samples, steps }: NetworkSetting,
  hidden: number,
): { readonly d: number; readonly h: number; readonly n: number; readonly T: number } {
  if (!Number.isInteger(hidden) || hidden < 1) throw invalidInput("size", hidden, "a whole number of hidden units");
  return { d: inputs, h: hidden, n: samples, T: steps };
}

/** Nominal work of `steps` steps over the whole batch and of looking `looks` times at all test points, in 10⁶ operations. */
export function networkCost(
  { inputs, samples, testSamples }: NetworkSetting,
  hidden: number,
  steps: number,
  looks: number,
): number {
  const perPass = 2 * hidden * (inputs + 2);
  return (steps * (2 * perPass * samples + 10 * hidden * (inputs + 2)) + looks * perPass * testSamples) / 1e6;
}
