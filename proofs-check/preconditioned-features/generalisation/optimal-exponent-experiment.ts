import { AsymptopiaError } from "asymptopia";
import { parsePopulation } from "asymptopia/model";
import type { Experiment, Problem, Stream } from "asymptopia/simulation";
import { optimalExponent, tunedRidge } from "asymptopia/theory";
import { z } from "zod";

/** Nine eigenvalues, four a decade. */
const decades = parsePopulation({ kind: "atoms", values: Array.from({ length: 9 }, (_, i) => 10 ** (i / 4 - 1)) });

/** What is asked of theory. */
export type OptimalExponentParameters =
  /** Whether at the tuned ridge p = 2a + offset is the best for the alignment a. */
  | { readonly question: "tuned"; readonly offset: number }
  /** How far the best exponent without a ridge is from −1. */
  | { readonly question: "whitening"; readonly alignment: number }
  /** Which exponents are the best without a ridge for an alignment and one larger by ½. */
  | { readonly question: "rising"; readonly alignment: number };

type ExponentProblem = Problem<OptimalExponentParameters>;

/**
 * What theory's risk says of the best exponent, in random settings. It simulates nothing: a replicate is a setting, and
 * there is neither n nor d. `size` is not looked at.
 *
 * The atoms are three between 0.1 and 10, φ from 0.3 to 4 (without a ridge from 1.3), σ² from 0.01 to 2, all uniform on
 * the axis of the logarithm, a uniform on [−½, 1½]. For `rising` the population is fixed, nine atoms from 0.1 to 10, and φ
 * from 1.8 to 2.2, σ² from 0.008 to 0.0125, unit signal.
 */
export const experiment: Experiment<OptimalExponentParameters> = {
  id: "optimal-exponent",
  version: 1,
  module: import.meta.url,
  streamParameters: [],
  parameters: { parse },
  observables: {
    claimedRisk: { meaning: "R at p = 2a + offset, at the ridge that is best for it; only for `tuned`" },
    otherRisk: {
      meaning: "R at p = 2a + s, s uniform on [−1½, 1½], at the ridge that is best for it; only for `tuned`",
    },
    exponent: { meaning: "p⋆ without a ridge for the alignment; only for `rising`" },
    laterExponent: { meaning: "the same for the alignment plus ½; only for `rising`" },
    distance: { meaning: "|p⋆ + 1| without a ridge for the alignment; only for `whitening`" },
  },
  realise: (point, size) => ({ point, size, realised: point, shape: {} }),
  run,
  cost: () => 10,
};

const finite = z.number("a finite number");
const schema = z.discriminatedUnion(
  "question",
  [
    z.strictObject({ question: z.literal("tuned"), offset: finite }),
    z.strictObject({ question: z.literal("whitening"), alignment: finite }),
    z.strictObject({ question: z.literal("rising"), alignment: finite }),
  ],
  '"tuned" with offset, or "whitening" or "rising" with alignment',
);

function parse(input: unknown): OptimalExponentParameters {
  const { success, data, error } = schema.safeParse(input);
  if (success) return data;
  const { path, message } = error.issues[0];
  const field = path.length === 0 ? "point" : path.join(".");
  throw new AsymptopiaError("invalid-input", `${field} must be ${message}`, { field, value: input, accepted: message });
}

function run(problems: readonly ExponentProblem[], stream: Stream): Record<string, number>[] {
  const uniform = (from: number, to: number): number => from + (to - from) * stream.uniform();
  const logUniform = (from: number, to: number): number => from * (to / from) ** stream.uniform();
  const values = [0, 1, 2].map(() => logUniform(0.1, 10)).sort((a, b) => a - b);
  const population = parsePopulation({ kind: "atoms", values, weights: [1, 1, 1].map(() => uniform(1, 4)) });
  const setting = { population, phi: logUniform(0.3, 4), noiseVariance: logUniform(0.01, 2) };
  const [a, other] = [uniform(-0.5, 1.5), uniform(-1.5, 1.5)];
  const near = {
    population: decades,
    phi: logUniform(1.8, 2.2),
    noiseVariance: logUniform(0.008, 0.0125),
    normalization: "unit-signal" as const,
    lambda: 0,
  };
  const phi = logUniform(1.3, 4);
  return problems.map(({ point }) => {
    if (point.question === "tuned") {
      const risk = (exponent: number): number => tunedRidge({ ...setting, alignment: a, exponent }).risk.value;
      return { claimedRisk: risk(2 * a + point.offset), otherRisk: risk(2 * a + other) };
    }
    const best = (of: Omit<Parameters<typeof optimalExponent>[0], "alignment">, alignment: number): number =>
      optimalExponent({ ...of, alignment }).exponent.value;
    if (point.question === "whitening") {
      return { distance: Math.abs(best({ ...setting, phi, lambda: 0 }, point.alignment) + 1) };
    }
    return { exponent: best(near, point.alignment), laterExponent: best(near, point.alignment + 0.5) };
  });
}
