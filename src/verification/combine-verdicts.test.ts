import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verdictOverPoints, verdictWithControls } from "./combine-verdicts.ts";
import type { Verdict } from "./results/verdict.ts";

const verdicts: readonly Verdict[] = ["supported", "undecided", "incomplete", "refuted", "failed"];

describe("verdictOverPoints", () => {
  it("is the worst of any two, in the order supported, undecided, incomplete, refuted, failed", () => {
    verdicts.forEach((one, i) => {
      verdicts.forEach((other, j) => {
        expect(verdictOverPoints([one, other])).toBe(verdicts[Math.max(i, j)]);
      });
    });
  });

  it("of many is that of the worst one, in any order", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4), { minLength: 1, maxLength: 8 }), (ranks) => {
        expect(verdictOverPoints(ranks.map((rank) => verdicts[rank]))).toBe(verdicts[Math.max(...ranks)]);
      }),
    );
  });

  it("fails without data", () => {
    expect(verdictOverPoints([])).toBe("failed");
  });
});

describe("verdictWithControls", () => {
  it("lets what the points say stand unless it is supported", () => {
    for (const own of verdicts.filter((verdict) => verdict !== "supported")) {
      for (const verdict of verdicts) {
        for (const expected of ["supported", "refuted"] as const) {
          expect(verdictWithControls(own, [{ verdict, expected }])).toBe(own);
        }
      }
    }
  });

  it("asks every control to come out as expected", () => {
    const table: Record<"supported" | "refuted", Record<Verdict, Verdict>> = {
      refuted: {
        refuted: "supported",
        supported: "failed",
        undecided: "undecided",
        incomplete: "incomplete",
        failed: "failed",
      },
      supported: {
        supported: "supported",
        refuted: "failed",
        undecided: "undecided",
        incomplete: "incomplete",
        failed: "failed",
      },
    };
    for (const expected of ["supported", "refuted"] as const) {
      for (const verdict of verdicts) {
        expect(verdictWithControls("supported", [{ verdict, expected }])).toBe(table[expected][verdict]);
        const passed = { verdict: "refuted", expected: "refuted" } as const;
        expect(verdictWithControls("supported", [passed, { verdict, expected }])).toBe(table[expected][verdict]);
      }
    }
    expect(verdictWithControls("supported", [])).toBe("supported");
  });

  it("takes the worst of several controls", () => {
    const open = { verdict: "undecided", expected: "refuted" } as const;
    const stopped = { verdict: "incomplete", expected: "refuted" } as const;
    const opposite = { verdict: "supported", expected: "refuted" } as const;
    expect(verdictWithControls("supported", [open, opposite, stopped])).toBe("failed");
    expect(verdictWithControls("supported", [open, stopped])).toBe("incomplete");
  });
});
