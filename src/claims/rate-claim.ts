import { z } from "zod";
import type { Parameters } from "../foundation/json.ts";
import { checkObservable } from "./check-observable.ts";
import type { Claim } from "./claim.ts";
import { type ClaimDefinition, defineClaim, type KindRules } from "./define-claim.ts";
import { invalidClaim } from "./invalid-claim.ts";
import { above0, kind, numberWhere, observable, strictly } from "./schema-parts.ts";
import type { RateTest } from "./tests.ts";

const finite = numberWhere(Number.isFinite, "a finite number");

const rules: KindRules<RateTest> = {
  kind: "rate",
  fewestSizes: 4,
  whySizes: "fewer do not tell a power from a line",
  hasFigure: false,
  test: strictly({
    kind: kind("rate"),
    observable,
    exponent: finite,
    logPower: finite.optional(),
    margin: above0,
    residualBias: numberWhere((bias) => bias >= 0, "a finite number of at least 0"),
    sense: z.enum(["equal", "at-least"], '"equal" or "at-least"').optional(),
  }),
  check(field, { observable: name, logPower = 0, margin, residualBias }, experiment, sizes) {
    checkObservable(`${field}.observable`, name, experiment);
    if (residualBias >= margin) {
      throw invalidClaim(`${field}.residualBias`, residualBias, `below the margin, which is ${margin}`);
    }
    if (logPower !== 0 && sizes[0] === 1) {
      throw invalidClaim(`${field}.logPower`, logPower, "0 where the smallest size is 1, whose logarithm is 0");
    }
  },
};

/**
 * A claim that an observable is of the order of a power of the size.
 *
 * @throws AsymptopiaError as `defineClaim` does.
 */
export function rateClaim<P extends Parameters>(definition: ClaimDefinition<P, RateTest>): Claim<P, RateTest> {
  return defineClaim(definition, rules);
}
