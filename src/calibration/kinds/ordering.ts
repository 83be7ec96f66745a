import type { Claim } from "../../claims/claim.ts";
import { orderingClaim } from "../../claims/ordering-claim.ts";
import type { OrderingTest } from "../../claims/tests.ts";
import { type LawName, laws } from "../laws.ts";
import { type Guarantee, numbered, type Scenario, type Truth, unread } from "../scenario.ts";
import { type Setting, type SyntheticPoint, syntheticExperiment } from "../synthetic-experiment.ts";

type OrderingSetting = Setting & {
  readonly law: LawName;
  /** Mean of better − worse. */
  readonly advantage: number;
  readonly noise: number;
};

type OrderingPoint = SyntheticPoint<OrderingSetting>;

const range = [0, 1] as const;

/** The same pair of observables with a declared range and without one, half of the difference on either. */
export const experiment = syntheticExperiment<OrderingPoint>({
  kind: "ordering",
  module: import.meta.url,
  observables: {
    "better-share": { meaning: "the better one, in a known range", range },
    "worse-share": { meaning: "the worse one, in a known range", range },
    better: { meaning: "the better one" },
    worse: { meaning: "the worse one" },
  },
  perUnit: [1],
  observe({ law, advantage, noise }, _size, stream) {
    const half = (advantage + noise * laws[law].draw(stream)) / 2;
    const [better, worse] = [0.5 + half, 0.5 - half];
    const inRange = Math.abs(half) <= 0.5;
    return { better, worse, ...(inRange ? { "better-share": better, "worse-share": worse } : {}) };
  },
});

const by = 0.1;
const step = 0.1;
const noise = 0.18;
const units = 512;

type Differences = NonNullable<OrderingTest["differences"]>;

function claimOf(numbers: readonly number[], point: OrderingSetting, differences: Differences): Claim {
  const names = differences === "bounded" ? ["better-share", "worse-share"] : ["better", "worse"];
  return orderingClaim({
    id: "calibration/ordering",
    ...unread,
    experiment,
    grid: numbered(numbers, point),
    sizes: [10],
    test: { better: names[0], worse: names[1], criterion: "larger", by, differences },
  }) as unknown as Claim;
}

interface Case {
  readonly name: string;
  readonly truth: Truth;
  readonly what: string;
  readonly point: Partial<OrderingSetting>;
}

const cases: readonly Case[] = [
  {
    name: "right",
    truth: "true",
    what: "better by 11 standard errors of the final mean more than stated",
    point: { advantage: by + step },
  },
  { name: "edge", truth: "on the edge", what: "better by exactly what is stated", point: {} },
  {
    name: "off",
    truth: "false",
    what: "better by 11 standard errors less than stated",
    point: { advantage: by - step },
  },
  {
    name: "little",
    truth: "undecidable",
    what: "better by exactly what is stated, half of the budget",
    point: { units: units / 2 },
  },
];

const combinations: readonly (readonly [Differences, Guarantee, readonly LawName[]])[] = [
  ["bounded", "exact", ["uniform", "two-point", "rare-two-point"]],
  ["nearly-gaussian", "exact", ["gaussian"]],
  ["nearly-gaussian", "asymptotic", ["log-normal-mean"]],
  ["any", "asymptotic", ["gaussian", "log-normal-mean", "log-normal", "reversed-log-normal"]],
];

export const orderingScenarios: readonly Scenario[] = combinations.flatMap(([differences, guarantee, names]) =>
  names.flatMap((law, i) =>
    // The small budget is for one law of each.
    cases
      .filter(({ name }) => name !== "little" || i === 0)
      .map(
        ({ name, truth, what, point }): Scenario => ({
          id: `ordering/${differences}/${law}/${name}`,
          kind: "ordering",
          law: `differences ${differences}: ${laws[law].title}`,
          truth,
          what,
          guarantee,
          skewed: differences === "any" && law.endsWith("log-normal"),
          claim: (numbers) => claimOf(numbers, { law, units, advantage: by, noise, ...point }, differences),
        }),
      ),
  ),
);
