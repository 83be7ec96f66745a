import { boundClaim } from "./bound-claim.ts";
import type { Claim } from "./claim.ts";
import { identityClaim } from "./identity-claim.ts";
import { lawClaim } from "./law-claim.ts";
import { limitClaim } from "./limit-claim.ts";
import { orderingClaim } from "./ordering-claim.ts";
import { rateClaim } from "./rate-claim.ts";
import type { Kind } from "./tests.ts";

/** By kind, the function that makes a claim of its definition; a claim is a definition of itself. */
const constructors = {
  identity: identityClaim,
  limit: limitClaim,
  bound: boundClaim,
  law: lawClaim,
  ordering: orderingClaim,
  rate: rateClaim,
} as Readonly<Record<Kind, (claim: Claim) => Claim>>;

/** All kinds of claims. */
export const kinds = Object.keys(constructors) as readonly Kind[];

/**
 * The claim with other members, checked again as a whole: with other sizes, say. What it has at budgets of its own, and
 * what its controls have, stays.
 *
 * @throws AsymptopiaError as the constructor of its kind does.
 */
export function redefineClaim(claim: Claim, changes: Partial<Pick<Claim, "sizes" | "grid">>): Claim {
  const { pointsOf, ...definition } = claim;
  const redefined = constructors[claim.test.kind]({ ...definition, ...changes });
  return pointsOf === undefined ? redefined : { ...redefined, pointsOf };
}
