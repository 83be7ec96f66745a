import { describe, expect, it } from "vitest";
import { createStream } from "../../simulation/random/create-stream.ts";
import { AsymptoticSequence } from "../confidence-sequence/asymptotic-sequence.ts";
import { BoundedSequence } from "../confidence-sequence/bounded-sequence.ts";
import type { MeanSequence } from "../confidence-sequence/mean-sequence.ts";
import { StudentSequence } from "../confidence-sequence/student-sequence.ts";
import { gaussianBurnIn, OrderingEvidence, type OrderingProblem } from "./ordering-evidence.ts";

const EPS = Number.EPSILON;
const alpha = 1e-4;
const problem: OrderingProblem = {
  better: "fast",
  worse: "slow",
  criterion: "smaller",
  by: 0,
  differences: { kind: "nearly-gaussian" },
  alpha,
};

type Pair = { readonly fast: number; readonly slow: number };

/** Both have what is common, of standard deviation 10; slow − fast is `advantage` and noise in [−½, ½]. */
function pairs(count: number, advantage: number): readonly Pair[] {
  const stream = createStream(["ordering evidence"]);
  return Array.from({ length: count }, () => {
    const common = 10 * stream.normal();
    return { fast: common, slow: common + advantage + stream.uniform() - 0.5 };
  });
}

function evidenceOf(drawn: readonly Pair[], changes: Partial<OrderingProblem> = {}): OrderingEvidence {
  const evidence = new OrderingEvidence({ ...problem, ...changes });
  for (const pair of drawn) evidence.add([[pair]]);
  return evidence;
}

describe("which of two is better", () => {
  // Differences have standard deviation .29: 400 of them leave an interval of at most ±.08 at α = 1e-4.
  it.each([
    ["smaller", 0.5, "supported"],
    ["smaller", -0.5, "refuted"],
    ["larger", 0.5, "refuted"],
    ["larger", -0.5, "supported"],
    ["smaller", 0, "open"],
  ] as const)("where %s is better and the worse one is larger by %d", (criterion, advantage, decision) => {
    expect(evidenceOf(pairs(400, advantage), { criterion }).decision()).toBe(decision);
  });

  it.each([
    [0.3, "supported"],
    [0.7, "refuted"],
    [0.5, "open"],
    [-0.2, "supported"],
  ])("by at least %d, where it is by .5", (by, decision) => {
    expect(evidenceOf(pairs(400, 0.5), { by }).decision()).toBe(decision);
  });

  it("by less than nothing means no worse than that", () => {
    expect(evidenceOf(pairs(400, -0.1), { by: -0.3 }).decision()).toBe("supported");
    expect(evidenceOf(pairs(400, -0.5), { by: -0.3 }).decision()).toBe("refuted");
  });

  it("is read from differences: what is common to both cancels", () => {
    const { advantage, standardError, means } = evidenceOf(pairs(400, 0.5)).finding();
    // .29/√400 is .0144; five of them, and the noise of the difference of means.
    expect(Math.abs((advantage as number) - 0.5)).toBeLessThan(0.072);
    expect(standardError).toBeLessThan(0.016);
    // Means of 400 numbers of size 10, by recursion.
    expect(Math.abs((means?.worse as number) - (means?.better as number) - (advantage as number))).toBeLessThan(
      8000 * EPS,
    );
  });
});

describe("the sequence", () => {
  const drawn = pairs(300, 0.5);
  const kinds: readonly (readonly [OrderingProblem["differences"], MeanSequence])[] = [
    [{ kind: "nearly-gaussian" }, new StudentSequence(alpha, gaussianBurnIn)],
    [{ kind: "any" }, new AsymptoticSequence(alpha)],
    [{ kind: "bounded", range: [-1, 2] }, new BoundedSequence(-1, 2, alpha)],
  ];

  it.each(kinds)("for differences of %o is its own", (differences, sequence) => {
    for (const { fast, slow } of drawn) sequence.add(-1 * (fast - slow));
    expect(evidenceOf(drawn, { differences }).finding().interval).toEqual(sequence.interval());
  });

  it("has no interval while an end is infinite, and the range from the beginning where there is one", () => {
    expect(evidenceOf(drawn.slice(0, gaussianBurnIn - 1)).finding().interval).toBeNull();
    expect(evidenceOf(drawn.slice(0, gaussianBurnIn)).finding().interval).not.toBeNull();
    expect(evidenceOf(drawn.slice(0, 199), { differences: { kind: "any" } }).finding().interval).toBeNull();
    expect(evidenceOf([], { differences: { kind: "bounded", range: [-1, 2] } }).finding().interval).toEqual([-1, 2]);
  });

  it("refuses a difference beyond its range", () => {
    const bounded = evidenceOf([], { differences: { kind: "bounded", range: [-1, 1] } });
    expect(() => bounded.add([[{ fast: 0, slow: 1.5 }]])).toThrow(expect.objectContaining({ code: "invalid-input" }));
  });
});

describe("findings without much to find", () => {
  it("are null", () => {
    expect(evidenceOf([]).finding()).toEqual({
      advantage: null,
      standardError: null,
      skewness: null,
      interval: null,
      means: null,
    });
    expect(evidenceOf([{ fast: 1, slow: 3 }]).finding()).toEqual({
      advantage: null,
      standardError: null,
      skewness: null,
      interval: null,
      means: { better: 1, worse: 3 },
    });
  });

  it("stay open for differences that are all equal: how they vary is not known", () => {
    const equal = Array.from({ length: 500 }, (_, i) => ({ fast: i, slow: i + 1 }));
    expect(evidenceOf(equal).decision()).toBe("open");
    expect(evidenceOf(equal, { differences: { kind: "any" } }).decision()).toBe("open");
    expect(evidenceOf(equal, { differences: { kind: "bounded", range: [-2, 2] } }).decision()).toBe("supported");
    expect(evidenceOf(equal).finding()).toMatchObject({ advantage: 1, standardError: 0, interval: null });
  });
});

it("reads two numbers", () => {
  expect(evidenceOf([]).reads).toEqual([
    { name: "fast", form: "number" },
    { name: "slow", form: "number" },
  ]);
});

it("forecasts when the interval will be on one side of what is claimed", () => {
  const drawn = pairs(3000, 0.2);
  const forecast = evidenceOf(drawn.slice(0, 40)).expectedUnits();
  let count = 40;
  while (evidenceOf(drawn.slice(0, count)).decision() === "open") count += 8;
  expect(forecast).toBeGreaterThan(count / 4);
  expect(forecast).toBeLessThan(4 * count);
});
