import { z } from "zod";
import type { Parameters } from "../foundation/json.ts";
import { checkObservable } from "./check-observable.ts";
import type { Claim } from "./claim.ts";
import { type ClaimDefinition, defineClaim, type KindRules } from "./define-claim.ts";
import { invalidClaim } from "./invalid-claim.ts";
import { boundFormula, kind, numberWhere, observable, share, strictly, tolerance } from "./schema-parts.ts";
import type { BoundTest } from "./tests.ts";

const directionPhrase = '"at-most" or "at-least"';

const rules: KindRules<BoundTest> = {
  kind: "bound",
  fewestSizes: 1,
  whySizes: "",
  hasFigure: false,
  test: strictly({
    kind: kind("bound"),
    observable,
    direction: z.enum(["at-most", "at-least"], directionPhrase),
    bound: boundFormula,
    failureRate: numberWhere((rate) => rate >= 0 && rate < 1, "a number from 0 to below 1"),
    exceptionalShare: share.optional(),
    rounding: tolerance((length) => length >= 0, "of at least 0").optional(),
  }),
  check(field, test, experiment) {
    checkObservable(`${field}.observable`, test.observable, experiment);
    if ("variants" in test.bound) {
      const accepted = "absent: other formulas may be bounds as well, so that no data need refute them";
      throw invalidClaim(`${field}.bound.variants`, test.bound.variants, accepted);
    }
    for (const [symbol, name] of Object.entries(test.bound.observed ?? {})) {
      if (!Object.hasOwn(test.bound.symbols, symbol)) {
        const names = Object.keys(test.bound.symbols).join(", ");
        throw invalidClaim(`${field}.bound.observed`, symbol, `symbols of the bound: ${names}`);
      }
      checkObservable(`${field}.bound.observed.${symbol}`, name, experiment);
    }
    if (test.exceptionalShare !== undefined && test.failureRate > 0) {
      const accepted = "absent where failureRate is above 0 and says itself how many exceptions there may be";
      throw invalidClaim(`${field}.exceptionalShare`, test.exceptionalShare, accepted);
    }
  },
};

/**
 * A claim that an inequality holds with probability at least 1 − δ, or always.
 *
 * @throws AsymptopiaError as `defineClaim` does.
 */
export function boundClaim<P extends Parameters>(definition: ClaimDefinition<P, BoundTest<P>>): Claim<P, BoundTest<P>> {
  return defineClaim(definition, rules as KindRules<BoundTest<P> & BoundTest>);
}
