import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AsymptopiaError } from "../../foundation/errors.ts";
import { createStream } from "../../simulation/random/create-stream.ts";
import { failureRateEnds } from "../confidence-sequence/bernoulli.ts";
import { trialsToExclude } from "../confidence-sequence/trials-to-exclude.ts";
import { exactLooks } from "../sequential/exact-looks.ts";
import { SequentialJudge } from "../sequential/sequential-judge.ts";
import { driveJudge, shows } from "../testing/drive-judge.ts";
import { BoundEvidence, type BoundProblem } from "./bound-evidence.ts";

const problem: BoundProblem = {
  observable: "x",
  direction: "at-most",
  observed: [],
  bound: () => ({ value: 2, error: 0 }),
  failureRate: 0.1,
  excludedRate: 0.1,
  rounding: { relative: 1e-12 },
  alpha: 1e-3,
};
const always: Partial<BoundProblem> = { failureRate: 0, excludedRate: 0.05 };

function evidenceOf(xs: readonly number[], changes: Partial<BoundProblem> = {}): BoundEvidence {
  const evidence = new BoundEvidence({ ...problem, ...changes });
  for (const x of xs) evidence.add([[{ x }]]);
  return evidence;
}

const times = (count: number, x: number): readonly number[] => Array.from({ length: count }, () => x);

/**
 * The decisive counts in exact rational arithmetic (Python's fractions): E = ∫q^S(1−q)^(t−S)dq over (0, δ) or (δ, 1),
 * divided by its length and by δ^S(1−δ)^(t−S), at δ = 1/10 and 1/α = 1000.
 */
const golden = { firstSupport: 87, violationsOf20: 9, violationsOf100: 25 };

describe("decisions", () => {
  it("supports with as many successes as exclude the rate, and not one fewer", () => {
    expect(evidenceOf(times(golden.firstSupport - 1, 1)).decision()).toBe("open");
    expect(evidenceOf(times(golden.firstSupport, 1)).decision()).toBe("supported");
    expect(golden.firstSupport).toBe(trialsToExclude(0.1, 1e-3));
  });

  it("refutes with as many violations as exclude smaller rates, and not one fewer", () => {
    for (const [trials, fewest] of [
      [20, golden.violationsOf20],
      [100, golden.violationsOf100],
    ]) {
      expect(evidenceOf([...times(fewest - 1, 3), ...times(trials - fewest + 1, 1)]).decision()).toBe("open");
      expect(evidenceOf([...times(fewest, 3), ...times(trials - fewest, 1)]).decision()).toBe("refuted");
    }
  });

  it("refutes at the first violation what is to hold always, and supports without one", () => {
    expect(evidenceOf([3], always).decision()).toBe("refuted");
    expect(evidenceOf([...times(500, 1), 3], always).decision()).toBe("refuted");
    const needed = trialsToExclude(0.05, 1e-3);
    expect(evidenceOf(times(needed - 1, 1), always).decision()).toBe("open");
    expect(evidenceOf(times(needed, 1), always).decision()).toBe("supported");
  });

  it("reads the inequality in the direction that it has", () => {
    expect(evidenceOf([3], always).finding().violations).toBe(1);
    expect(evidenceOf([3], { ...always, direction: "at-least" }).finding().violations).toBe(0);
    expect(evidenceOf([1], { ...always, direction: "at-least" }).finding().violations).toBe(1);
  });

  it("agree with the shown failure rates", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 200 }), (violations, held) => {
        const evidence = evidenceOf([...times(violations, 3), ...times(held, 1)]);
        const [lower, upper] = evidence.finding().failureRate;
        expect({ lower, upper }).toEqual(failureRateEnds(violations, violations + held, 1e-3));
        const read = lower >= 0.1 ? "refuted" : upper <= 0.1 ? "supported" : "open";
        expect(evidence.decision()).toBe(read);
      }),
      { seed: 3, numRuns: 60 },
    );
  });
});

