import { describe, expect, it } from "vitest";
import { redefineClaim } from "../claims/redefine-claim.ts";
import { planClaim } from "../verification/plan/plan-claim.ts";
import { assessRow, atMost } from "./assess.ts";
import { peeking } from "./peeking.ts";
import { everyUnit, forms, rowsOf, usualAlpha } from "./rows.ts";
import { scenario } from "./scenarios.ts";
import { type Judging, judgingOfPlan, tally } from "./tally.ts";

describe("a spoilt judge", () => {
  const rowOf = (id: string) => {
    const plan = rowsOf(forms.quick).find((row) => row.scenario.id === id);
    if (plan === undefined) throw new RangeError(id);
    return plan;
  };
  const outcome = async (id: string, judging: Judging): Promise<string> => {
    const plan = rowOf(id);
    return assessRow(plan, await tally(plan.scenario, { seed: "1", alpha: plan.alpha, claims: 200, judging })).outcome;
  };

  it("fails where it looks at a textbook interval after every unit", async () => {
    expect(await outcome("limit/gaussian/edge-below", peeking)).toBe("fails");
  });

  it("fails where it forgets the margin", async () => {
    const withoutMargin: Judging = async (claim, options) => {
      const test = { ...claim.test, margin: { absolute: 1e-9 }, residualBias: { absolute: 0 } };
      return (await planClaim({ ...claim, test } as never, options)).assignments;
    };
    expect(await outcome("limit/gaussian/edge-above", withoutMargin)).toBe("fails");
  });

  it("fails where it forgets the bias", async () => {
    const withoutBias: Judging = async (claim, options) => {
      const test = { ...claim.test, residualBias: { absolute: 0 } };
      return (await planClaim({ ...claim, test } as never, options)).assignments;
    };
    expect(await outcome("limit/gaussian/edge-above", withoutBias)).toBe("fails");
    expect(await outcome("limit/gaussian/outside-above", withoutBias)).toBe("fails");
  });

  it("fails where it errs six times as often as it may", async () => {
    // On the edge every verdict is an error; at α = .9 about a third of all claims get one.
    const generous: Judging = (claim, options) => judgingOfPlan(claim, { ...options, alpha: 0.9, looks: everyUnit });
    expect(await outcome("ordering/nearly-gaussian/gaussian/edge", generous)).toBe("fails");
  });

  it("fails where it has no power", async () => {
    const poor: Judging = (claim, options) =>
      judgingOfPlan(redefineClaim(claim, { grid: claim.grid.map((point) => ({ ...point, units: 40 })) }), options);
    expect(await outcome("limit/gaussian/off", poor)).toBe("fails");
  });
});

describe("a tally", () => {
  it("is a function of the seed, the scenario and the number of claims", async () => {
    const one = scenario("rate/gaussian/off");
    const options = { alpha: usualAlpha, claims: 60 };
    const first = await tally(one, { seed: "1", ...options });
    expect(await tally(one, { seed: "1", ...options })).toEqual(first);
    expect(await tally(one, { seed: "2", ...options })).not.toEqual(first);
  });
});

describe("atMost", () => {
  // P(Bin(200, .05) ≥ 19) = 5.8e-3, P(≥ 20) = 2.7e-3, P(≥ 33) = 1.8e-9, P(≥ 34) = 4.6e-10 (50-digit mpmath sums).
  it("tells chance from what chance does not do", () => {
    expect(atMost(0, 200, 0.05)).toBe("holds");
    expect(atMost(19, 200, 0.05)).toBe("holds");
    expect(atMost(20, 200, 0.05)).toBe("noticeable");
    expect(atMost(33, 200, 0.05)).toBe("noticeable");
    expect(atMost(34, 200, 0.05)).toBe("fails");
  });
});
