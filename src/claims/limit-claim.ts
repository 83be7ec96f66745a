import { describe } from "../foundation/errors.ts";
import type { Parameters } from "../foundation/json.ts";
import { checkObservable } from "./check-observable.ts";
import type { Claim } from "./claim.ts";
import { type ClaimDefinition, defineClaim, type KindRules } from "./define-claim.ts";
import { invalidClaim } from "./invalid-claim.ts";
import { above0, formula, kind, numberWhere, observable, strictly, tolerance } from "./schema-parts.ts";
import type { LimitTest, Tolerance } from "./tests.ts";

const rules: KindRules<LimitTest> = {
  kind: "limit",
  fewestSizes: 2,
  whySizes: "the extrapolation has two unknowns",
  hasFigure: true,
  test: strictly({
    kind: kind("limit"),
    observable,
    formula,
    margin: tolerance((length) => length > 0, "above 0"),
    residualBias: tolerance((length) => length >= 0, "of at least 0"),
    finiteSizeExponent: above0,
    varianceExponent: numberWhere(Number.isFinite, "a finite number").optional(),
  }),
  check(field, test, experiment) {
    checkObservable(`${field}.observable`, test.observable, experiment);
    // The interval contains the residual bias, and has to fit into the margin.
    if (!isBelow(test.residualBias, test.margin)) {
      const accepted = `below the margin, which is ${describe(test.margin)}`;
      throw invalidClaim(`${field}.residualBias`, test.residualBias, accepted);
    }
  },
};

/** Whether one length can be below another: where their units differ, that depends on the point. */
function isBelow(a: Tolerance, b: Tolerance): boolean {
  if ("absolute" in a) return !("absolute" in b) || a.absolute < b.absolute;
  return !("relative" in b) || a.relative < b.relative;
}

/** A limit claim as its author writes it. */
export type LimitClaimDefinition<P extends Parameters> = ClaimDefinition<P, LimitTest<P>>;

/**
 * A claim that an observable tends to a formula.
 *
 * @throws AsymptopiaError as `defineClaim` does.
 */
export function limitClaim<P extends Parameters>(definition: LimitClaimDefinition<P>): Claim<P, LimitTest<P>> {
  return defineClaim(definition, rules as KindRules<LimitTest<P> & LimitTest>);
}
