import type { Claim } from "../../claims/claim.ts";
import { lawClaim } from "../../claims/law-claim.ts";
import type { LawTest } from "../../claims/tests.ts";
import type { Stream } from "../../simulation/stream.ts";
import { normalQuantile } from "../../verification/distributions/normal.ts";
import { numbered, type Scenario, type Truth, unread } from "../scenario.ts";
import { type Setting, type SyntheticPoint, syntheticExperiment } from "../synthetic-experiment.ts";

type LawLaw = "gaussian" | "uniform" | "two-point" | "log-normal";

type LawSetting = Setting & {
  readonly law: LawLaw;
  /** Kolmogorov distance of the two laws of numbers, and total variation distance of those of trajectories. */
  readonly distance: number;
  /** Share of the replicates on which the coupled runs differ by more than rounding. */
  readonly uncoupled: number;
};

type LawPoint = SyntheticPoint<LawSetting>;

const trajectoryLength = 4;

/** The shift of N(0, 1) that moves it by this distance, of Kolmogorov or in total variation, which are the same there. */
const gaussianShift = (distance: number): number => (distance === 0 ? 0 : 2 * normalQuantile((1 + distance) / 2));

const numbers: Readonly<Record<LawLaw, (stream: Stream, distance: number) => number>> = {
  gaussian: (stream, distance) => stream.normal() + gaussianShift(distance),
  uniform: (stream, distance) => stream.uniform() + distance,
  "two-point": (stream, distance) => (stream.uniform() < 0.5 + distance ? 1 : 0),
  "log-normal": (stream, distance) => Math.exp(stream.normal() + gaussianShift(distance)),
};

function trajectory(stream: Stream, distance: number): Float64Array {
  const out = new Float64Array(trajectoryLength);
  stream.fillNormal(out);
  out[0] += gaussianShift(distance);
  return out;
}

export const experiment = syntheticExperiment<LawPoint>({
  kind: "law",
  module: import.meta.url,
  observables: {
    left: { meaning: "a number of the one law" },
    right: { meaning: "a number of the other" },
    "left-run": { meaning: "a trajectory of the one law" },
    "right-run": { meaning: "a trajectory of the other" },
    discrepancy: { meaning: "the difference of the coupled runs" },
    scale: { meaning: "their size" },
  },
  perUnit: [1],
  observe: ({ law, distance, uncoupled }, _size, stream) => ({
    left: numbers[law](stream, 0),
    right: numbers[law](stream, distance),
    "left-run": trajectory(stream, 0),
    "right-run": trajectory(stream, distance),
    discrepancy: stream.uniform() < uncoupled ? 1 : 0,
    scale: 1,
  }),
});

type Comparison = "projection" | "classifier" | "coupling";

const share = 0.05;
const margins = { projection: 0.2, classifier: 0.25 } as const;

const tests: Readonly<Record<Comparison, Omit<LawTest, "kind">>> = {
  projection: { projections: [{ name: "the number", left: "left", right: "right" }], margin: margins.projection },
  classifier: {
    classifier: { name: "the trajectory", left: "left-run", right: "right-run" },
    margin: margins.classifier,
  },
  coupling: { coupling: { discrepancy: "discrepancy", scale: "scale", factor: 8, exceptionalShare: share } },
};

/** Replicates of a claim; of a classifier's, a third trains it. */
const units: Readonly<Record<Comparison, number>> = { projection: 1024, classifier: 768, coupling: 512 };

interface Case {
  readonly name: string;
  readonly truth: Truth;
  readonly what: string;
  readonly point: Partial<LawSetting>;
}

function distances(comparison: "projection" | "classifier"): readonly Case[] {
  const margin = margins[comparison];
  const little: Case = {
    name: "little",
    truth: "undecidable",
    what: "distance equal to the margin, an eighth of the budget",
    point: { distance: margin, units: units[comparison] / 8 },
  };
  return [
    { name: "right", truth: "true", what: "the laws are equal", point: {} },
    {
      name: "edge",
      truth: comparison === "classifier" ? "just true" : "on the edge",
      what: "distance equal to the margin",
      point: { distance: margin },
    },
    ...(comparison === "classifier" ? [] : [little]),
    { name: "off", truth: "false", what: "distance of two margins", point: { distance: 2 * margin } },
  ];
}

const coupled: readonly Case[] = [
  { name: "right", truth: "true", what: "the coupled runs agree", point: {} },
  {
    name: "outside",
    truth: "just false",
    what: "they differ with the share that support excludes",
    point: { uncoupled: share },
  },
  { name: "off", truth: "false", what: "they differ with twice that share", point: { uncoupled: 2 * share } },
];

const combinations: readonly (readonly [Comparison, LawLaw, string, readonly Case[]])[] = [
  ["projection", "gaussian", "Kolmogorov distance: Gaussian, shifted", distances("projection")],
  ["projection", "uniform", "Kolmogorov distance: uniform, shifted", distances("projection")],
  ["projection", "two-point", "Kolmogorov distance: two-point", distances("projection")],
  ["projection", "log-normal", "Kolmogorov distance: log-normal, scaled", distances("projection")],
  ["classifier", "gaussian", "classifier: Gaussian trajectories, shifted", distances("classifier")],
  ["coupling", "gaussian", "coupling: Bernoulli exceptions", coupled],
];

export const lawScenarios: readonly Scenario[] = combinations.flatMap(([comparison, law, title, cases]) =>
  cases.map(
    ({ name, truth, what, point }): Scenario => ({
      id: `law/${comparison}/${law}/${name}`,
      kind: "law",
      law: title,
      truth,
      what,
      guarantee: "exact",
      skewed: false,
      claim: (claims) =>
        lawClaim({
          id: "calibration/law",
          ...unread,
          experiment,
          grid: numbered(claims, { law, units: units[comparison], distance: 0, uncoupled: 0, ...point }),
          sizes: [10],
          test: tests[comparison],
        }) as unknown as Claim,
    }),
  ),
);
