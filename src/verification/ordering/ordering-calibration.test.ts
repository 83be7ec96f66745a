import { describe, expect, it } from "vitest";
import { createStream } from "../../simulation/random/create-stream.ts";
import { asymptoticBurnIn } from "../confidence-sequence/asymptotic-mixture.ts";
import { exactLooks } from "../sequential/exact-looks.ts";
import { countVerdicts } from "../testing/count-verdicts.ts";
import { unlikelyCount } from "../testing/unlikely-count.ts";
import { type Differences, gaussianBurnIn, OrderingEvidence } from "./ordering-evidence.ts";

// α is far larger than in use, so that errors occur often enough to count.
const alpha = 0.05;
const by = 0.25;
const statements = 1200;
// Above this many of 1200 statements at a probability of α each: with probability 1e-6 at most.
const most = unlikelyCount(statements, alpha, 1e-6);

type Case = readonly [string, Differences, number, (stream: ReturnType<typeof createStream>) => number];

/** Noise of mean 0 and standard deviation 1 about; how it is judged, and from when on. */
const cases: readonly Case[] = [
  ["Gaussian", { kind: "nearly-gaussian" }, gaussianBurnIn, (stream) => stream.normal()],
  // An exponential variable less its mean: skewness 2. Two of them would have none.
  ["skewed", { kind: "any" }, asymptoticBurnIn, (stream) => -Math.log(1 - stream.uniform()) - 1],
  ["bounded", { kind: "bounded", range: [-2, 2] }, exactLooks.first, (stream) => (stream.uniform() < 0.5 ? 1 : -1)],
];

describe.each(cases)("orderings by %s differences", (law, differences, first, noise) => {
  /** Verdicts on orderings whose mean advantage is `advantage`. */
  function judgeMany(label: string, count: number, advantage: number) {
    const stream = createStream(["ordering calibration", law, label]);
    return countVerdicts(
      count,
      { looks: { ...exactLooks, first }, mostUnits: 500 },
      () => new OrderingEvidence({ better: "a", worse: "b", criterion: "larger", by, differences, alpha }),
      () => ({ a: advantage + noise(stream), b: 0 }),
    );
  }

  it("that are only just true are refuted for a share α at most, and so are they supported", () => {
    const { refuted, supported } = judgeMany("just true", statements, by);
    expect(refuted).toBeLessThan(most);
    expect(supported).toBeLessThan(most);
  });

  it("that are clear are decided", () => {
    // 500 differences leave ±.13 to ±.16, give or take .045, of the .5 between the advantage and what is claimed: each is
    // open with probability below 1e-9.
    expect(judgeMany("true", 300, by + 0.5).supported).toBe(300);
    expect(judgeMany("false", 300, by - 0.5).refuted).toBe(300);
  });
});
