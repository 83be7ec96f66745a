import { AsymptopiaError } from "../../foundation/errors.ts";
import { exactly } from "../../foundation/quantity.ts";
import type { Experiment } from "../../simulation/experiment.ts";
import { boundClaim } from "../bound-claim.ts";
import type { Claim } from "../claim.ts";
import type { ClaimDefinition } from "../define-claim.ts";
import { identityClaim } from "../identity-claim.ts";
import { lawClaim } from "../law-claim.ts";
import { limitClaim } from "../limit-claim.ts";
import { orderingClaim } from "../ordering-claim.ts";
import { rateClaim } from "../rate-claim.ts";
import type { Kind, Test } from "../tests.ts";
import { type MeanParameters, meanExperiment } from "./mean-experiment.ts";

/** The mean experiment with as many observables as a test of any kind asks for; only two have a range. */
export const manyObservables: Experiment<MeanParameters> = {
  ...meanExperiment,
  observables: {
    a: { meaning: "a number" },
    b: { meaning: "another number" },
    c: { meaning: "a third number" },
    hit: { meaning: "0 or 1", range: [0, 1] },
    miss: { meaning: "0 or 1", range: [0, 1] },
  },
};

export const formulaOfMu = {
  expression: "mu",
  symbols: { mu: { tex: "\\mu", meaning: "mean of the law" } },
  inputs: ({ mean }: MeanParameters) => ({ mu: exactly(mean) }),
};

type Members = Readonly<Record<string, unknown>>;

/** Of each kind the members of a test that must be there, and those that need not. */
export const testMembers: Readonly<Record<Kind, { readonly required: Members; readonly optional: Members }>> = {
  identity: {
    required: { discrepancy: "a", scale: "b", factor: 100 },
    optional: { condition: "c", resolution: 1e-8, exceptionalShare: 0.1 },
  },
  limit: {
    required: {
      observable: "a",
      formula: formulaOfMu,
      margin: { relative: 0.1 },
      residualBias: { absolute: 0.01 },
      finiteSizeExponent: 1,
    },
    optional: { varianceExponent: 0.5 },
  },
  bound: {
    required: {
      observable: "a",
      direction: "at-most",
      bound: { ...formulaOfMu, observed: { mu: "b" } },
      failureRate: 0,
    },
    optional: { exceptionalShare: 0.1, rounding: { relative: 1e-10 } },
  },
  law: {
    required: {},
    optional: {
      coupling: { discrepancy: "a", scale: "b", factor: 100 },
      projections: [{ name: "first", left: "a", right: "b" }],
      classifier: { name: "all", left: "b", right: "c" },
      margin: 0.1,
    },
  },
  ordering: {
    required: { better: "hit", worse: "miss", criterion: "larger" },
    optional: { by: -0.1, differences: "bounded" },
  },
  rate: {
    required: { observable: "a", exponent: 0.5, margin: 0.1, residualBias: 0.02 },
    optional: { logPower: -1, sense: "at-least" },
  },
};

/** Sizes of each kind, no more than it takes. */
export const fewestSizes: Readonly<Record<Kind, readonly number[]>> = {
  identity: [10],
  limit: [10, 20],
  bound: [10],
  law: [10],
  ordering: [10],
  rate: [10, 20, 40, 80],
};

/** A definition with every part that any kind may have, of the kind told by its test. */
export function definitionOf(kind: Kind, changes: Members = {}): Members {
  return {
    id: `test/${kind}`,
    title: "A claim",
    statement: "It holds.",
    assumptions: ["independence"],
    source: { reference: "folklore", status: "new" },
    experiment: manyObservables,
    grid: [{ mean: 1 }, { mean: 2, spread: 3 }],
    sizes: fewestSizes[kind],
    atBudget: { quick: { grid: [{ mean: 1 }] }, thorough: { sizes: fewestSizes[kind].map((size) => 2 * size) } },
    test: { ...testMembers[kind].required, ...testMembers[kind].optional },
    expected: "refuted",
    controls: [{ id: "one", why: "one point alone", expected: "supported", grid: [{ mean: 3 }] }],
    faults: { codes: ["not-converged"], why: "the iteration may end early" },
    ...changes,
  };
}

/** The same with other members of its test. */
export function withTestOf(kind: Kind, changes: Members): Members {
  const definition = definitionOf(kind);
  return { ...definition, test: { ...(definition.test as Members), ...changes } };
}

const constructors = {
  identity: identityClaim,
  limit: limitClaim,
  bound: boundClaim,
  law: lawClaim,
  ordering: orderingClaim,
  rate: rateClaim,
};

type AnyClaim = Claim<MeanParameters, Test<MeanParameters>>;

/** The claim of a definition that need not be type-correct, as files are run without being type-checked. */
export function claimOf(kind: Kind, definition: unknown): AnyClaim {
  const construct = constructors[kind] as unknown as (
    definition: ClaimDefinition<MeanParameters, Test<MeanParameters>>,
  ) => AnyClaim;
  return construct(definition as ClaimDefinition<MeanParameters, Test<MeanParameters>>);
}

/** The error with which a definition is refused. */
export function refusalOf(kind: Kind, definition: unknown): AsymptopiaError {
  try {
    claimOf(kind, definition);
  } catch (thrown) {
    if (thrown instanceof AsymptopiaError) return thrown;
    throw thrown;
  }
  throw new Error("the definition was accepted");
}
