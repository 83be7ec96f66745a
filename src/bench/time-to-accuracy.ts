import { invalidInput } from "../foundation/errors.ts";

export const correlations = ["sgdCorrelation", "kfacCorrelation"] as const;
export type Correlation = (typeof correlations)[number];

/** A way to simulate the correlations. */
export interface Sampler {
  readonly name: string;
  /** For each replicate. */
  readonly seconds: number;
  /** Of one replicate; without those correlations that it does not show. */
  readonly variances: { readonly [name in Correlation]?: number | undefined };
}

/** Replicates of one sampler for some of the correlations. */
export interface PlanPart {
  readonly sampler: string;
  readonly correlations: readonly Correlation[];
  /** Variance over squared standard error, not rounded to a whole number. */
  readonly replicates: number;
  readonly seconds: number;
}

export interface Plan {
  readonly seconds: number;
  readonly parts: readonly PlanPart[];
}

/**
 * The quickest way to means of all correlations with at most the given standard error: one sampler for all of them, or
 * one for each.
 *
 * @throws AsymptopiaError `invalid-input` if no sampler shows some correlation, or the standard error is not above 0.
 */
export function timeToAccuracy(samplers: readonly Sampler[], standardError: number): Plan {
  if (!(standardError > 0)) throw invalidInput("standardError", standardError, "a number above 0");
  const quickest = (wanted: readonly Correlation[]): PlanPart | undefined =>
    samplers
      .flatMap((sampler) => partOf(sampler, wanted, standardError) ?? [])
      .reduce<PlanPart | undefined>((best, part) => (best && best.seconds <= part.seconds ? best : part), undefined);
  const apart = correlations.map((correlation) => {
    const part = quickest([correlation]);
    if (part === undefined)
      throw invalidInput("samplers", samplers, `ways to simulate all of ${correlations.join(", ")}`);
    return part;
  });
  const together = quickest(correlations);
  const plans = [apart, ...(together === undefined ? [] : [[together]])].map((parts) => ({
    seconds: parts.reduce((sum, { seconds }) => sum + seconds, 0),
    parts,
  }));
  return plans.reduce((best, plan) => (plan.seconds <= best.seconds ? plan : best));
}

function partOf(sampler: Sampler, wanted: readonly Correlation[], standardError: number): PlanPart | undefined {
  const variances = wanted.flatMap((correlation) => sampler.variances[correlation] ?? []);
  if (variances.length < wanted.length) return undefined;
  const replicates = Math.max(...variances) / standardError ** 2;
  return { sampler: sampler.name, correlations: wanted, replicates, seconds: replicates * sampler.seconds };
}