describe("rounding", () => {
  it("makes no violation, relative to the bound or absolute", () => {
    const violations = (x: number, changes: Partial<BoundProblem>): number =>
      evidenceOf([x], { ...always, ...changes }).finding().violations;
    expect(violations(2 * (1 + 0.9e-12), {})).toBe(0);
    expect(violations(2 * (1 + 1.1e-12), {})).toBe(1);
    expect(violations(2.4, { rounding: { absolute: 0.5 } })).toBe(0);
    expect(violations(2.6, { rounding: { absolute: 0.5 } })).toBe(1);
    expect(violations(1.6, { rounding: { absolute: 0.5 }, direction: "at-least" })).toBe(0);
    expect(violations(1.4, { rounding: { absolute: 0.5 }, direction: "at-least" })).toBe(1);
  });

  it("has the numerical error of the bound beside it", () => {
    const inexact = { ...always, rounding: { absolute: 0 }, bound: () => ({ value: 2, error: 0.25 }) };
    expect(evidenceOf([2.25], inexact).decision()).toBe("open");
    expect(evidenceOf([2.26], inexact).decision()).toBe("refuted");
    expect(evidenceOf([1.74], { ...inexact, direction: "at-least" }).decision()).toBe("refuted");
  });

  it("of a bound at 0 is 0: what is to be at most 0 may be 0", () => {
    const zero = { ...always, bound: () => ({ value: 0, error: 0 }) };
    expect(evidenceOf([0], zero).decision()).toBe("open");
    expect(evidenceOf([1e-300], zero).decision()).toBe("refuted");
  });
});

describe("a bound that is observed", () => {
  const observed: Partial<BoundProblem> = {
    ...always,
    observed: ["y", "x"],
    bound: ({ y }) => {
      if (y === 0) throw new AsymptopiaError("non-finite", "no bound", { field: "test.bound" });
      return { value: 1 / (y as number), error: 0 };
    },
  };

  it("is another one in each replicate, and reads each observable once", () => {
    const evidence = new BoundEvidence({ ...problem, ...observed });
    expect(evidence.reads).toEqual([
      { name: "x", form: "number" },
      { name: "y", form: "number" },
    ]);
    evidence.add([[{ x: 0.9, y: 1 }]]);
    evidence.add([[{ x: 3.9, y: 0.25 }]]);
    expect(evidence.finding()).toMatchObject({ violations: 0, bound: 2.5 });
    evidence.add([[{ x: 0.6, y: 2 }]]);
    expect(evidence.decision()).toBe("refuted");
  });

  it("fails the statement where it has no value, even where such faults are declared", () => {
    const plan = { sizes: [5], perUnit: [1], looks: exactLooks, mostUnits: 100 };
    const judge = new SequentialJudge(
      { ...plan, declaredFaults: ["non-finite"] },
      new BoundEvidence({ ...problem, ...observed }),
    );
    const result = driveJudge(judge, (_, replicate) => ({ ok: true, values: { x: 0, y: replicate === 7 ? 0 : 1 } }));
    expect(result).toMatchObject({
      verdict: "failed",
      fault: { size: 5, replicate: 7, failure: { message: "no bound" } },
    });
    expect(result.finding.violations).toBe(0);
  });
});

