import type { Claim } from "../../claims/claim.ts";
import { limitClaim } from "../../claims/limit-claim.ts";
import { exactly } from "../../foundation/quantity.ts";
import { replicatesPerUnit } from "../../verification/ladder/allocation.ts";
import { extrapolationWeights } from "../../verification/ladder/extrapolation.ts";
import { type LawName, laws } from "../laws.ts";
import { numbered, type Scenario, type Truth, unread } from "../scenario.ts";
import { type Setting, type SyntheticPoint, syntheticExperiment } from "../synthetic-experiment.ts";

type LimitSetting = Setting & {
  readonly law: LawName;
  /** By how much the limit differs from the formula. */
  readonly error: number;
  /** What the extrapolation leaves of the bias at these sizes. */
  readonly remainder: number;
  /** Standard deviation of a replicate. */
  readonly noise: number;
};

export type LimitPoint = SyntheticPoint<LimitSetting>;

/** What the formula gives. */
export const formulaValue = 3;
const sizes = [20, 40, 80];
const perUnit = replicatesPerUnit({
  sizes,
  weights: extrapolationWeights(sizes, 1),
  costs: sizes.map(() => 1),
  varianceExponent: 1,
});

/** x = formula + error + remainder + 7/size + noise: a bias of the declared order, and one of which nothing vanishes. */
export const experiment = syntheticExperiment<LimitPoint>({
  kind: "limit",
  module: import.meta.url,
  observables: { x: { meaning: "the formula with bias and noise" } },
  perUnit,
  observe: ({ law, error, remainder, noise }, size, stream) => ({
    x: formulaValue + error + remainder + 7 / size + noise * laws[law].draw(stream),
  }),
});

/** At the end of the budget the margin is 10 standard errors of the mean intercept. */
export const limitSetting = { margin: 0.5, residualBias: 0.1, noise: 0.9, units: 512, sizes, perUnit };

/** The claim that x tends to the formula, at points that differ by their random numbers. */
function claimOf(numbers: readonly number[], point: LimitSetting): Claim {
  const { margin, residualBias } = limitSetting;
  return limitClaim<LimitPoint>({
    id: "calibration/limit",
    ...unread,
    experiment,
    grid: numbered(numbers, point),
    sizes,
    test: {
      observable: "x",
      formula: {
        expression: "a",
        symbols: { a: { tex: "a", meaning: "the limit" } },
        inputs: () => ({ a: exactly(formulaValue) }),
      },
      margin: { absolute: margin },
      residualBias: { absolute: residualBias },
      finiteSizeExponent: 1,
    },
  }) as unknown as Claim;
}

interface Case {
  readonly name: string;
  readonly truth: Truth;
  readonly what: string;
  readonly point: Partial<LimitSetting>;
}

const { margin, residualBias, noise, units } = limitSetting;

const cases: readonly Case[] = [
  { name: "right", truth: "true", what: "the formula is the limit", point: {} },
  {
    name: "edge-above",
    truth: "just true",
    what: "limit above the formula by the margin, extrapolation by the bias bound",
    point: { error: margin, remainder: residualBias },
  },
  {
    name: "edge-below",
    truth: "just true",
    what: "limit below the formula by the margin, extrapolation by the bias bound",
    point: { error: -margin, remainder: -residualBias },
  },
  {
    name: "outside-above",
    truth: "just false",
    what: "limit above the formula by the margin, extrapolation below it by the bias bound",
    point: { error: margin, remainder: -residualBias },
  },
  {
    name: "outside-below",
    truth: "just false",
    what: "limit below the formula by the margin, extrapolation above it by the bias bound",
    point: { error: -margin, remainder: residualBias },
  },
  {
    name: "off",
    truth: "false",
    what: "limit off by two margins, extrapolation back by the bias bound",
    point: { error: 2 * margin, remainder: -residualBias },
  },
  {
    name: "little",
    truth: "undecidable",
    what: "limit off by the margin, an eighth of the budget",
    point: { error: margin, units: units / 8 },
  },
  { name: "noisy", truth: "undecidable", what: "the formula is the limit, 20 times the noise", point: { noise: 18 } },
];

export const limitScenarios: readonly Scenario[] = (
  ["gaussian", "uniform", "two-point", "log-normal-mean", "log-normal"] as const
).flatMap((law) =>
  cases.map(
    ({ name, truth, what, point }): Scenario => ({
      id: `limit/${law}/${name}`,
      kind: "limit",
      law: laws[law].title,
      truth,
      what,
      guarantee: law === "gaussian" ? "exact" : "asymptotic",
      skewed: false,
      claim: (numbers) => claimOf(numbers, { law, units, error: 0, remainder: 0, noise, ...point }),
    }),
  ),
);
