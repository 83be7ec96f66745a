import type { z } from "zod";
import type { IdentityPoint, IdentitySize } from "../../verification/identity/identity-result.ts";
import { claimOfKind, judgedSize, point } from "./claim-parts.ts";
import { listOf } from "./parts.ts";
import { roundingFindingMembers, roundingTested } from "./rounding.ts";

const size: z.ZodType<IdentitySize> = judgedSize(roundingFindingMembers);

const identityPoint: z.ZodType<IdentityPoint> = point({
  sizes: listOf(size, "sizes").describe("Each judged apart."),
});

export const identityClaimSchema = claimOfKind("identity", roundingTested, identityPoint, {});
