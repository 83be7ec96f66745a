import { describe, expect, it } from "vitest";
import { createStream } from "../../simulation/random/create-stream.ts";
import { exactLooks } from "../sequential/exact-looks.ts";
import { countVerdicts } from "../testing/count-verdicts.ts";
import { unlikelyCount } from "../testing/unlikely-count.ts";
import { BoundEvidence, type BoundProblem } from "./bound-evidence.ts";

// α is far larger than in use, so that errors occur often enough to count.
const alpha = 0.05;
const problem: BoundProblem = {
  observable: "x",
  direction: "at-most",
  observed: [],
  bound: () => ({ value: 1, error: 0 }),
  failureRate: 0.1,
  excludedRate: 0.1,
  rounding: { relative: 1e-12 },
  alpha,
};
const statements = 1500;
// Above this many of 1500 statements at a probability of α each: with probability 1e-6 at most.
const most = unlikelyCount(statements, alpha, 1e-6);

/** Verdicts on bounds that fail at a rate, looked at as often as in use, or after every replicate. */
function judgeMany(label: string, count: number, rate: number, changes: Partial<BoundProblem> = {}, growth = 1.25) {
  const stream = createStream(["bound calibration", label]);
  return countVerdicts(
    count,
    growth > 1 ? { looks: exactLooks, mostUnits: 600 } : { looks: { first: 1, growth, step: 1 }, mostUnits: 60 },
    () => new BoundEvidence({ ...problem, ...changes }),
    () => ({ x: stream.uniform() < rate ? 2 : 0.5 }),
  );
}

describe("bounds", () => {
  it("that fail exactly as often as they may are refuted for a share α at most, and so are they supported", () => {
    const { refuted, supported } = judgeMany("at δ", statements, 0.1);
    expect(refuted).toBeLessThan(most);
    expect(supported).toBeLessThan(most);
    // The evidence is a martingale there, with an error probability that is not much smaller than α.
    expect(refuted + supported).toBeGreaterThan(0);
  });

  it("are so at whatever looks", () => {
    const { refuted, supported } = judgeMany("every replicate", 1000, 0.1, {}, 1);
    const mostOf1000 = unlikelyCount(1000, alpha, 1e-6);
    expect(refuted).toBeLessThan(mostOf1000);
    expect(supported).toBeLessThan(mostOf1000);
  });

  it("that are to hold always and have exceptions on the excluded share are supported for a share α at most", () => {
    const always = { failureRate: 0, excludedRate: 0.05 };
    expect(judgeMany("always", statements, 0.05, always).supported).toBeLessThan(most);
    expect(judgeMany("always, true", 300, 0, always)).toEqual({ supported: 300, refuted: 0, undecided: 0 });
  });

  it("that fail three times as often as they may, or never, are decided", () => {
    // After 600 replicates at a rate of .3 the log evidence is 600·KL(.3‖.1) = 92, less a few for the mixture and give or
    // take 15: that 3 is not reached is 5 standard deviations away, and has probability below 1e-20 three times in 300.
    expect(judgeMany("false", 300, 0.3).refuted).toBeGreaterThanOrEqual(298);
    expect(judgeMany("true", 300, 0).supported).toBe(300);
    // At .02 it is 600·KL(.02‖.1) = 31, give or take 6: 3 is 4 of these away, and 16 of 300 have probability below 1e-30.
    expect(judgeMany("true at .02", 300, 0.02).supported).toBeGreaterThanOrEqual(285);
  });
});
