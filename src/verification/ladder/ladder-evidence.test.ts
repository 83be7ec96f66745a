import { describe, expect, it } from "vitest";
import { BoundedSequence } from "../confidence-sequence/bounded-sequence.ts";
import type { MeanSequence } from "../confidence-sequence/mean-sequence.ts";
import { RunningSample } from "../sample.ts";
import type { Observations } from "../sequential/evidence.ts";
import { LadderEvidence, type LadderProblem } from "./ladder-evidence.ts";

/** The mean ± 1/√n, so that everything can be worked out by hand. */
class SimpleSequence extends RunningSample implements MeanSequence {
  readonly guarantee = "asymptotic";

  interval(): readonly [number, number] {
    const reach = this.count === 0 ? Number.POSITIVE_INFINITY : 1 / Math.sqrt(this.count);
    return [this.mean - reach, this.mean + reach];
  }
}

const problem: LadderProblem = {
  reads: [{ name: "x", form: "number" }],
  value: ({ x }, s) => (x as number) - s,
  weights: [-1, 2],
  weightsWithoutSmallest: null,
  accepted: [-1, 1],
  residualBias: 0,
  sequence: () => new SimpleSequence(),
};

const at = (...xs: readonly number[]): readonly Observations[] => xs.map((x) => ({ x }));

/** Evidence after `count` units whose combination is `mean` each. */
function evidenceOf(count: number, mean: number, changes: Partial<LadderProblem> = {}): LadderEvidence {
  const evidence = new LadderEvidence({ ...problem, weights: [1], value: ({ x }) => x as number, ...changes });
  for (let i = 0; i < count; i += 1) evidence.add([at(mean)]);
  return evidence;
}

describe("a unit", () => {
  it("makes one combination of the means of its replicates, which count one by one for their size", () => {
    const evidence = new LadderEvidence(problem);
    // Values 3, 5, 7 of the first size, and 4 − 1 of the second: −1·5 + 2·3 = 1.
    evidence.add([at(3, 5, 7), at(4)]);
    // −1·(9 + 9 + 9)/3 + 2·1 = −7.
    evidence.add([at(9, 9, 9), at(2)]);
    const finding = evidence.finding();
    expect(finding).toMatchObject({ mean: -3, units: 2, withoutSmallest: null });
    expect(finding.sizes.map(({ replicates, mean }) => [replicates, mean])).toEqual([
      [6, 7],
      [2, 2],
    ]);
    // Sample variances (16 + 4 + 0 + 4 + 4 + 4)/5 and 2, over 6 and 2; a few roundings.
    expect(Math.abs(finding.sizes[0].standardError - Math.sqrt(32 / 5 / 6))).toBeLessThan(8 * Number.EPSILON);
    expect(Math.abs(finding.sizes[1].standardError - 1)).toBeLessThan(4 * Number.EPSILON);
  });

  it("makes another one without its smallest size", () => {
    const evidence = new LadderEvidence({ ...problem, weights: [1, 1, 1], weightsWithoutSmallest: [10, 100] });
    for (const x of [5, 7]) evidence.add([at(x), at(2), at(3)]);
    expect(evidence.finding()).toMatchObject({
      mean: 8,
      // 5 + 1 + 1 or 7 + 1 + 1 less 10·1 + 100·1.
      withoutSmallest: { mean: 110, change: { mean: -102 } },
    });
  });
});

