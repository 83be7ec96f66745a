import type { Claim } from "asymptopia";
import { describe, expect, it } from "vitest";
import { loadFormulaCompiler } from "../../../src/claims/formula/compile.ts";
import type { BoundClaimResult } from "../../../src/verification/bound/bound-result.ts";
import type { IdentityClaimResult } from "../../../src/verification/identity/identity-result.ts";
import { verifyHere } from "../../../src/verification/testing/verify-here.ts";
import propositionE3 from "./proposition-E.3.ts";
import theoremE6 from "./theorem-E.6.ts";
import { pushThrough, woodbury } from "./theorem-E.8.ts";

const compile = await loadFormulaCompiler();
const [upperTail, rare] = propositionE3;

/** The value of a claim's bound at the point with the given eigenvalues, in absolute value and ascending. */
function boundAt({ test }: typeof upperTail, values: readonly number[], signs: "positive" | "alternating"): number {
  const inputs = test.bound.inputs({ population: { kind: "eigenvalues", values }, signs });
  const numbers = Object.entries(inputs).map(([name, { value }]) => [name, value]);
  return compile(test.bound).evaluate(Object.fromEntries(numbers));
}

describe("the bounds", () => {
  // A = diag(2, 3, −6), or with all signs positive: ‖A‖_F = 7, ‖A‖ = 6.
  const values = [2, 3, 6];

  it("are those of the paper, at eigenvalues done by hand", () => {
    // A few roundings.
    const near = (value: number, expected: number) =>
      expect(Math.abs(value / expected - 1)).toBeLessThan(20 * Number.EPSILON);
    const [t, t3] = [Math.log(20), Math.log(1000)];
    near(boundAt(upperTail, values, "positive"), 11 + 14 * Math.sqrt(t) + 12 * t);
    near(boundAt(rare, values, "positive"), 11 + 14 * Math.sqrt(t3) + 12 * t3);
    const both = Math.log(40);
    for (const signs of ["positive", "alternating"] as const) {
      near(boundAt(theoremE6, values, signs), 14 * Math.sqrt(both) + 12 * both);
    }
    // 2 − 3 + 6.
    near(boundAt(upperTail, values, "alternating"), 5 + 14 * Math.sqrt(t) + 12 * t);
  });

  it("give the symbols that their expressions use, with errors that are rounding", () => {
    for (const { test, controls } of [upperTail, rare, theoremE6]) {
      for (const { bound } of [test, ...controls.map((control) => control.test)]) {
        const inputs = bound.inputs({ population: { kind: "eigenvalues", values }, signs: "positive" });
        expect(Object.keys(inputs)).toEqual(Object.keys(bound.symbols));
        for (const { value, error, status } of Object.values(inputs)) {
          expect(status).toBe("ok");
          expect(error).toBeLessThanOrEqual(5 * Number.EPSILON * value);
        }
      }
    }
  });

  it("fail at a rate that is their δ", () => {
    expect(upperTail.test.failureRate).toBe(0.05);
    expect(rare.test.failureRate).toBe(1e-3);
    expect(theoremE6.test.failureRate).toBe(0.05);
  });
});

describe("the factors of rounding", () => {
  it("are at least the proven ones at every point and size of the grid", () => {
    for (const size of woodbury.sizes) {
      for (const point of woodbury.grid) {
        const { d, k } = woodbury.experiment.realise(point, size).shape;
        expect(woodbury.test.factor).toBeGreaterThanOrEqual(19 * (d + 1) + 5 * (k + 1) + 6);
      }
    }
    for (const size of pushThrough.sizes) {
      for (const point of pushThrough.grid) {
        const { n, d } = pushThrough.experiment.realise(point, size).shape;
        expect(pushThrough.test.factor).toBeGreaterThanOrEqual(9 * (Math.max(n, d) + 2));
      }
    }
  });
});

// Each size of a point, a control's included, is refuted though true, or supported though false, with probability at most
// 1e-5/2. As the statements hold with failure rates of a tenth of those claimed, and the controls break theirs with ten
// times the rate, the probability that a verdict comes out otherwise is far smaller; the seed is fixed besides.
describe("verified in this thread", () => {
  it.each([upperTail, theoremE6])("$id is supported, and its controls are refuted", async (claim) => {
    const result = await verifyHere<BoundClaimResult>(claim as unknown as Claim, "bound");
    expect(result.verdict).toBe("supported");
    expect(result.controls.map(({ verdict }) => verdict)).toEqual(claim.controls.map(() => "refuted"));
    for (const { failureRate, slack } of result.points.flatMap(({ sizes }) => sizes)) {
      expect(failureRate[1]).toBeLessThanOrEqual(0.05);
      expect(slack?.atFailureRate).toBeLessThan(1);
    }
  });

  it("lp/proposition-E.3/rare is supported where it is tightest, and its controls are refuted", async () => {
    // A projection of rank one in dimension 10, of rank ten in dimension 100.
    const claim = { ...rare, grid: rare.grid.slice(3) };
    const result = await verifyHere<BoundClaimResult>(claim as unknown as Claim, "bound");
    expect(result.verdict).toBe("supported");
    expect(result.controls.map(({ verdict }) => verdict)).toEqual(["refuted", "refuted"]);
    for (const { replicates } of result.points.flatMap(({ sizes }) => sizes)) {
      // Zero failures exclude a rate of 1e-3 at 1e-5 after ln(1e5)/1e-3 replicates at the earliest.
      expect(replicates).toBeGreaterThan(11_000);
    }
  });

  it.each([woodbury, pushThrough])("$id is supported, and its control is refuted", async (claim) => {
    const result = await verifyHere<IdentityClaimResult>(claim as unknown as Claim, "identity");
    expect(result.verdict).toBe("supported");
    expect(result.controls.map(({ verdict }) => verdict)).toEqual(["refuted"]);
    for (const { informative, replicates, largestMultiple } of result.points.flatMap(({ sizes }) => sizes)) {
      expect(informative).toBe(replicates);
      // What was seen is far below the worst case that the factor allows for.
      expect(largestMultiple).toBeLessThan(1);
    }
  });
});
