import { describe, expect, it } from "vitest";
import { createStream } from "../../simulation/random/create-stream.ts";
import { countVerdicts } from "../testing/count-verdicts.ts";
import { unlikelyCount } from "../testing/unlikely-count.ts";
import { type RateProblem, rateEvidence, rateLooks } from "./rate-evidence.ts";

// Exponents on these sizes, with noise .5 in the logarithm and two replicates of the outer sizes, have the standard
// deviation .24 a unit. α is far larger than in use, so that errors occur often enough to count.
const problem: RateProblem = {
  observable: "error",
  sizes: [10, 20, 40, 80],
  exponent: 0.5,
  logPower: 1,
  margin: 0.2,
  residualBias: 0.05,
  sense: "equal",
  alpha: 0.05,
  mostUnits: 300,
};
const statements = 1200;
// Above this many of 1200 statements at a probability of α each: with probability 1e-6 at most.
const most = unlikelyCount(statements, problem.alpha, 1e-6);

/**
 * Verdicts on rates whose exponent is off by `off`. The noise is Gaussian in the logarithm, or that of an exponential
 * variable, whose logarithm has the skewness −1.1 and a mean that does not depend on the size.
 */
function judgeMany(label: string, count: number, off: number, skewed: boolean, changes: Partial<RateProblem> = {}) {
  const stream = createStream(["rate calibration", label, off]);
  const noise = () => (skewed ? Math.log(-Math.log(1 - stream.uniform())) / 2.6 : 0.5 * stream.normal());
  const { sizes, mostUnits, exponent } = problem;
  return countVerdicts(
    count,
    { sizes, perUnit: [2, 1, 1, 2], looks: rateLooks, mostUnits },
    () => rateEvidence({ ...problem, ...changes }),
    (size) => ({ error: size ** -(exponent + off) * Math.log(size) * Math.exp(noise()) }),
  );
}

describe.each([
  ["Gaussian", false],
  ["skewed", true],
])("rates with %s logarithms", (_, skewed) => {
  it("that are only just true, off by the margin and the bias, are refuted for a share α at most", () => {
    const off = problem.margin + problem.residualBias;
    for (const side of [1, -1]) {
      expect(judgeMany("just true", statements / 2, side * off, skewed).refuted).toBeLessThan(
        unlikelyCount(statements / 2, problem.alpha, 1e-6),
      );
    }
    expect(judgeMany("at least", statements, -off, skewed, { sense: "at-least" }).refuted).toBeLessThan(most);
  });

  it("that are only just false are supported for a share α at most", () => {
    const off = problem.margin - problem.residualBias;
    expect(judgeMany("just false", statements, off, skewed).supported).toBeLessThan(most);
    expect(judgeMany("at least", statements, -off, skewed, { sense: "at-least" }).supported).toBeLessThan(most);
  });

  it("that are clear are decided", () => {
    // 300 units leave ±.043, give or take .014, of the .15 between the exponent and where its margin less the bias ends, or
    // of the .15 between twice the margin and where margin and bias end. Stability asks only that three sizes do not
    // contradict. Each is open with probability below 1e-6, and 16 of 300 with one below 1e-60.
    expect(judgeMany("true", 300, 0, skewed).supported).toBeGreaterThanOrEqual(285);
    for (const side of [1, -1]) {
      expect(judgeMany("false", 300, side * 2 * problem.margin, skewed).refuted).toBeGreaterThanOrEqual(285);
    }
  });
});
