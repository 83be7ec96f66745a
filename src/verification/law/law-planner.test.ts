import { describe, expect, it } from "vitest";
import { planClaim } from "../plan/plan-claim.ts";
import { type KindClaimChanges, kindClaim, kindTests, simulate } from "../testing/kind-claims.ts";
import type { LawClaimResult } from "./law-result.ts";

async function judge(test: object = {}, changes: KindClaimChanges = {}, workPerPoint = 8000) {
  const planned = await planClaim(kindClaim("law", { sizes: [8], test, ...changes }), {
    alpha: 1e-4,
    runAlpha: 1e-3,
    budget: { name: "test", workPerPoint },
    module: "file:///c.js",
  });
  const [first] = planned.assignments[0].judge.requests();
  simulate(planned.assignments);
  return { first, result: planned.result("no") as LawClaimResult };
}

const coupling = { discrepancy: "difference", scale: "scale", condition: "condition", factor: 4 };

describe("the result of an equality of laws", () => {
  it("shows what is compared, and what each comparison found", async () => {
    const { first, result } = await judge();
    expect(first.to).toBe(64);
    expect(result.tested).toEqual({
      coupling: null,
      projections: [
        {
          name: "number",
          left: { name: "left", meaning: "N(0, 1)" },
          right: { name: "right", meaning: "N(0, 1), moved by the effect" },
        },
      ],
      classifier: {
        name: "path",
        left: { name: "leftPath", meaning: "three steps" },
        right: { name: "rightPath", meaning: "three steps, moved by the effect" },
      },
      margin: 0.3,
    });
    const [size] = result.points[0].sizes;
    const [number, path] = size.comparisons;
    expect(size.coupling).toBeNull();
    expect(number).toMatchObject({ measure: "Kolmogorov distance", draws: size.replicates });
    // The budget is 4000 draws, of which the classifier takes 512.
    expect(path).toMatchObject({ measure: "advantage of the classifier", draws: size.replicates - 512 });
    for (const { interval, smallestDetectable } of size.comparisons) {
      expect(interval[0]).toBe(0);
      expect(interval[1]).toBeLessThanOrEqual(0.3);
      expect(smallestDetectable).toBeLessThan(1);
    }
  });

  it("may rest on a coupling alone, without a margin", async () => {
    const test = { projections: undefined, classifier: undefined, margin: undefined, coupling };
    const { result } = await judge(test);
    expect(result.verdict).toBe("supported");
    expect(result.tested).toMatchObject({ coupling: { factor: 4, resolution: 1e-6 }, projections: [], margin: null });
    expect(result.tested.classifier).toBeNull();
    const [size] = result.points[0].sizes;
    expect(size.comparisons).toEqual([]);
    expect(size.coupling).toMatchObject({ exceptions: 0, informative: size.replicates });
    expect((await judge(test, { grid: [{ effect: 1e-6 }] })).result.verdict).toBe("refuted");
  });

  it("is refuted by a coupling that fails where samples are too alike to tell", async () => {
    const { result } = await judge({ coupling }, { grid: [{ effect: 1e-6 }] });
    const [size] = result.points[0].sizes;
    expect(size.verdict).toBe("refuted");
    expect(size.coupling?.exceptions).toBe(size.replicates);
  });

  it("is undecided with a classifier that never came to an end of its training", async () => {
    const { result } = await judge({ projections: undefined }, {}, 6);
    const [size] = result.points[0].sizes;
    expect(size).toMatchObject({ verdict: "undecided", replicates: 3 });
    expect(size.comparisons[0]).toMatchObject({ draws: 0, discrepancy: null, smallestDetectable: null });
  });
});

it("fails where the trajectories have different lengths, by the first replicate", async () => {
  const claim = kindClaim("law", { sizes: [8] });
  const run: typeof claim.experiment.run = (problems, stream) =>
    claim.experiment.run(problems, stream).map((values) => ({ ...values, leftPath: new Float64Array(4) }));
  const planned = await planClaim(
    { ...claim, experiment: { ...claim.experiment, run } },
    {
      alpha: 1e-4,
      runAlpha: 1e-3,
      budget: { name: "test", workPerPoint: 400 },
      module: "file:///c.js",
    },
  );
  simulate(planned.assignments);
  const { points } = planned.result("no") as LawClaimResult;
  expect(points[0]).toMatchObject({
    verdict: "failed",
    failure: { code: "invalid-claim", field: "test.classifier", key: "test/law:1:8:0" },
  });
  expect(kindTests.law.classifier.left).toBe("leftPath");
});
