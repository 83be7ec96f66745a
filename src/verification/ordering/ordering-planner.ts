import type { Claim } from "../../claims/claim.ts";
import { differenceRange } from "../../claims/ordering-claim.ts";
import type { OrderingTest } from "../../claims/tests.ts";
import { asymptoticBurnIn } from "../confidence-sequence/asymptotic-mixture.ts";
import type { SequenceGuarantee } from "../confidence-sequence/mean-sequence.ts";
import type { KindPlanner, PreparedTest } from "../plan/kind-planner.ts";
import { namedObservable } from "../plan/named-observable.ts";
import { sizedPoint } from "../plan/sized-point.ts";
import { exactLooks } from "../sequential/exact-looks.ts";
import type { Looks } from "../sequential/looks.ts";
import { type Differences, gaussianBurnIn, OrderingEvidence } from "./ordering-evidence.ts";
import type { OrderingPoint, OrderingTested } from "./ordering-result.ts";

const guarantees: Readonly<Record<Differences["kind"], SequenceGuarantee>> = {
  bounded: "exact for bounded replicates",
  "nearly-gaussian": "exact for Gaussian replicates, else asymptotic",
  any: "asymptotic",
};

const firstLook: Readonly<Record<Differences["kind"], number>> = {
  bounded: exactLooks.first,
  "nearly-gaussian": gaussianBurnIn,
  any: asymptoticBurnIn,
};

/** How orderings are verified: at each size by the mean of paired differences. */
export const orderingPlanner: KindPlanner<
  OrderingTest,
  OrderingTested,
  OrderingPoint,
  PreparedTest<OrderingTested, OrderingPoint>
> = {
  async prepare(claim, test) {
    const { better, worse, criterion, by = 0 } = test;
    const differences = differencesOf(claim, test);
    const looks: Looks = { ...exactLooks, first: firstLook[differences.kind] };
    return {
      tested: {
        better: namedObservable(claim, better),
        worse: namedObservable(claim, worse),
        criterion,
        by,
        guarantee: guarantees[differences.kind],
      },
      point: (context, point) =>
        sizedPoint(context, point, {
          looks,
          evidence: (_, alpha) => new OrderingEvidence({ better, worse, criterion, by, differences, alpha }),
        }),
    };
  },
  result: ({ header, prepared, points, controls }) => ({
    kind: "ordering",
    ...header,
    tested: prepared.tested,
    points,
    controls,
  }),
};

function differencesOf({ experiment }: Claim, { better, worse, criterion, differences }: OrderingTest): Differences {
  const range = differenceRange(experiment, criterion === "larger" ? [better, worse] : [worse, better]);
  if (range === null) return { kind: differences === "nearly-gaussian" ? differences : "any" };
  return differences === undefined || differences === "bounded" ? { kind: "bounded", range } : { kind: differences };
}
