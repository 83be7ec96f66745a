import type { CompiledFormula } from "../../claims/formula/compile.ts";
import { inputValues } from "../../claims/formula/formula-inputs.ts";
import { alteredText, mutants as mutantsOf } from "../../claims/formula/mutants.ts";
import { screenMutants } from "../../claims/formula/screen-mutants.ts";
import { alteredTex } from "../../claims/formula/tex.ts";
import type { LimitTest } from "../../claims/tests.ts";
import { AsymptopiaError } from "../../foundation/errors.ts";
import { studentMixtureLogEvidence } from "../confidence-sequence/student-mixture.ts";
import { rejectedByEvidence } from "../e-values/benjamini-hochberg.ts";
import { logCalibrated, logMean } from "../e-values/calibrate.ts";
import { extrapolationWeights } from "../ladder/extrapolation.ts";
import type { MutationResult } from "../results/mutation-result.ts";
import { type ClaimedLimit, claimedLimit } from "./claimed-limit.ts";
import type { LimitPoint, PointEvidence } from "./limit-point.ts";

/**
 * How many wrong variants of the formula the data of these points refute.
 *
 * A mutant is treated as the claim would be: its own values at the realised problems are subtracted before the
 * extrapolation, its own value in the limit sets relative margins, and its own numerical error widens the interval. The
 * evidence against it at a point is that against the mean intercept nearest to the observed one that the mutant, its
 * margin and bias included, leaves possible; the evidence of the points is averaged, and e-BH picks from the mutants
 * those that are refuted, so that among them the expected share of formulas that are right within their margin is at
 * most `alpha`. Points where the formula is 0 (an even teacher) say nothing about its factors and are left out; points
 * without data, whose number may depend on the data of others, stay in and count as no evidence.
 */
export function runMutants(
  formula: CompiledFormula,
  points: readonly LimitPoint[],
  sizes: readonly number[],
  test: Pick<LimitTest, "margin" | "residualBias" | "finiteSizeExponent">,
  alpha: number,
): MutationResult {
  const informative = points.flatMap((point): readonly PointEvidence[] => {
    const evidence = point.evidence();
    if (evidence === null || formula.evaluate(inputValues(evidence.inputs.limit)) === 0) return [];
    return [evidence];
  });
  if (informative.length === 0) return { total: 0, killed: 0, survivors: [], equivalent: 0, invalid: 0 };
  const screened = screenMutants(
    formula,
    mutantsOf(formula),
    informative.map(({ inputs }) => inputValues(inputs.limit)),
  );
  const weights = extrapolationWeights(sizes, test.finiteSizeExponent);
  // What e-BH asks of a mutant that is refuted alone: with so much it is refuted whatever the evidence against others.
  const decisive = Math.log(screened.inequivalent.length / alpha);
  const against = screened.inequivalent.map((mutant) =>
    logMeanUpTo(
      decisive,
      informative.map((evidence) => () => logCalibrated(logEvidence(evidence, formula, mutant, weights, test))),
    ),
  );
  const killed = rejectedByEvidence(against, alpha);
  const survivors = screened.inequivalent.filter((_, i) => !killed[i]);
  return {
    total: screened.inequivalent.length,
    killed: screened.inequivalent.length - survivors.length,
    survivors: survivors.map((mutant) => ({
      expression: alteredText(mutant),
      tex: alteredTex(mutant),
      operator: mutant.operator,
      ...(mutant.why === undefined ? {} : { why: mutant.why }),
      discrepancy: mutant.discrepancy,
    })),
    equivalent: screened.equivalent.length,
    invalid: screened.invalid.length,
  };
}

/** log of the mean of e-values of which each may take a while; a lower bound on it that is at least `decisive` will do. */
function logMeanUpTo(decisive: number, parts: readonly (() => number)[]): number {
  const logs: number[] = [];
  for (const part of parts) {
    const log = part();
    const share = log - Math.log(parts.length);
    // The others can but add to it.
    if (share >= decisive) return share;
    logs.push(log);
  }
  return logMean(logs);
}

/** log(1/p) of a point against a mutant: the mixture's evidence at the nearest mean that the mutant leaves possible. */
function logEvidence(
  { inputs, intercepts, rho }: PointEvidence,
  formula: CompiledFormula,
  mutant: CompiledFormula,
  weights: readonly number[],
  test: Pick<LimitTest, "margin" | "residualBias">,
): number {
  // No intercepts say nothing, and those that are all equal nothing of their variance.
  if (intercepts.sumOfSquares === 0) return 0;
  const claimed = claimedIfReal(mutant, inputs, weights, test);
  // As a claim it would be refused here: its interval could not fit into its margin.
  if (claimed === null || claimed.residualBias >= claimed.margin) return 0;
  const centre = inputs.atSizes.reduce(
    (sum, at, s) => sum + weights[s] * (claimed.atSizes[s].value - formula.evaluate(inputValues(at))),
    0,
  );
  const reach = claimed.margin + claimed.residualBias;
  const distance = intercepts.mean - centre;
  if (Math.abs(distance) <= reach) return 0;
  return studentMixtureLogEvidence(intercepts, centre + Math.sign(distance) * reach, rho);
}

/** Null where the mutant has no value at a realised problem, or none to be trusted: then nothing was tested. */
function claimedIfReal(...mutant: Parameters<typeof claimedLimit>): ClaimedLimit | null {
  try {
    return claimedLimit(...mutant);
  } catch (thrown) {
    if (thrown instanceof AsymptopiaError) return null;
    throw thrown;
  }
}