describe("the decision", () => {
  it("is supported within the accepted interval, refuted outside, and open across an end", () => {
    // At 100 units the interval is the mean ± 0.1.
    const table = [
      [0, "supported"],
      [0.89, "supported"],
      [0.91, "open"],
      [1.09, "open"],
      [1.11, "refuted"],
    ] as const;
    for (const [mean, decision] of table) {
      expect(evidenceOf(100, mean).decision()).toBe(decision);
      expect(evidenceOf(100, -mean).decision()).toBe(decision);
    }
  });

  it("allows for the residual bias on both sides, before it supports and before it refutes", () => {
    for (const [mean, decision] of [
      [0.69, "supported"],
      [0.71, "open"],
      [1.29, "open"],
      [1.31, "refuted"],
    ] as const) {
      expect(evidenceOf(100, mean, { residualBias: 0.2 }).decision()).toBe(decision);
      expect(evidenceOf(100, -mean, { residualBias: 0.2 }).decision()).toBe(decision);
    }
  });

  it("of one side takes any value on it", () => {
    const above = { accepted: [1, Number.POSITIVE_INFINITY] } as const;
    expect(evidenceOf(100, 1e9, above).decision()).toBe("supported");
    expect(evidenceOf(100, 1.11, above).decision()).toBe("supported");
    expect(evidenceOf(100, 1.05, above).decision()).toBe("open");
    expect(evidenceOf(100, 0.89, above).decision()).toBe("refuted");
  });

  it("is open without data, even where all that is possible lies on one side", () => {
    const known = { sequence: () => new BoundedSequence(0, 1, 0.01) };
    for (const accepted of [
      [-1, 2],
      [2, 3],
    ] as const) {
      expect(evidenceOf(0, 0, { ...known, accepted }).decision()).toBe("open");
    }
    expect(evidenceOf(1, 0.5, { ...known, accepted: [-1, 2] }).decision()).toBe("supported");
  });

  it("withholds support, and nothing else, where the larger sizes say otherwise by more than the residual bias", () => {
    const unstable = { weights: [1, 0], weightsWithoutSmallest: [1] };
    const decide = (whole: number, reduced: number, accepted: readonly [number, number] = [-1, 1]): string => {
      const evidence = new LadderEvidence({ ...problem, ...unstable, accepted, value: ({ x }) => x as number });
      for (let i = 0; i < 100; i += 1) evidence.add([at(whole), at(reduced)]);
      return evidence.decision();
    };
    // The change is whole less reduced, ± 0.1 after 100 units, and the residual bias 0.
    expect(decide(0.5, 0.59)).toBe("supported");
    expect(decide(0.5, 0.61)).toBe("open");
    expect(decide(0.5, 0.39)).toBe("open");
    // Where one end alone is claimed, only a change towards it counts.
    const infinity = Number.POSITIVE_INFINITY;
    expect(decide(0.5, 0.61, [-1, infinity])).toBe("supported");
    expect(decide(0.5, 0.39, [-1, infinity])).toBe("open");
    expect(decide(0.5, 0.61, [-infinity, 1])).toBe("open");
    expect(decide(0.5, 0.39, [-infinity, 1])).toBe("supported");
    expect(decide(1.11, 0)).toBe("refuted");
    expect(decide(1.11, 5)).toBe("refuted");
  });
});

describe("what is found", () => {
  it("has no mean below two units, and an unbounded interval without any", () => {
    expect(evidenceOf(0, 3).finding()).toMatchObject({
      mean: null,
      interval: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
      units: 0,
      sizes: [{ replicates: 0 }],
    });
    expect(evidenceOf(1, 3).finding()).toMatchObject({ mean: null, interval: [2, 4], units: 1 });
    expect(evidenceOf(4, 3).finding()).toMatchObject({ mean: 3, interval: [2.5, 3.5], units: 4 });
  });
});

describe("the units expected", () => {
  it("are those at which the interval fits, should the mean come half the way to the centre", () => {
    // 100 units, half-width .1. At mean .8 the guess is .4, which leaves .6: at half-width .6 far fewer would have done.
    expect(evidenceOf(100, 0.8).expectedUnits()).toBe(100);
    // At mean 1.96 it is .98, which leaves .02: 25 times as many, give or take a rounding.
    expect(Math.abs(evidenceOf(100, 1.96).expectedUnits() - 2500)).toBeLessThanOrEqual(1);
    // At mean 2.04 the guess is 1.02, as far outside.
    expect(Math.abs(evidenceOf(100, 2.04).expectedUnits() - 2500)).toBeLessThanOrEqual(1);
    // Half of what is left goes to the bias bound: four times as many.
    expect(Math.abs(evidenceOf(100, 1.96, { residualBias: 0.01 }).expectedUnits() - 10_000)).toBeLessThanOrEqual(2);
  });

  it("are those for the distance from the end where there is one end alone", () => {
    const above = { accepted: [1, Number.POSITIVE_INFINITY] } as const;
    expect(Math.abs(evidenceOf(100, 1.05, above).expectedUnits() - 400)).toBeLessThanOrEqual(1);
    expect(Math.abs(evidenceOf(100, 0.95, above).expectedUnits() - 400)).toBeLessThanOrEqual(1);
  });

  it("are without bound where the bias bound fills what is left, and unknown before there is an interval", () => {
    expect(evidenceOf(100, 0, { residualBias: 1 }).expectedUnits()).toBe(Number.POSITIVE_INFINITY);
    expect(evidenceOf(0, 0).expectedUnits()).toBe(0);
    expect(evidenceOf(1, 0).expectedUnits()).toBe(1);
  });
});
