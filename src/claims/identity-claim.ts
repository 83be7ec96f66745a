import type { Parameters } from "../foundation/json.ts";
import { checkRounding } from "./check-rounding.ts";
import type { Claim } from "./claim.ts";
import { type ClaimDefinition, defineClaim, type KindRules } from "./define-claim.ts";
import { kind, roundingMembers, strictly } from "./schema-parts.ts";
import type { IdentityTest } from "./tests.ts";

const rules: KindRules<IdentityTest> = {
  kind: "identity",
  fewestSizes: 1,
  whySizes: "",
  hasFigure: false,
  test: strictly({ kind: kind("identity"), ...roundingMembers }),
  check: checkRounding,
};

/**
 * A claim that two computations give the same up to rounding, on random instances.
 *
 * @throws AsymptopiaError as `defineClaim` does.
 */
export function identityClaim<P extends Parameters>(
  definition: ClaimDefinition<P, IdentityTest>,
): Claim<P, IdentityTest> {
  return defineClaim(definition, rules);
}
