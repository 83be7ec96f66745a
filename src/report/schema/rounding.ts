import { z } from "zod";
import type { RoundingFinding, RoundingTested } from "../../verification/rounding/rounding-result.ts";
import { observable } from "./claim-parts.ts";
import { count, countOrNull, exactly, notNegativeOrNull, positive, share } from "./parts.ts";

export const roundingTested: z.ZodType<RoundingTested> = exactly({
  discrepancy: observable.describe("The absolute difference of the two computations."),
  scale: observable.describe("How large the two are."),
  condition: z.nullable(observable).describe("How much they amplify a relative error of their data; null: 1."),
  factor: positive.describe("k: a difference of at most k·ε·condition·scale counts as rounding, with ε = 2⁻⁵²."),
  resolution: share.describe("Instances on which k·ε·condition is larger do not count towards support."),
  exceptionalShare: share.describe("Support excludes that this share of the instances, or more, are exceptions."),
});

export const roundingFindingMembers = {
  informative: count.describe("Instances that were well enough conditioned, and large enough, to count."),
  exceptions: count.describe("Instances on which the difference exceeded k·ε·condition·scale."),
  largestMultiple: notNegativeOrNull.describe(
    "Largest difference in units of ε·condition·scale, to be compared with k; null without instances.",
  ),
  worstReplicate: countOrNull.describe("Index of the replicate that has it; null without instances."),
  resolution: notNegativeOrNull.describe(
    "Largest k·ε·condition of the informative instances: a relative error above it would have been seen.",
  ),
  exceptionalShare: share.describe(
    "Largest share of exceptional instances, among those that count, that the data leave possible.",
  ),
} satisfies Record<keyof RoundingFinding, z.ZodType>;
