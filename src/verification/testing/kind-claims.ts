import { boundClaim } from "../../claims/bound-claim.ts";
import type { Claim, DeclaredFaults } from "../../claims/claim.ts";
import { identityClaim } from "../../claims/identity-claim.ts";
import { lawClaim } from "../../claims/law-claim.ts";
import { limitClaim } from "../../claims/limit-claim.ts";
import { orderingClaim } from "../../claims/ordering-claim.ts";
import { rateClaim } from "../../claims/rate-claim.ts";
import type { Kind, Test } from "../../claims/tests.ts";
import { AsymptopiaError } from "../../foundation/errors.ts";
import type { Parameters } from "../../foundation/json.ts";
import { exactly } from "../../foundation/quantity.ts";
import type { Experiment } from "../../simulation/experiment.ts";
import { createStream } from "../../simulation/random/create-stream.ts";
import type { Assignment } from "../assignment.ts";
import type { Outcome } from "../judge.ts";

/** A point at which the statement of every kind is true where `effect` is 0, and clearly false where it is 1. */
export type KindParameters = Parameters & {
  readonly effect: number;
  /** The size at which there is that effect; 0: all sizes. */
  readonly at: number;
  /** Standard deviation of what is random, as a multiple of what lets 500 replicates decide. */
  readonly noise: number;
  /** How a replicate goes wrong, if it does, and how often. */
  readonly fault: "nan" | "zero" | "not-converged";
  readonly faultRate: number;
};

const defaults = { effect: 0, at: 0, noise: 1, fault: "nan", faultRate: 0 };

/** Numbers of which one is the mean of a limit, one breaks a bound, one is better than another, and so on. */
export const kindExperiment: Experiment<KindParameters> = {
  id: "kinds",
  version: 3,
  module: "file:///kinds.js",
  streamParameters: [],
  parameters: { parse: (input) => ({ ...defaults, ...(input as object) }) as KindParameters },
  observables: {
    x: { meaning: "5 and the effect, with noise of .3" },
    level: { meaning: "5.5, and 7 at times" },
    error: { meaning: "a power of the size, $-1$ less the effect" },
    difference: { meaning: "rounding and the effect" },
    scale: { meaning: "about 1" },
    condition: { meaning: "10" },
    faster: { meaning: "a time" },
    slower: { meaning: "a longer time" },
    hit: { meaning: "0 or 1", range: [0, 1] },
    miss: { meaning: "0 or 1, more often 0", range: [0, 1] },
    left: { meaning: "N(0, 1)" },
    right: { meaning: "N(0, 1), moved by the effect" },
    leftPath: { meaning: "three steps" },
    rightPath: { meaning: "three steps, moved by the effect" },
  },
  realise: (point, size) => ({ point, size, realised: point, shape: { n: size } }),
  run(problems, stream) {
    const z = Float64Array.from({ length: 10 }, () => stream.normal());
    const u = Float64Array.from({ length: 4 }, () => stream.uniform());
    return problems.map(({ point: { effect: size1, at, noise, fault, faultRate }, size }) => {
      const effect = at === 0 || at === size ? size1 : 0;
      const values = {
        x: 5 + effect + 0.3 * noise * z[0],
        level: u[0] < 0.2 ? 7 : 5.5,
        error: size ** -(1 + effect) * Math.exp(0.2 * noise * z[1]),
        difference: Math.abs(effect) + Number.EPSILON * Math.abs(z[2]),
        scale: 1 + u[1],
        condition: 10,
        faster: z[0] + effect + 0.5 * noise * z[3],
        slower: z[0] + 0.5,
        hit: u[2] < 0.7 - 0.5 * effect ? 1 : 0,
        miss: u[3] < 0.3 + 0.5 * effect ? 1 : 0,
        left: z[0],
        right: z[4] + effect,
        leftPath: z.slice(4, 7),
        rightPath: z.slice(7, 10).map((step) => step + effect),
      };
      if (stream.child("fault").uniform() >= faultRate) return values;
      if (fault === "not-converged") throw new AsymptopiaError("not-converged", `no accuracy at size ${size}`);
      const wrong = fault === "nan" ? Number.NaN : 0;
      return Object.fromEntries(
        Object.entries(values).map(([name, value]) => [
          name,
          typeof value === "number" ? wrong : value.map(() => Number.NaN),
        ]),
      ) as typeof values;
    });
  },
  cost: () => 2,
};

