import { describe, expect, it } from "vitest";
import type { Claim } from "../../claims/claim.ts";
import type { ControlDefinition } from "../../claims/define-claim.ts";
import type { LimitTest } from "../../claims/tests.ts";
import type { Assignment } from "../assignment.ts";
import type { LimitClaimResult } from "../limit/limit-result.ts";
import { planSynthetic, resultOf } from "../testing/plan-synthetic.ts";
import { productFormula, type SyntheticParameters, settle, syntheticClaim } from "../testing/synthetic-claim.ts";

type ControlChanges = Partial<ControlDefinition<SyntheticParameters, LimitTest<SyntheticParameters>>>;

function withControl(changes: ControlChanges): Claim<SyntheticParameters, LimitTest<SyntheticParameters>> {
  const control = { id: "control", why: "the sum in the place of the product", expected: "refuted" as const };
  return syntheticClaim({ controls: [{ ...control, test: { formula: productFormula("a + b") }, ...changes }] });
}

describe("the assignments", () => {
  it("are those of the points of the claim and of its controls, each with the claim's module", async () => {
    const claim = syntheticClaim({
      grid: [{ a: 2 }, { a: 3 }],
      controls: [{ id: "c", why: "one point of its own", expected: "refuted", grid: [{ a: 4, shift: 1 }] }],
    });
    const { assignments, claim: planned } = await planSynthetic(claim);
    expect(planned).toBe(claim);
    expect(assignments.map(({ point }) => point.a)).toEqual([2, 3, 4]);
    for (const { modules } of assignments) expect(modules).toEqual(["file:///claim.js"]);
  });
});

/** What is still open, by the first factor and the shift of its points. */
const named = (assignments: readonly Assignment[]): readonly string[] =>
  assignments.map(({ point }) => `${point.a}${point.shift === 0 ? "" : "*"}`);

describe("what is open", () => {
  // Points 1 and 3 hold, a shift makes point 2 false; noise keeps point 4 undecided. Likewise in the control.
  const grid = [
    { a: 1, b: 3 },
    { a: 2, b: 3, shift: 3 },
    { a: 3, b: 3 },
    { a: 4, b: 3, noise: 40 },
  ];
  const claim = syntheticClaim({
    grid,
    controls: [
      {
        id: "first",
        why: "the same points",
        expected: "refuted",
        grid: grid.map((point) => ({ ...point, a: point.a + 4 })),
      },
      { id: "second", why: "one point", expected: "refuted", grid: [{ a: 9, b: 3, shift: 3 }] },
    ],
  });
  const all = ["1", "2*", "3", "4", "5", "6*", "7", "8", "9*"];

  it("is everything at first, and never a point that asks no more", async () => {
    const planned = await planSynthetic(claim);
    expect(named(planned.open())).toEqual(all);
    settle([planned.assignments[0], planned.assignments[6]]);
    expect(named(planned.open())).toEqual(["2*", "3", "4", "5", "6*", "8", "9*"]);
    expect(planned.assignments).toHaveLength(9);
  });

  it("is no other point of a part of which one is refuted, and all of the other parts", async () => {
    const planned = await planSynthetic(claim);
    settle([planned.assignments[1]]);
    expect(named(planned.open())).toEqual(["5", "6*", "7", "8", "9*"]);
    expect(planned.verdict()).toBe("refuted");
    const other = await planSynthetic(claim);
    settle([other.assignments[5]]);
    expect(named(other.open())).toEqual(["1", "2*", "3", "4", "9*"]);
    settle([other.assignments[8]]);
    expect(named(other.open())).toEqual(["1", "2*", "3", "4"]);
    settle([other.assignments[1]]);
    expect(other.open()).toEqual([]);
  });

  it("is no other point of a part of which one has failed, in theory or in simulation", async () => {
    const faulty = syntheticClaim({
      grid: [
        { a: 1, b: 3 },
        { a: 2, b: 3, fault: "nan" },
      ],
    });
    const planned = await planSynthetic(faulty);
    expect(named(planned.open())).toEqual(["1", "2"]);
    settle([planned.assignments[1]], 1);
    expect(planned.open()).toEqual([]);
    const test = { ...syntheticClaim().test, formula: productFormula("sqrt(a) * sqrt(a) * b") };
    const unreal = await planSynthetic(syntheticClaim({ grid: [{ a: 4 }, { a: -4 }], test }));
    expect(unreal.assignments).toHaveLength(1);
    expect(unreal.open()).toEqual([]);
    expect(unreal.verdict()).toBe("failed");
  });

  it("is every other point where one is supported or stays undecided", async () => {
    const planned = await planSynthetic(claim);
    settle([planned.assignments[2], planned.assignments[3]]);
    expect(
      planned
        .result("no")
        .points.map(({ verdict }) => verdict)
        .slice(2),
    ).toEqual(["supported", "undecided"]);
    expect(named(planned.open())).toEqual(["1", "2*", "5", "6*", "7", "8", "9*"]);
  });

  it("leaves the points that were dropped undecided, with the replicates they had", async () => {
    const planned = await planSynthetic(claim);
    settle([planned.assignments[3]], 1);
    settle([planned.assignments[1]]);
    const { points, verdict } = planned.result("no");
    expect(verdict).toBe("refuted");
    expect(points.map((point) => point.verdict)).toEqual(["undecided", "refuted", "undecided", "undecided"]);
    expect(points.map((point) => "replicates" in point && point.replicates > 0)).toEqual([false, true, false, true]);
    expect(planned.result("interrupted").points[0].verdict).toBe("incomplete");
  });

  it("ends with the same verdict as if every point had been simulated", async () => {
    const whole = await planSynthetic(claim);
    settle(whole.assignments);
    const sparing = await planSynthetic(claim);
    for (let open = sparing.open(); open.length > 0; open = sparing.open()) settle(open, 1);
    expect(whole.verdict()).toBe("refuted");
    expect(sparing.verdict()).toBe(whole.verdict());
    expect(sparing.result("no").controls.map(({ verdict }) => verdict)).toEqual(
      whole.result("no").controls.map(({ verdict }) => verdict),
    );
    expect(sparing.result("no").work).toBeLessThan(whole.result("no").work);
  });
});

