import { type LimitClaimDefinition, limitClaim } from "../../claims/limit-claim.ts";
import { invalidInput } from "../../foundation/errors.ts";
import type { Parameters } from "../../foundation/json.ts";
import { exactly, type Quantity } from "../../foundation/quantity.ts";
import type { Experiment } from "../../simulation/experiment.ts";
import { createStream } from "../../simulation/random/create-stream.ts";
import type { Stream } from "../../simulation/stream.ts";
import type { Assignment } from "../assignment.ts";

/** `fault`: how the simulation goes wrong at the point. */
export type SyntheticParameters = Parameters & {
  readonly a: number;
  readonly b: number;
  readonly shift: number;
  readonly noise: number;
  readonly fault: "none" | "nan" | "throw";
};

const defaults = { a: 1, b: 1, shift: 0, noise: 0.1, fault: "none" };

/** The observable x is a·b + shift + 2/size + noise·N(0, 1): the formula a·b is right where `shift` is 0. */
export const syntheticExperiment: Experiment<SyntheticParameters> = {
  id: "synthetic",
  version: 1,
  module: "file:///synthetic.js",
  streamParameters: [],
  parameters: {
    parse(input) {
      const point = { ...defaults, ...(input as object) } as SyntheticParameters;
      if (!Number.isFinite(point.a)) throw invalidInput("a", point.a, "a number");
      return point;
    },
  },
  observables: { x: { meaning: "the product, with noise" }, y: { meaning: "the noise alone" } },
  realise(point, size) {
    if (size < 4) throw invalidInput("size", size, "at least 4");
    return { point, size, realised: point, shape: { n: size } };
  },
  run(problems, stream) {
    const noise = stream.normal();
    return problems.map(({ point, size }) => {
      if (point.fault === "throw") throw new RangeError(`diverged at size ${size}`);
      const x = point.a * point.b + point.shift + 2 / size + point.noise * noise;
      return { x: point.fault === "nan" ? Number.NaN : x, y: noise };
    });
  },
  cost: () => 1,
};

export const productSymbols = {
  a: { tex: "a", meaning: "first factor" },
  b: { tex: "b", meaning: "second factor" },
};

/** A formula of a and b; `spoil` may change its inputs. */
export function productFormula(
  expression: string,
  spoil: (point: SyntheticParameters) => Partial<Record<"a" | "b", Quantity>> = () => ({}),
) {
  return {
    expression,
    symbols: productSymbols,
    inputs: (point: SyntheticParameters) => ({ a: exactly(point.a), b: exactly(point.b), ...spoil(point) }),
  };
}

/** The claim that x tends to a·b; its ladder of three sizes costs 3 units of work a replicate. */
export function syntheticClaim(changes: Partial<LimitClaimDefinition<SyntheticParameters>> = {}) {
  return limitClaim<SyntheticParameters>({
    id: "test/synthetic",
    title: "Product",
    statement: "x tends to $ab$.",
    assumptions: [],
    source: { reference: "none", status: "new" },
    experiment: syntheticExperiment,
    grid: [{ a: 2, b: 3 }],
    sizes: [10, 20, 40],
    test: {
      observable: "x",
      formula: productFormula("a * b"),
      margin: { relative: 0.05 },
      residualBias: { relative: 0.005 },
      finiteSizeExponent: 1,
    },
    ...changes,
  });
}

const noises = new Map<string, number>();

/** A stream of one number, which is drawn once and remembered. */
function noiseOf(size: number, replicate: number): Stream {
  const key = `${size} ${replicate}`;
  const noise = noises.get(key) ?? createStream(["settle", size, replicate]).normal();
  noises.set(key, noise);
  return { normal: () => noise } as Stream;
}

/**
 * Simulates in this thread what the assignments' judges ask for, for at most `rounds` rounds of each. The noise is a
 * function of size and replicate, so that claims that are settled apart see the same one.
 */
export function settle(assignments: readonly Assignment[], rounds = Number.POSITIVE_INFINITY): void {
  for (const { experiment, problems, judge } of assignments) {
    for (let round = 0; round < rounds && judge.requests().length > 0; round += 1) {
      for (const request of judge.requests()) {
        const problem = problems.get(request.size);
        if (problem === undefined) throw new RangeError(`no problem of size ${request.size}`);
        const outcomes = Array.from({ length: request.to - request.from }, (_, i) => {
          try {
            return { ok: true, values: experiment.run([problem], noiseOf(request.size, request.from + i))[0] } as const;
          } catch (thrown) {
            return { ok: false, failure: { code: "non-finite", message: (thrown as Error).message } } as const;
          }
        });
        judge.accept(request, outcomes);
      }
    }
  }
}
