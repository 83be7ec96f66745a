import { z } from "zod";
import type { Parameters } from "../foundation/json.ts";
import { checkObservable } from "./check-observable.ts";
import { checkRounding } from "./check-rounding.ts";
import type { Claim } from "./claim.ts";
import { type ClaimDefinition, defineClaim, type KindRules } from "./define-claim.ts";
import { invalidClaim } from "./invalid-claim.ts";
import { kind, observable, roundingMembers, share, strictly, text } from "./schema-parts.ts";
import type { LawTest } from "./tests.ts";

const projection = strictly({ name: text("a phrase that says what is compared"), left: observable, right: observable });

const rules: KindRules<LawTest> = {
  kind: "law",
  fewestSizes: 1,
  whySizes: "",
  hasFigure: false,
  test: strictly({
    kind: kind("law"),
    coupling: strictly(roundingMembers).optional(),
    projections: z.array(projection, "a list of projections").min(1, "a list of at least one projection").optional(),
    classifier: projection.optional(),
    margin: share.optional(),
  }),
  check(field, test, experiment) {
    const { coupling, projections = [], classifier, margin } = test;
    const compared = [
      ...projections.map((member, i) => [`${field}.projections[${i}]`, member] as const),
      ...(classifier === undefined ? [] : [[`${field}.classifier`, classifier] as const]),
    ];
    if (coupling !== undefined) checkRounding(`${field}.coupling`, coupling, experiment);
    else if (compared.length === 0)
      throw invalidClaim(field, test, "a test with a coupling, projections or a classifier");
    for (const [place, { left, right }] of compared) {
      checkObservable(`${place}.left`, left, experiment);
      checkObservable(`${place}.right`, right, experiment);
      if (left === right) throw invalidClaim(`${place}.right`, right, "another observable than left");
    }
    if (compared.length > 0 && margin === undefined) {
      throw invalidClaim(
        `${field}.margin`,
        margin,
        "a number strictly between 0 and 1, beside samples that are compared",
      );
    }
    if (compared.length === 0 && margin !== undefined) {
      throw invalidClaim(`${field}.margin`, margin, "absent: a coupling has the margin of rounding");
    }
  },
};

/**
 * A claim that two laws are equal.
 *
 * @throws AsymptopiaError as `defineClaim` does.
 */
export function lawClaim<P extends Parameters>(definition: ClaimDefinition<P, LawTest>): Claim<P, LawTest> {
  return defineClaim(definition, rules);
}
