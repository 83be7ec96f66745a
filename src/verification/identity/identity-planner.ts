import type { IdentityTest } from "../../claims/tests.ts";
import type { KindPlanner, PreparedTest } from "../plan/kind-planner.ts";
import { sizedPoint } from "../plan/sized-point.ts";
import { RoundingEvidence } from "../rounding/rounding-evidence.ts";
import type { RoundingTested } from "../rounding/rounding-result.ts";
import { roundingTested } from "../rounding/rounding-tested.ts";
import { exactLooks } from "../sequential/exact-looks.ts";
import type { IdentityPoint } from "./identity-result.ts";

/** How identities are verified: at each size by a test of rounding. */
export const identityPlanner: KindPlanner<
  IdentityTest,
  RoundingTested,
  IdentityPoint,
  PreparedTest<RoundingTested, IdentityPoint>
> = {
  async prepare(claim, test) {
    return {
      tested: roundingTested(claim, test),
      point: (context, point) =>
        sizedPoint(context, point, {
          looks: exactLooks,
          evidence: (_, alpha) => new RoundingEvidence(test, alpha),
        }),
    };
  },
  result: ({ header, prepared, points, controls }) => ({
    kind: "identity",
    ...header,
    tested: prepared.tested,
    points,
    controls,
  }),
};
