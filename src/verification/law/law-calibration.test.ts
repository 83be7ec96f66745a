import { describe, expect, it } from "vitest";
import { createStream } from "../../simulation/random/create-stream.ts";
import { countVerdicts } from "../testing/count-verdicts.ts";
import { unlikelyCount } from "../testing/unlikely-count.ts";
import { LawEvidence, lawBurnIn } from "./law-evidence.ts";

// α is far larger than in use, so that errors occur often enough to count.
const alpha = 0.05;
const margin = 0.3;
const statements = 1000;
// Above this many of 1000 statements at a probability of α each: with probability 1e-6 at most.
const most = unlikelyCount(statements, alpha, 1e-6);
const plan = { looks: { first: lawBurnIn, growth: 1.5, step: 16 }, mostUnits: 320 };

describe("equalities of laws, by the Kolmogorov distance", () => {
  const test = { kind: "law", projections: [{ name: "number", left: "left", right: "right" }], margin } as const;

  /** Uniform numbers, moved by `distance` on the right: that is the Kolmogorov distance of the laws. */
  function judgeMany(label: string, count: number, distance: number) {
    const stream = createStream(["law calibration", label]);
    return countVerdicts(
      count,
      plan,
      () => new LawEvidence(test, alpha, plan.mostUnits),
      () => ({ left: stream.uniform(), right: stream.uniform() + distance }),
    );
  }

  it("at the margin are refuted for a share α at most, and so are they supported", () => {
    const { refuted, supported } = judgeMany("at the margin", statements, margin);
    expect(refuted).toBeLessThan(most);
    expect(supported).toBeLessThan(most);
  });

  it("that are true, or off by two margins, are decided", () => {
    // 320 draws reach .172 at the 5th look. For equal laws D̂ is above .128 with probability 2exp(−320·.128²) = .011, and
    // for 16 of 300 with probability 3e-7; at twice the margin it is below .472 with less.
    expect(judgeMany("equal", 300, 0).supported).toBeGreaterThanOrEqual(285);
    expect(judgeMany("far", 300, 2 * margin).refuted).toBeGreaterThanOrEqual(285);
  });
});

describe("equalities of laws, by a classifier", () => {
  const test = { kind: "law", classifier: { name: "path", left: "left", right: "right" }, margin } as const;

  /** ±1 with probability (1 ± advantage)/2 on the left, and the other way round on the right. The classifier has 20 draws. */
  function judgeMany(label: string, count: number, advantage: number) {
    const stream = createStream(["law calibration", label]);
    const draw = (share: number) => Float64Array.of(stream.uniform() < share ? 1 : -1);
    return countVerdicts(
      count,
      { ...plan, mostUnits: 200 },
      () => new LawEvidence(test, alpha, 60),
      () => ({ left: draw((1 + advantage) / 2), right: draw((1 - advantage) / 2) }),
    );
  }

  it("of total variation distance at the margin are refuted for a share α at most", () => {
    expect(judgeMany("at the margin", statements, margin).refuted).toBeLessThan(most);
  });

  it("that are equal, or off by more than two margins, are decided", () => {
    // 180 draws after the training give at most ±√(2(log 40 + 3)/180)·.71 = ±.19 for equal laws, give or take .053: open
    // with probability .05 at most, and 76 of 300 with probability below 1e-20. Where the advantage is .8 they give ±.12.
    expect(judgeMany("equal", 300, 0).refuted).toBeLessThan(unlikelyCount(300, alpha, 1e-6));
    expect(judgeMany("equal", 300, 0).supported).toBeGreaterThanOrEqual(225);
    expect(judgeMany("far", 300, 0.8).refuted).toBeGreaterThanOrEqual(285);
  });
});

describe("couplings", () => {
  it("that hold on all but the excluded share are supported for a share α at most", () => {
    const coupling = { discrepancy: "difference", scale: "scale", factor: 8 };
    const stream = createStream(["law calibration", "coupling"]);
    const { supported } = countVerdicts(
      statements,
      plan,
      () => new LawEvidence({ kind: "law", coupling }, alpha, plan.mostUnits),
      () => ({ difference: stream.uniform() < 0.05 ? 1 : 0, scale: 1 }),
    );
    expect(supported).toBeLessThan(most);
  });
});
