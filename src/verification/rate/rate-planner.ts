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
      const accepted = "2 or more, where the observable is divided by a power of log(size)";
      throw new AsymptopiaError("invalid-claim", `sizes[0] must be ${accepted}, not ${claim.sizes[0]}`, {
        field: "logPower",
        value: claim.sizes[0],
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
