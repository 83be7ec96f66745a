import { limitClaim } from "../claims/limit-claim.ts";
import { exactly } from "../foundation/quantity.ts";
import { BoundedMean } from "../verification/confidence-sequence/bounded-mean.ts";
import { planClaim } from "../verification/plan/plan-claim.ts";
import type { ClaimResult } from "../verification/results/claim-result.ts";
import type { MutationResult } from "../verification/results/mutation-result.ts";
import { answerJudge, claimStream } from "./answer-judges.ts";
import { falseAlarm, shownLevel } from "./assess.ts";
import { experiment, formulaValue, type LimitPoint, limitSetting } from "./kinds/limit.ts";
import type { MutantsRow, Outcome } from "./result.ts";
import { numbered, unread } from "./scenario.ts";
import { planOptions } from "./tally.ts";

const withinMargin = "true within the margin";

const { margin, residualBias, units, noise, sizes } = limitSetting;

/** Formulas that are as far off as a true one may be, or a little less. */
const trueVariants = [0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07].map((less) => ({
  why: withinMargin,
  expression: `a * b + ${margin - less}`,
}));

const wrongVariants = [2, 3].map((margins) => ({
  why: "off by margins",
  expression: `a * b + ${margins * margin}`,
}));

/** A claim whose formula is right, and whose simulation leans away from the true variants by all of the bias bound. */
function claimOf(number: number) {
  return limitClaim<LimitPoint>({
    id: "calibration/mutants",
    ...unread,
    experiment,
    grid: numbered([number], { law: "gaussian", units, error: 0, remainder: -residualBias, noise }),
    sizes,
    test: {
      observable: "x",
      formula: {
        expression: "a * b",
        symbols: { a: { tex: "a", meaning: "a factor" }, b: { tex: "b", meaning: "a factor" } },
        inputs: () => ({ a: exactly(1.5), b: exactly(formulaValue / 1.5) }),
        variants: [...trueVariants, ...wrongVariants],
      },
      margin: { absolute: margin },
      residualBias: { absolute: residualBias },
      finiteSizeExponent: 1,
    },
  });
}

/** How many of the mutants that are true within the margin are among those that verification refutes. */
export async function measureMutants(seed: string, alpha: number, claims: number): Promise<MutantsRow> {
  const shares = new BoundedMean(0, 1);
  let [trueRefuted, wrongRefuted, sum, total] = [0, 0, 0, 0];
  for (let number = 0; number < claims; number += 1) {
    const mutants = await mutantsOf(seed, alpha, number);
    const survivors = mutants.survivors.filter(({ why }) => why === withinMargin).length;
    const wrongly = trueVariants.length - survivors;
    const share = wrongly / Math.max(1, mutants.killed);
    shares.add(share);
    sum += share;
    trueRefuted += wrongly;
    wrongRefuted += mutants.killed - wrongly;
    total = mutants.total;
  }
  return {
    alpha,
    claims,
    true: trueVariants.length,
    wrong: total - trueVariants.length,
    trueRefuted,
    wrongRefuted,
    falseDiscoveryRate: sum / claims,
    interval: shares.interval(1 - shownLevel),
    outcome: outcomeOf(shares, alpha),
  };
}

async function mutantsOf(seed: string, alpha: number, number: number): Promise<MutationResult> {
  const claim = claimOf(number) as never;
  const plan = await planClaim(claim, planOptions(claim, alpha));
  for (const assignment of plan.assignments) {
    answerJudge(assignment, (size) => claimStream(seed, "mutants", number, size));
  }
  return (plan.result("no") as Extract<ClaimResult, { readonly kind: "limit" }>).mutants;
}

function outcomeOf(shares: BoundedMean, alpha: number): Outcome {
  const log = shares.logEvidenceAgainstAtMost(alpha);
  if (log >= -Math.log(falseAlarm)) return "fails";
  return log >= -Math.log((1 - shownLevel) / 2) ? "noticeable" : "holds";
}