describe("declared faults", () => {
  const plan = { sizes: [5], perUnit: [1], looks: exactLooks, mostUnits: 400, declaredFaults: ["non-finite"] as const };

  it("are violations", () => {
    const nan = (_: number, replicate: number) => shows(replicate % 2 === 0 ? Number.NaN : 1);
    const result = driveJudge(new SequentialJudge(plan, new BoundEvidence(problem)), nan);
    expect(result).toMatchObject({ verdict: "refuted", units: 16, declaredFaults: 8 });
    expect(result.finding).toMatchObject({ violations: 8, bound: 2 });
    const one = (_: number, replicate: number) => shows(replicate === 9 ? Number.NaN : 1);
    const first = driveJudge(new SequentialJudge(plan, new BoundEvidence({ ...problem, ...always })), one);
    expect(first).toMatchObject({ verdict: "refuted", units: 16, declaredFaults: 1, finding: { violations: 1 } });
  });

  it("are left out of the slack, but count against a tightened bound", () => {
    const evidence = evidenceOf([0.2, 0.4, 0.6, 0.8, ...times(16, 0)]);
    for (let fault = 0; fault < 8; fault += 1) evidence.addFault();
    const { slack, refutedFactor, violations } = evidence.finding();
    expect(violations).toBe(8);
    expect(slack).toMatchObject({ smallest: 0, largest: 0.4 });
    // Re-judged: of 28 replicates, the faults and the k largest.
    const fewest = [1, 2, 3, 4].find((k) => failureRateEnds(8 + k, 28, 1e-3).lower > 0.1) as number;
    // The rounding that the bound allows is a part 1e-12 of it.
    expect(refutedFactor).toBeCloseTo([0.4, 0.3, 0.2, 0.1][fewest - 1], 11);
  });

  it("alone can refute, and then no factor helps", () => {
    const evidence = evidenceOf([1, 1]);
    for (let fault = 0; fault < 20; fault += 1) evidence.addFault();
    expect(evidence.decision()).toBe("refuted");
    expect(evidence.finding().refutedFactor).toBeNull();
  });
});

describe("how tight a bound is", () => {
  it("is what judging a tightened bound on the same data finds", () => {
    const stream = createStream(["slack"]);
    const xs = Array.from({ length: 120 }, () => 2 * stream.uniform());
    for (const direction of ["at-most", "at-least"] as const) {
      for (const rates of [{ failureRate: 0.1, excludedRate: 0.1 }, always]) {
        const factor = evidenceOf(xs, { ...rates, direction }).finding().refutedFactor as number;
        const decides = (scale: number) =>
          evidenceOf(xs, { ...rates, direction, bound: () => ({ value: 2 * scale, error: 0 }) }).decision();
        // Beyond the rounding that the bound allows.
        const [tighter, looser] = direction === "at-most" ? [1 - 1e-9, 1 + 1e-9] : [1 + 1e-9, 1 - 1e-9];
        expect(decides(factor * tighter)).toBe("refuted");
        expect(decides(factor * looser)).not.toBe("refuted");
      }
    }
  });

  it("has quantiles of observed/bound, and is beyond 1 for a bound that is refuted", () => {
    const { slack, refutedFactor } = evidenceOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]).finding();
    expect(slack).toEqual({ smallest: 0.5, median: 2.5, atFailureRate: 4.5, largest: 5 });
    expect(refutedFactor).toBeGreaterThan(1);
  });

  it("is not said of a bound that is not above 0 throughout", () => {
    let value = -1;
    const both = evidenceOf([], { bound: () => ({ value, error: 0 }) });
    both.add([[{ x: -3 }]]);
    value = 1;
    both.add([[{ x: 0.5 }]]);
    expect(both.finding()).toMatchObject({ slack: null, refutedFactor: null, bound: 0 });
    expect(evidenceOf([0], { bound: () => ({ value: 0, error: 0 }) }).finding().slack).toBeNull();
    // 1e100/1e-300 is no number.
    expect(evidenceOf([1e100], { bound: () => ({ value: 1e-300, error: 0 }) }).finding().slack).toBeNull();
  });
});

describe("the forecast", () => {
  it("is that of a run without violations at first, and then extrapolates the evidence", () => {
    const needed = trialsToExclude(0.1, 1e-3);
    expect(evidenceOf([]).expectedUnits()).toBe(needed);
    const half = evidenceOf(times(50, 1)).expectedUnits();
    expect(half).toBeGreaterThan(0.7 * needed);
    expect(half).toBeLessThan(2 * needed);
    expect(evidenceOf(times(needed + 30, 1)).expectedUnits()).toBeGreaterThanOrEqual(needed + 30);
    expect(evidenceOf([...times(10, 3), ...times(90, 1)]).expectedUnits()).toBe(Number.POSITIVE_INFINITY);
  });
});

it("finds nothing without replicates", () => {
  expect(evidenceOf([]).finding()).toEqual({
    bound: null,
    violations: 0,
    worstReplicate: null,
    failureRate: [0, 1],
    slack: null,
    refutedFactor: null,
  });
});
