import type { Looks } from "../verification/sequential/looks.ts";
import type { Scenario } from "./scenario.ts";
import { scenario, scenarios } from "./scenarios.ts";

/** The part of the table that a row belongs to. */
export type Block = "usual looks" | "a look after every unit" | "small error probability";

/** What is measured in one row of the table. */
export interface RowPlan {
  readonly block: Block;
  readonly scenario: Scenario;
  readonly alpha: number;
  readonly claims: number;
  readonly looks?: Looks;
}

/** How many synthetic claims a row has; `quick` shows that the machinery works, `full` measures. */
export interface Form {
  readonly name: "full" | "quick";
  /** In rows at the usual error probability. */
  readonly claims: number;
  /** In rows at the small one. */
  readonly claimsAtSmallAlpha: number;
  /** In rows with a look after every unit. */
  readonly claimsAtEveryUnit: number;
  /** Claims of which the mutants are counted. */
  readonly claimsWithMutants: number;
  /** Claims of each kind that are run through threads. */
  readonly claimsInThreads: number;
  /** Sequences in each row of skewed units. */
  readonly sequences: number;
}

export const forms: Readonly<Record<Form["name"], Form>> = {
  full: {
    name: "full",
    claims: 2000,
    claimsAtSmallAlpha: 10_000,
    claimsAtEveryUnit: 2000,
    claimsWithMutants: 1000,
    claimsInThreads: 5,
    sequences: 2_000_000,
  },
  quick: {
    name: "quick",
    claims: 100,
    claimsAtSmallAlpha: 200,
    claimsAtEveryUnit: 30,
    claimsWithMutants: 20,
    claimsInThreads: 2,
    sequences: 5000,
  },
};

/** So large that errors occur often enough to be counted. */
export const usualAlpha = 0.05;
/** That of a run without options, for all of its points together. */
export const smallAlpha = 0.001;

export const everyUnit: Looks = { first: 1, growth: 1, step: 1 };

const lookedAtEveryUnit = [
  "identity/edge",
  "identity/outside",
  "limit/gaussian/edge-below",
  "limit/log-normal-mean/edge-below",
  "limit/log-normal/edge-below",
  "rate/gaussian/edge-above",
  "rate/log-normal-mean/edge-above",
  "bound/bernoulli/0.1/little",
  "bound/bernoulli/0.01/little",
  "ordering/bounded/uniform/little",
  "ordering/nearly-gaussian/gaussian/edge",
  "ordering/nearly-gaussian/log-normal-mean/edge",
  "ordering/any/gaussian/edge",
  "ordering/any/log-normal/edge",
  "law/projection/gaussian/little",
  "law/coupling/gaussian/outside",
];

const atSmallAlpha = [
  "limit/gaussian/edge-below",
  "limit/log-normal-mean/edge-below",
  "limit/log-normal/edge-below",
  "rate/log-normal-mean/edge-above",
  "rate/log-normal/edge-above",
  "ordering/nearly-gaussian/log-normal-mean/edge",
  "ordering/any/gaussian/edge",
  "ordering/any/log-normal-mean/edge",
  "ordering/any/log-normal/edge",
];

/** All rows of the table. */
export function rowsOf(form: Form): readonly RowPlan[] {
  return [
    ...scenarios.map(
      (one): RowPlan => ({ block: "usual looks", scenario: one, alpha: usualAlpha, claims: form.claims }),
    ),
    ...lookedAtEveryUnit.map(
      (id): RowPlan => ({
        block: "a look after every unit",
        scenario: scenario(id),
        alpha: usualAlpha,
        claims: form.claimsAtEveryUnit,
        looks: everyUnit,
      }),
    ),
    ...atSmallAlpha.map(
      (id): RowPlan => ({
        block: "small error probability",
        scenario: scenario(id),
        alpha: smallAlpha,
        claims: form.claimsAtSmallAlpha,
      }),
    ),
  ];
}
