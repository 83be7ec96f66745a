import type { Experiment } from "../simulation/experiment.ts";
import { checkObservable } from "./check-observable.ts";
import { invalidClaim } from "./invalid-claim.ts";
import type { RoundingTest } from "./tests.ts";

/** @throws AsymptopiaError `invalid-claim` for observables that the experiment lacks, and a factor that no instance meets. */
export function checkRounding(field: string, test: RoundingTest, experiment: Experiment): void {
  checkObservable(`${field}.discrepancy`, test.discrepancy, experiment);
  checkObservable(`${field}.scale`, test.scale, experiment);
  if (test.condition !== undefined) checkObservable(`${field}.condition`, test.condition, experiment);
  const resolution = test.resolution ?? defaultResolution;
  if (test.factor * Number.EPSILON >= resolution) {
    const most = resolution / Number.EPSILON;
    throw invalidClaim(`${field}.factor`, test.factor, `below ${most.toPrecision(3)}, where its ε is the resolution`);
  }
}

/** Relative error from which on an instance is too ill-conditioned to be evidence. */
export const defaultResolution = 1e-6;

/** Share of exceptional instances that support excludes. */
export const defaultExceptionalShare = 0.05;
