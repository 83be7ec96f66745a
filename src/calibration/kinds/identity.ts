import type { Claim } from "../../claims/claim.ts";
import { identityClaim } from "../../claims/identity-claim.ts";
import { numbered, type Scenario, type Truth, unread } from "../scenario.ts";
import { type Setting, type SyntheticPoint, syntheticExperiment } from "../synthetic-experiment.ts";

type IdentitySetting = Setting & {
  /** Share of the instances on which the discrepancy is above the rounding that is allowed; elsewhere it is at its edge. */
  readonly exceptions: number;
  /** By how much the computations amplify an error of their data. */
  readonly condition: number;
};

type IdentityPoint = SyntheticPoint<IdentitySetting>;

const factor = 8;
const share = 0.05;
const units = 512;

export const experiment = syntheticExperiment<IdentityPoint>({
  kind: "identity",
  module: import.meta.url,
  observables: {
    discrepancy: { meaning: "the difference of the two computations" },
    scale: { meaning: "their size" },
    condition: { meaning: "their condition" },
  },
  perUnit: [1],
  observe({ exceptions, condition }, _size, stream) {
    const allowed = factor * Number.EPSILON * condition;
    return { discrepancy: stream.uniform() < exceptions ? 2 * allowed : allowed, scale: 1, condition };
  },
});

function claimOf(numbers: readonly number[], point: IdentitySetting): Claim {
  return identityClaim({
    id: "calibration/identity",
    ...unread,
    experiment,
    grid: numbered(numbers, point),
    sizes: [10],
    test: { discrepancy: "discrepancy", scale: "scale", condition: "condition", factor, exceptionalShare: share },
  }) as unknown as Claim;
}

const cases: readonly (readonly [string, Truth, string, Partial<IdentitySetting>])[] = [
  ["edge", "just true", "every difference is the largest that counts as rounding", {}],
  ["outside", "just false", "exceptions with the share that support excludes", { exceptions: share }],
  ["off", "false", "exceptions with twice the share that support excludes", { exceptions: 2 * share }],
  ["ill", "undecidable", "right, but too ill-conditioned to be evidence", { condition: 1e12 }],
];

export const identityScenarios: readonly Scenario[] = cases.map(
  ([name, truth, what, point]): Scenario => ({
    id: `identity/${name}`,
    kind: "identity",
    law: "exceptions: Bernoulli",
    truth,
    what,
    guarantee: "exact",
    skewed: false,
    claim: (numbers) => claimOf(numbers, { units, exceptions: 0, condition: 1, ...point }),
  }),
);