const symbols = { b: { tex: "b", meaning: "the bound" } };

/** A formula of one symbol with a value, or with none where that is null. */
export const levelFormula = (value: number, expression = "b") => ({
  expression,
  symbols,
  inputs: () => ({ b: exactly(value) }),
});

/** Of each kind a test about the experiment's observables, true where there is no effect. */
export const kindTests = {
  identity: { kind: "identity", discrepancy: "difference", scale: "scale", condition: "condition", factor: 4 },
  limit: {
    kind: "limit",
    observable: "x",
    formula: levelFormula(5),
    margin: { absolute: 0.3 },
    residualBias: { absolute: 0.02 },
    finiteSizeExponent: 1,
  },
  bound: { kind: "bound", observable: "x", direction: "at-most", bound: levelFormula(5.8), failureRate: 0.05 },
  law: {
    kind: "law",
    projections: [{ name: "number", left: "left", right: "right" }],
    classifier: { name: "path", left: "leftPath", right: "rightPath" },
    margin: 0.3,
  },
  ordering: {
    kind: "ordering",
    better: "faster",
    worse: "slower",
    criterion: "smaller",
    differences: "nearly-gaussian",
  },
  rate: { kind: "rate", observable: "error", exponent: 1, margin: 0.2, residualBias: 0.02 },
} as const satisfies Record<Kind, Test>;

const constructors = {
  identity: identityClaim,
  limit: limitClaim,
  bound: boundClaim,
  law: lawClaim,
  ordering: orderingClaim,
  rate: rateClaim,
} as unknown as Record<Kind, (definition: object) => Claim>;

/** Sizes of each kind; a budget of 2000 for each of them decides. */
export const kindSizes: Readonly<Record<Kind, readonly number[]>> = {
  identity: [8, 16],
  limit: [8, 16, 32],
  bound: [8, 16],
  law: [8, 16],
  ordering: [8, 16],
  rate: [8, 16, 32, 64],
};

export interface KindClaimChanges {
  readonly grid?: readonly Partial<KindParameters>[];
  readonly sizes?: readonly number[];
  /** Members of the test that differ from those of `kindTests`. */
  readonly test?: object;
  readonly controls?: readonly object[];
  readonly faults?: DeclaredFaults;
  readonly expected?: "supported" | "refuted";
}

/** A claim of one kind: that of `kindTests`, at one point without an effect, unless told otherwise. */
export function kindClaim(kind: Kind, { test, ...changes }: KindClaimChanges = {}): Claim {
  return constructors[kind]({
    id: `test/${kind}`,
    title: kind,
    statement: "What is tested holds.",
    assumptions: [],
    source: { reference: "none", status: "new" },
    experiment: kindExperiment,
    grid: [{}],
    sizes: kindSizes[kind],
    test: { ...kindTests[kind], ...test },
    ...changes,
  });
}

/**
 * Simulates in this thread what the judges of `assignments` ask for, for at most `rounds` rounds of each; larger sizes
 * first, as no judge may depend on the order.
 */
export function simulate(assignments: readonly Assignment[], rounds = Number.POSITIVE_INFINITY): void {
  for (const { experiment, problems, judge } of assignments) {
    for (let round = 0; round < rounds && judge.requests().length > 0; round += 1) {
      for (const { size, from, to } of [...judge.requests()].reverse()) {
        const problem = problems.get(size);
        if (problem === undefined) throw new RangeError(`no problem of size ${size}`);
        const outcomes = Array.from({ length: to - from }, (_, i): Outcome => {
          try {
            const [values] = experiment.run([problem], createStream(["kinds", size, from + i]));
            return { ok: true, values };
          } catch (thrown) {
            if (!(thrown instanceof AsymptopiaError)) throw thrown;
            return { ok: false, failure: { code: thrown.code, message: thrown.message } };
          }
        });
        judge.accept({ size, from, to }, outcomes);
      }
    }
  }
}
