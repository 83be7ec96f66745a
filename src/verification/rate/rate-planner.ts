import type { RateTest } from "../../claims/tests.ts";
import { AsymptopiaError } from "../../foundation/errors.ts";
import type { KindPlanner, PreparedTest } from "../plan/kind-planner.ts";
import { namedObservable } from "../plan/named-observable.ts";
import { prepareRatePoint } from "./rate-point.ts";
import type { RatePoint, RateTested } from "./rate-result.ts";

/** How rates are verified: by the slope of logarithms over a ladder of sizes. */
export const ratePlanner: KindPlanner<RateTest, RateTested, RatePoint, PreparedTest<RateTested, RatePoint>> = {
  async prepare(claim, test) {
    const { observable, exponent, logPower = 0, margin, residualBias, sense = "equal" } = test;
    if (logPower !== 0 && claim.sizes[0] < 2) {
      const accepted = "0 where the smallest size is 1, whose logarithm is 0";
      throw new AsymptopiaError("invalid-claim", `logPower must be ${accepted}, not ${logPower}`, {
        field: "logPower",
        value: logPower,
        accepted,
      });
    }
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