describe("a failure", () => {
  it("has the key of its replicate, with the point's number from 1 and the control's id", async () => {
    const planned = await planSynthetic(
      syntheticClaim({
        grid: [
          { a: 1, b: 3 },
          { a: 2, b: 3, fault: "nan" },
        ],
        controls: [{ id: "broken", why: "it diverges", expected: "refuted", grid: [{ a: 3, b: 3, fault: "throw" }] }],
      }),
    );
    settle(planned.assignments);
    const { points, controls, verdict } = planned.result("no");
    expect(verdict).toBe("failed");
    expect(points[0].failure).toBeUndefined();
    expect(points[1].failure).toMatchObject({ code: "non-finite", key: "test/synthetic:2:10:0" });
    expect(controls[0].points[0].failure).toMatchObject({
      message: "diverged at size 10",
      key: "test/synthetic~broken:1:10:0",
    });
  });

  it("of theory has no replicate", async () => {
    const planned = await planSynthetic(syntheticClaim({ grid: [{ a: 1, b: 0 }] }));
    const [point] = planned.result("no").points;
    expect(point.failure).toMatchObject({ code: "invalid-claim", field: "test.margin" });
    expect(point.failure).not.toHaveProperty("key");
  });
});

describe("controls", () => {
  const cases: readonly (readonly [string, ControlChanges, string, string])[] = [
    ["refuted as expected", {}, "refuted", "supported"],
    ["supported as expected", { expected: "supported", test: {} }, "supported", "supported"],
    ["supported against expectation", { test: {} }, "supported", "failed"],
    ["refuted against expectation", { expected: "supported" }, "refuted", "failed"],
    ["undecided", { grid: [{ a: 2, b: 3, noise: 50 }] }, "undecided", "undecided"],
    ["failed", { grid: [{ a: 2, b: 3, fault: "throw" }] }, "failed", "failed"],
    [
      "refuted at one point of two",
      {
        grid: [
          { a: 2, b: 3 },
          { a: 2, b: 2 },
        ],
      },
      "refuted",
      "supported",
    ],
  ];

  it.each(cases)("%s", async (_, changes, verdict, whole) => {
    const result = await resultOf(withControl(changes));
    expect(result.controls[0].verdict).toBe(verdict);
    expect(result.points[0].verdict).toBe("supported");
    expect(result.verdict).toBe(whole);
  });

  it("change nothing about a claim whose own points are refuted", async () => {
    const claim = { ...withControl({ test: {} }), grid: syntheticClaim({ grid: [{ shift: 1 }] }).grid };
    expect((await resultOf(claim)).verdict).toBe("refuted");
  });

  it("keep the reason of a failure", async () => {
    const result = await resultOf(withControl({ grid: [{ fault: "throw" }] }));
    expect(result.controls[0].points[0].failure?.message).toBe("diverged at size 10");
  });
});

describe("a package that is not installed", () => {
  const failure = { code: "missing-dependency", message: "install it" } as const;

  it("leaves a claim incomplete, whether or not the run was stopped, and its control too", async () => {
    const planned = await planSynthetic(withControl({}));
    for (const { judge } of planned.open()) {
      for (const request of judge.requests()) {
        const outcomes = Array.from({ length: request.to - request.from }, () => ({ ok: false, failure }) as const);
        judge.accept(request, outcomes);
      }
    }
    expect(planned.open()).toEqual([]);
    for (const stopped of ["no", "out of time", "interrupted"] as const) {
      const result = planned.result(stopped);
      expect(result.verdict).toBe("incomplete");
      expect(result.points[0]).toMatchObject({ verdict: "incomplete", failure });
      expect(result.controls[0].verdict).toBe("incomplete");
    }
  });
});

describe("a run that was stopped", () => {
  it("leaves what was not decided incomplete if the user stopped it, undecided if its seconds were over", async () => {
    const planned = await planSynthetic(withControl({}));
    for (const [stopped, verdict] of [
      ["interrupted", "incomplete"],
      ["out of time", "undecided"],
    ] as const) {
      const result = planned.result(stopped) as LimitClaimResult;
      expect(result.verdict).toBe(verdict);
      expect(result.points[0].verdict).toBe(verdict);
      expect(result.controls[0]).toMatchObject({ verdict, points: [{ verdict, replicates: 0 }] });
      expect(result.mutants.killed).toBe(0);
      expect(result.work).toBe(0);
    }
  });

  it("keeps what was decided, and what replicates there are of the rest", async () => {
    const planned = await planSynthetic(withControl({ grid: [{ a: 2, b: 3, noise: 40 }] }), 3e6);
    const [own, control] = planned.assignments;
    settle([own]);
    settle([control], 1);
    const result = planned.result("interrupted");
    expect(result.points[0].verdict).toBe("supported");
    expect(result.controls[0].points[0]).toMatchObject({ verdict: "incomplete", replicates: 64 });
    expect(result.verdict).toBe("incomplete");
    expect(planned.result("out of time").verdict).toBe("undecided");
    expect((planned.result("out of time") as LimitClaimResult).controls[0].points[0].estimate).not.toBeNull();
  });
});
