import { describe, expect, it } from "vitest";
import { assessRow } from "./assess.ts";
import { forms, type RowPlan, rowsOf, usualAlpha } from "./rows.ts";
import { scenario, scenarios } from "./scenarios.ts";
import type { Tally } from "./tally.ts";

/** A row in which so many of 200 claims were refuted, and so many supported. */
function outcomeOf(id: string, refuted: number, supported = 0): string {
  const plan: RowPlan = { block: "usual looks", scenario: scenario(id), alpha: usualAlpha, claims: 200 };
  const tally: Tally = { claims: 200, refuted, supported, undecided: 200 - refuted - supported, replicates: 200 };
  return assessRow(plan, tally).outcome;
}

describe("the excuse of an asymptotic guarantee", () => {
  // P(Bin(200, .05) ≥ 34) = 4.6e-10, below the share of a row; ≥ 20: 2.7e-3 (50-digit mpmath sums).
  it("is none for an exact one", () => {
    expect(outcomeOf("limit/gaussian/edge-below", 34)).toBe("fails");
    expect(outcomeOf("limit/gaussian/edge-below", 20)).toBe("noticeable");
  });

  it.each([
    "limit/log-normal-mean/edge-below",
    "limit/uniform/edge-above",
    "limit/log-normal/edge-below",
    "rate/log-normal-mean/edge-above",
    "ordering/nearly-gaussian/log-normal-mean/edge",
    "ordering/any/gaussian/edge",
    "ordering/any/log-normal-mean/edge",
  ])("is none for a law that is not too skewed: %s", (id) => {
    expect(scenario(id).guarantee).toBe("asymptotic");
    expect(outcomeOf(id, 34)).toBe("fails");
    expect(outcomeOf(id, 20)).toBe("noticeable");
    expect(outcomeOf(id, 10)).toBe("holds");
  });

  it("serves where the law is skewed, on either side, and not for a lack of power", () => {
    for (const id of ["ordering/any/log-normal/edge", "ordering/any/reversed-log-normal/edge"]) {
      expect(outcomeOf(id, 34)).toBe("above, asymptotic");
      expect(outcomeOf(id, 0, 34)).toBe("above, asymptotic");
      expect(outcomeOf(id, 10)).toBe("holds");
    }
    // Of 200 claims 166 refuted, where 190 are to be.
    expect(outcomeOf("ordering/any/log-normal/off", 166)).toBe("fails");
  });

  it("is given to single log-normal differences of which nothing is known, and to nothing else", () => {
    const excused = scenarios.filter(({ skewed }) => skewed);
    expect(new Set(excused.map(({ law }) => law))).toEqual(
      new Set(["differences any: single log-normal draws", "differences any: single log-normal draws, reversed"]),
    );
  });
});

it("asks of the rows of the table what their truth forbids", () => {
  const questions = new Map(rowsOf(forms.quick).map(({ scenario: { id, truth } }) => [id, truth]));
  for (const [id, truth] of questions) {
    // All claims refuted, or all supported: one of them is wrong of everything but what is simply true or false.
    const refuted = outcomeOf(id, 200);
    const supported = outcomeOf(id, 0, 200);
    const wrong = { refuted: refuted !== "holds", supported: supported !== "holds" };
    const expected = {
      true: { refuted: true, supported: false },
      "just true": { refuted: true, supported: false },
      "on the edge": { refuted: true, supported: true },
      "just false": { refuted: false, supported: true },
      false: { refuted: false, supported: true },
      undecidable: { refuted: true, supported: true },
    }[truth];
    expect([id, wrong]).toEqual([id, expected]);
  }
});
