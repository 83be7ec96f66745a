import { describe, expect, it } from "vitest";
import { createStream } from "../../simulation/random/create-stream.ts";
import { driveJudge, shows } from "../testing/drive-judge.ts";
import { limitJudge } from "../testing/limit-judge.ts";
import type { LimitProblem } from "./limit-evidence.ts";

// A replicate at size d is limit + bias/d + noise, with noise of standard deviation 1: intercepts on these sizes have
// weights −½, ½, 1 and standard deviation √1.5. α is far larger than in use, so that errors occur often enough to count.
const problem: LimitProblem = {
  observable: "x",
  sizes: [20, 40, 80],
  theoryAtSizes: [3, 3, 3],
  finiteSizeExponent: 1,
  margin: 0.5,
  residualBias: 0.2,
  alpha: 0.05,
  mostUnits: 800,
};

type Verdicts = Record<string, number>;

/** Verdicts on `claims` claims of which the simulation is off by `error` in the limit. */
function judgeMany(claims: number, error: number, noise: () => number): Verdicts {
  const verdicts: Verdicts = { supported: 0, refuted: 0, undecided: 0 };
  for (let claim = 0; claim < claims; claim += 1) {
    const judgement = driveJudge(limitJudge(problem), (size) => shows(3 + error + 7 / size + noise()));
    verdicts[judgement.verdict] += 1;
  }
  return verdicts;
}

function gaussian(label: string): () => number {
  const stream = createStream(["limit calibration", label]);
  return () => stream.normal();
}

/**
 * Means over 64 columns of a log-normal law (σ = 1, skewness 6.2), centred and scaled: the skewness of such a mean is
 * 0.77. They are drawn with replacement from a fixed pool, whose own mean is taken off, so that the law that the judge
 * sees is skewed alike and its mean is 0 exactly.
 */
function skewed(label: string): () => number {
  const stream = createStream(["limit calibration", label]);
  const columns = new Float64Array(64);
  const pool = Float64Array.from({ length: 20_000 }, () => {
    stream.fillNormal(columns);
    return columns.reduce((sum, z) => sum + Math.exp(z), 0) / columns.length;
  });
  const mean = pool.reduce((sum, x) => sum + x, 0) / pool.length;
  const deviation = Math.sqrt(pool.reduce((sum, x) => sum + (x - mean) ** 2, 0) / pool.length);
  return () => (pool[Math.floor(pool.length * stream.uniform())] - mean) / deviation;
}

// A binomial of 1500 draws at .05 is 120 or more with probability 5.1e-7 (summed exactly).
const claims = 1500;
const mostRefuted = 119;

/** The limit of a claim that is only just true: off by the margin, and the extrapolation by the bias bound as well. */
const justTrue = problem.margin + problem.residualBias;

describe.each([
  ["Gaussian replicates", gaussian],
  ["means of a skewed law, for which the sequence is valid only asymptotically", skewed],
])("with %s", (_, law) => {
  it("refutes at most a share α of claims that are only just true, on either side", () => {
    for (const side of [1, -1]) {
      const { refuted } = judgeMany(claims, side * justTrue, law(`just true ${side}`));
      expect(refuted).toBeLessThanOrEqual(mostRefuted);
    }
  });

  it("supports at most a share α of claims that are only just false, on either side", () => {
    for (const side of [1, -1]) {
      const { supported } = judgeMany(
        claims,
        side * (problem.margin - problem.residualBias),
        law(`just false ${side}`),
      );
      expect(supported).toBeLessThanOrEqual(mostRefuted);
    }
  });

  it("decides what is clear: supports what is exact, refutes what is off by two margins", () => {
    // At 800 replicates the half-width is near 0.14 and the mean's standard error 0.043: what is left of the margin
    // after the bias bound, 0.3, is 3.7 standard errors beyond it, so that a claim stays open with probability below
    // 3e-4, and 16 of 300 do with probability below 1e-30.
    expect(judgeMany(300, 0, law("exact")).supported).toBeGreaterThanOrEqual(285);
    for (const side of [1, -1]) {
      expect(judgeMany(300, side * 2 * problem.margin, law(`false ${side}`)).refuted).toBeGreaterThanOrEqual(285);
    }
  });
});
