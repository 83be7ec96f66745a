import { defaultExceptionalShare, defaultResolution } from "../../claims/check-rounding.ts";
import type { Claim } from "../../claims/claim.ts";
import type { RoundingTest } from "../../claims/tests.ts";
import { namedObservable } from "../plan/named-observable.ts";
import type { RoundingTested } from "./rounding-result.ts";

/** A rounding test for the pages, with what goes unsaid. */
export function roundingTested(claim: Claim, test: RoundingTest): RoundingTested {
  return {
    discrepancy: namedObservable(claim, test.discrepancy),
    scale: namedObservable(claim, test.scale),
    condition: test.condition === undefined ? null : namedObservable(claim, test.condition),
    factor: test.factor,
    resolution: test.resolution ?? defaultResolution,
    exceptionalShare: test.exceptionalShare ?? defaultExceptionalShare,
  };
}
