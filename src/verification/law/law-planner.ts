import type { Claim } from "../../claims/claim.ts";
import type { LawTest, Projection } from "../../claims/tests.ts";
import type { KindPlanner, PreparedTest } from "../plan/kind-planner.ts";
import { namedObservable } from "../plan/named-observable.ts";
import { sizedPoint } from "../plan/sized-point.ts";
import { roundingTested } from "../rounding/rounding-tested.ts";
import type { Looks } from "../sequential/looks.ts";
import { LawEvidence, lawBurnIn } from "./law-evidence.ts";
import type { ComparedObservables, LawPoint, LawTested } from "./law-result.ts";

/** Every look costs a share of the error probability: few of them. */
const lawLooks: Looks = { first: lawBurnIn, growth: 1.5, step: 16 };

/** How equalities of laws are verified: at each size by a coupling, two-sample comparisons, or both. */
export const lawPlanner: KindPlanner<LawTest, LawTested, LawPoint, PreparedTest<LawTested, LawPoint>> = {
  async prepare(claim, test) {
    return {
      tested: {
        coupling: test.coupling === undefined ? null : roundingTested(claim, test.coupling),
        projections: (test.projections ?? []).map((projection) => compared(claim, projection)),
        classifier: test.classifier === undefined ? null : compared(claim, test.classifier),
        margin: test.margin ?? null,
      },
      point: (context, point) =>
        sizedPoint(context, point, {
          looks: lawLooks,
          evidence: (_, alpha, most) => new LawEvidence(test, alpha, most),
        }),
    };
  },
  result: ({ header, prepared, points, controls }) => ({
    kind: "law",
    ...header,
    tested: prepared.tested,
    points,
    controls,
  }),
};

function compared(claim: Claim, { name, left, right }: Projection): ComparedObservables {
  return { name, left: namedObservable(claim, left), right: namedObservable(claim, right) };
}
