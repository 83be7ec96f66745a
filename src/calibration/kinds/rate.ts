import type { Claim } from "../../claims/claim.ts";
import { rateClaim } from "../../claims/rate-claim.ts";
import type { RateTest } from "../../claims/tests.ts";
import { replicatesPerUnit } from "../../verification/ladder/allocation.ts";
import { slopeWeights } from "../../verification/ladder/slope.ts";
import { type LawName, laws } from "../laws.ts";
import { numbered, type Scenario, type Truth, unread } from "../scenario.ts";
import { type Setting, type SyntheticPoint, syntheticExperiment } from "../synthetic-experiment.ts";

type RateSetting = Setting & {
  readonly law: LawName;
  /** The exponent that the finite sizes show. */
  readonly exponent: number;
  readonly logPower: number;
  /** Standard deviation of the logarithm of a replicate. */
  readonly noise: number;
};

type RatePoint = SyntheticPoint<RateSetting>;

const sizes = [16, 32, 64, 128];

export const experiment = syntheticExperiment<RatePoint>({
  kind: "rate",
  module: import.meta.url,
  observables: { error: { meaning: "a power of the size with noise" } },
  perUnit: replicatesPerUnit({ sizes, weights: slopeWeights(sizes), costs: sizes.map(() => 1), varianceExponent: 0 }),
  observe: ({ law, exponent, logPower, noise }, size, stream) => ({
    error: Math.log(size) ** logPower * size ** -exponent * Math.exp(noise * laws[law].draw(stream)),
  }),
});

const gamma = 1;
const margin = 0.1;
const residualBias = 0.02;
const noise = 0.45;
const units = 512;

function claimOf(numbers: readonly number[], point: RateSetting, sense: "equal" | "at-least"): Claim {
  const test: Omit<RateTest, "kind"> = {
    observable: "error",
    exponent: gamma,
    logPower: point.logPower,
    margin,
    residualBias,
    sense,
  };
  const grid = numbered(numbers, point);
  return rateClaim({ id: "calibration/rate", ...unread, experiment, grid, sizes, test }) as unknown as Claim;
}

interface Case {
  readonly name: string;
  readonly truth: Truth;
  readonly what: string;
  readonly point: Partial<RateSetting>;
  readonly sense?: "at-least";
}

const cases: readonly Case[] = [
  { name: "right", truth: "true", what: "the exponent is right", point: {} },
  {
    name: "edge-above",
    truth: "just true",
    what: "exponent above by the margin, that of the finite sizes by the bias bound more",
    point: { exponent: gamma + margin + residualBias },
  },
  {
    name: "edge-below",
    truth: "just true",
    what: "exponent below by the margin, that of the finite sizes by the bias bound more",
    point: { exponent: gamma - margin - residualBias },
  },
  {
    name: "at-least-edge",
    truth: "just true",
    what: "at least that rate: exponent below by the margin and the bias bound, with a logarithm",
    point: { exponent: gamma - margin - residualBias, logPower: 1 },
    sense: "at-least",
  },
  {
    name: "outside-above",
    truth: "just false",
    what: "exponent above by the margin, that of the finite sizes by the bias bound less",
    point: { exponent: gamma + margin - residualBias },
  },
  {
    name: "outside-below",
    truth: "just false",
    what: "exponent below by the margin, that of the finite sizes by the bias bound less",
    point: { exponent: gamma - margin + residualBias },
  },
  {
    name: "off",
    truth: "false",
    what: "exponent off by two margins, that of the finite sizes by the bias bound less",
    point: { exponent: gamma - 2 * margin + residualBias },
  },
  {
    name: "little",
    truth: "undecidable",
    what: "exponent off by the margin, an eighth of the budget",
    point: { exponent: gamma + margin, units: units / 8 },
  },
  { name: "noisy", truth: "undecidable", what: "the exponent is right, 8 times the noise", point: { noise: 3.6 } },
];

export const rateScenarios: readonly Scenario[] = (
  ["gaussian", "uniform", "two-point", "log-normal-mean", "log-normal"] as const
).flatMap((law) =>
  // The exponential of such noise overflows now and then where it is log-normal itself.
  cases
    .filter(({ name }) => name !== "noisy" || law !== "log-normal")
    .map(
      ({ name, truth, what, point, sense }): Scenario => ({
        id: `rate/${law}/${name}`,
        kind: "rate",
        law: `logarithms: ${laws[law].title}`,
        truth,
        what,
        guarantee: law === "gaussian" ? "exact" : "asymptotic",
        skewed: false,
        claim: (numbers) =>
          claimOf(numbers, { law, units, exponent: gamma, logPower: 0, noise, ...point }, sense ?? "equal"),
      }),
    ),
);
