import type { RateTest } from "../../claims/tests.ts";
import type { KindPlanner, PreparedTest } from "../plan/kind-planner.ts";
import { namedObservable } from "../plan/named-observable.ts";
import { prepareRatePoint } from "./rate-point.ts";
import type { RatePoint, RateTested } from "./rate-result.ts";

/** How rates are verified: by the slope of logarithms over a ladder of sizes. */
export const ratePlanner: KindPlanner<RateTest, RateTested, RatePoint, PreparedTest<RateTested, RatePoint>> = {
  async prepare(claim, test) {
    const { observable, exponent, logPower = 0, margin, residualBias, sense = "equal" } = test;
    return {
      tested: { observable: namedObservable(claim, observable), exponent, logPower, margin, residualBias, sense },
      point: (context, point) => prepareRatePoint(context, test, point),
    };
  },
  result: ({ header, prepared, points, controls }) => ({
    kind: "rate",
    ...header,
    tested: prepared.tested,
    points,
    controls,
  }),
};
