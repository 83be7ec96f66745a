import { describe, expect, it } from "vitest";
import { trialsToExclude } from "../confidence-sequence/trials-to-exclude.ts";
import { planClaim } from "../plan/plan-claim.ts";
import { kindClaim, simulate } from "../testing/kind-claims.ts";
import type { IdentityClaimResult } from "./identity-result.ts";

const alpha = 1e-4;

async function judge(test: object = {}, grid: readonly object[] = [{}], workPerPoint = 4000) {
  const planned = await planClaim(kindClaim("identity", { sizes: [8], test, grid }), {
    alpha,
    runAlpha: 1e-3,
    budget: { name: "test", workPerPoint },
    module: "file:///c.js",
  });
  simulate(planned.assignments);
  return planned.result("no") as IdentityClaimResult;
}

describe("the result of an identity", () => {
  it("shows what is compared, with what goes unsaid", async () => {
    expect((await judge()).tested).toEqual({
      discrepancy: { name: "difference", meaning: "rounding and the effect" },
      scale: { name: "scale", meaning: "about 1" },
      condition: { name: "condition", meaning: "10" },
      factor: 4,
      resolution: 1e-6,
      exceptionalShare: 0.05,
    });
    const { tested } = await judge({ condition: undefined, resolution: 1e-3, exceptionalShare: 0.2 });
    expect(tested).toMatchObject({ condition: null, resolution: 1e-3, exceptionalShare: 0.2 });
  });

  it("takes the instances that support needs, up to a look, and says how near rounding came", async () => {
    const [size] = (await judge()).points[0].sizes;
    const needed = trialsToExclude(0.05, alpha);
    expect(size).toMatchObject({ verdict: "supported", exceptions: 0, informative: size.replicates, size: 8 });
    expect(size.replicates).toBeGreaterThanOrEqual(needed);
    // Looks grow by a quarter, rounded up to 8.
    expect(size.replicates).toBeLessThan(1.25 * needed + 8);
    expect(size.exceptionalShare).toBeLessThanOrEqual(0.05);
    expect(size.resolution).toBe(40 * Number.EPSILON);
    // |N(0, 1)| is below 6, and the condition is 10.
    expect(size.largestMultiple).toBeLessThan(0.6);
  });

  it("is refuted at the first look by a difference of the size of the data", async () => {
    const [size] = (await judge({}, [{ effect: 1e-9 }])).points[0].sizes;
    expect(size).toMatchObject({ verdict: "refuted", replicates: 16, exceptions: 16, exceptionalShare: 1 });
    expect(size.largestMultiple).toBeGreaterThan(1e-10 / Number.EPSILON / 2);
  });

  it("is undecided where no instance is well enough conditioned", async () => {
    const [size] = (await judge({ resolution: 1.2e-14, factor: 5 }, [{}], 200)).points[0].sizes;
    expect(size).toMatchObject({ verdict: "undecided", replicates: 100, informative: 100 });
    const [ill] = (await judge({ resolution: 9e-15, factor: 4.5 }, [{}], 4000)).points[0].sizes;
    expect(ill).toMatchObject({ verdict: "undecided", informative: 0, resolution: null, exceptionalShare: 1 });
  });
});
