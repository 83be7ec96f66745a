import { boundClaim } from "../../claims/bound-claim.ts";
import type { Claim } from "../../claims/claim.ts";
import type { BoundTest } from "../../claims/tests.ts";
import { exactly } from "../../foundation/quantity.ts";
import { normalQuantile } from "../../verification/distributions/normal.ts";
import { numbered, type Scenario, type Truth, unread } from "../scenario.ts";
import { type Setting, type SyntheticPoint, syntheticExperiment } from "../synthetic-experiment.ts";

type BoundLaw = "bernoulli" | "log-normal";

type BoundSetting = Setting & {
  readonly law: BoundLaw;
  /** The probability with which the bound fails. */
  readonly rate: number;
};

type BoundPoint = SyntheticPoint<BoundSetting>;

const sizes = [10, 20];

/**
 * `bernoulli`: 1 with the rate's probability and else 0, against the bound ½. `log-normal`: a log-normal number times a
 * random scale, against the scale, which the bound observes.
 */
export const experiment = syntheticExperiment<BoundPoint>({
  kind: "bound",
  module: import.meta.url,
  observables: { x: { meaning: "what is bounded" }, scale: { meaning: "the scale that the bound is made of" } },
  perUnit: sizes.map(() => 1),
  observe({ law, rate }, _size, stream) {
    if (law === "bernoulli") return { x: stream.uniform() < rate ? 1 : 0, scale: 1 };
    const scale = Math.exp(stream.normal());
    return { x: scale * Math.exp(stream.normal() + normalQuantile(rate)), scale };
  },
});

const bounds: Readonly<Record<BoundLaw, BoundTest<BoundPoint>["bound"]>> = {
  bernoulli: {
    expression: "c",
    symbols: { c: { tex: "c", meaning: "a constant" } },
    inputs: () => ({ c: exactly(0.5) }),
  },
  "log-normal": {
    expression: "c * s",
    symbols: { c: { tex: "c", meaning: "a constant" }, s: { tex: "s", meaning: "the scale" } },
    inputs: () => ({ c: exactly(1) }),
    observed: { s: "scale" },
  },
};

const share = 0.05;

function claimOf(numbers: readonly number[], point: BoundSetting, failureRate: number): Claim {
  const test: Omit<BoundTest<BoundPoint>, "kind"> = {
    observable: "x",
    direction: "at-most",
    bound: bounds[point.law],
    failureRate,
    ...(failureRate === 0 ? { exceptionalShare: share } : {}),
  };
  const grid = numbered(numbers, point);
  return boundClaim<BoundPoint>({
    id: "calibration/bound",
    ...unread,
    experiment,
    grid,
    sizes,
    test,
  }) as unknown as Claim;
}

interface Case {
  readonly name: string;
  readonly truth: Truth;
  readonly what: string;
  readonly rate: (failureRate: number) => number;
  /** Share of the budget. */
  readonly part?: number;
}

const withRate: readonly Case[] = [
  { name: "right", truth: "true", what: "fails a fifth as often as allowed", rate: (rate) => rate / 5 },
  { name: "edge", truth: "on the edge", what: "fails exactly as often as allowed", rate: (rate) => rate },
  { name: "off", truth: "false", what: "fails three times as often as allowed", rate: (rate) => 3 * rate },
  {
    name: "little",
    truth: "undecidable",
    what: "fails exactly as often as allowed, a sixteenth of the budget",
    rate: (rate) => rate,
    part: 1 / 16,
  },
];

const always: readonly Case[] = [
  { name: "right", truth: "true", what: "never fails", rate: () => 0 },
  { name: "outside", truth: "just false", what: "fails with the share that support excludes", rate: () => share },
  { name: "off", truth: "false", what: "fails with twice the share that support excludes", rate: () => 2 * share },
];

/** Law, δ, title, replicates of each size, and cases. */
const laws: readonly (readonly [BoundLaw, number, string, number, readonly Case[]])[] = [
  ["bernoulli", 0.1, "Bernoulli, δ = 0.1", 4096, withRate],
  ["bernoulli", 0.01, "rare Bernoulli, δ = 0.01", 4096, withRate],
  ["log-normal", 0.1, "log-normal against an observed scale, δ = 0.1", 256, withRate.slice(0, -1)],
  ["bernoulli", 0, "always: Bernoulli, δ = 0", 4096, always],
];

export const boundScenarios: readonly Scenario[] = laws.flatMap(([law, failureRate, title, units, cases]) =>
  cases.map(
    ({ name, truth, what, rate, part = 1 }): Scenario => ({
      id: `bound/${law}/${failureRate}/${name}`,
      kind: "bound",
      law: title,
      truth,
      what,
      guarantee: "exact",
      skewed: false,
      claim: (numbers) => claimOf(numbers, { law, units: part * units, rate: rate(failureRate) }, failureRate),
    }),
  ),
);
