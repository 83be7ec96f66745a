import type { ActivationSpecification, PopulationSpecification } from "asymptopia/model";
import fc from "fast-check";

/** Numbers on an even grid of [low, high], without the bias of `fc.double` towards 0. */
export function uniform(low: number, high: number): fc.Arbitrary<number> {
  return fc.noBias(fc.integer({ min: 0, max: 4096 })).map((i) => low + ((high - low) * i) / 4096);
}

/** Numbers whose logarithm is uniform on [log low, log high]. */
export function logUniform(low: number, high: number): fc.Arbitrary<number> {
  return uniform(Math.log(low), Math.log(high)).map(Math.exp);
}

/** Eigenvalues of Σ stay in [0.25, 4], so that a mean is of order 1 and the condition at most 16. */
const eigenvalue = logUniform(0.25, 4);

const ascendingPair = fc
  .tuple(logUniform(0.25, 2), logUniform(1.2, 2))
  .map(([low, ratio]) => ({ low, high: low * ratio ** 2 }));

/** Every kind of population that needs no registration. */
export const populationKinds: Readonly<
  Record<Exclude<PopulationSpecification["kind"], "density">, fc.Arbitrary<PopulationSpecification>>
> = {
  atoms: fc.array(fc.tuple(eigenvalue, uniform(0.2, 1)), { minLength: 1, maxLength: 3 }).map((atoms) => ({
    kind: "atoms",
    values: atoms.map(([value]) => value),
    weights: atoms.map(([, mass]) => mass),
  })),
  eigenvalues: fc.array(eigenvalue, { minLength: 1, maxLength: 6 }).map((values) => ({ kind: "eigenvalues", values })),
  uniform: ascendingPair.map(({ low, high }) => ({ kind: "uniform", low, high })),
  ar1: uniform(-0.6, 0.6).map((rho) => ({ kind: "ar1", rho })),
  geometric: ascendingPair.map(({ low, high }) => ({ kind: "geometric", low, high })),
  "power-law": fc
    .tuple(ascendingPair, uniform(-2, 3))
    .map(([{ low, high }, exponent]) => ({ kind: "power-law", exponent, low, high })),
};

export const populations = fc.oneof(...Object.values(populationKinds));

/** Polynomials of degree at most 3 that are not 0. */
export const polynomials: fc.Arbitrary<Extract<ActivationSpecification, { kind: "polynomial" }>> = fc
  .array(uniform(-1, 1), { minLength: 1, maxLength: 4 })
  .filter((coefficients) => coefficients.some((coefficient) => Math.abs(coefficient) > 0.25))
  .map((coefficients) => ({ kind: "polynomial", coefficients }));

/** Every kind of teacher that needs no registration. */
export const teacherKinds: Readonly<
  Record<Exclude<ActivationSpecification["kind"], "function">, fc.Arbitrary<ActivationSpecification>>
> = {
  identity: fc.constant({ kind: "identity" }),
  relu: fc.constant({ kind: "relu" }),
  "leaky-relu": uniform(0, 0.9).map((slope) => ({ kind: "leaky-relu", slope })),
  tanh: fc.constant({ kind: "tanh" }),
  erf: fc.constant({ kind: "erf" }),
  sin: fc.constant({ kind: "sin" }),
  softplus: logUniform(0.5, 5).map((scale) => ({ kind: "softplus", scale })),
  hermite: fc.integer({ min: 1, max: 3 }).map((degree) => ({ kind: "hermite", degree })),
  polynomial: polynomials,
};

/** The largest degree of a teacher's growth at infinity, constants counting as 1. */
export function growth(teacher: ActivationSpecification): number {
  if (teacher.kind === "hermite") return Math.max(1, teacher.degree);
  return teacher.kind === "polynomial" ? Math.max(1, teacher.coefficients.length - 1) : 1;
}

export const teachers = fc.oneof(...Object.values(teacherKinds));

export const atMostQuadratic = teachers.filter((teacher) => growth(teacher) <= 2);

/** A point of the one-step experiment without its number of columns. */
export interface Setting {
  readonly population: PopulationSpecification;
  readonly phi: number;
  readonly teacher: ActivationSpecification;
  readonly noiseVariance: number;
  readonly lambda: number;
}

/** The settings that the tests of limits range over. */
export const settings: fc.Arbitrary<Setting> = fc.record({
  population: populations,
  phi: logUniform(0.1, 5),
  teacher: teachers,
  noiseVariance: uniform(0, 2),
  lambda: logUniform(0.03, 10),
});

/** Keys of random streams: whatever is random inside a property comes from its key alone. */
export const streamKeys: fc.Arbitrary<number> = fc.noBias(fc.nat());
