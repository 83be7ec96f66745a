import { type ActivationSpecification, defineActivation } from "asymptopia/model";
import { createStream } from "asymptopia/simulation";
import fc from "fast-check";
import { expect, test } from "vitest";
import { logUniform, populations, settings, streamKeys, uniform } from "./support/arbitraries.ts";
import type { ObservableName } from "./support/observables.ts";
import { reflectTeachers } from "./support/reflect-teachers.ts";
import { realise, replicates, runOnce } from "./support/simulate.ts";
import { symmetricSampleCoversZero } from "./support/symmetric-sample.ts";
import { limits } from "./support/theory.ts";

/** The observables that change their sign with β⋆ where the labels do not. */
const odd: readonly ObservableName[] = ["sgdCorrelation", "sgdInnerProduct", "kfacCorrelation", "kfacInnerProduct"];
const even: readonly ObservableName[] = ["sgdSquaredNorm", "kfacSquaredNorm"];

const magnitude = defineActivation({
  name: "property-tests-magnitude",
  value: Math.abs,
  derivative: Math.sign,
  kinks: [0],
});
const cosine = defineActivation({
  name: "property-tests-cosine",
  value: Math.cos,
  derivative: (z) => -Math.sin(z),
});

const evenPolynomials: fc.Arbitrary<ActivationSpecification> = fc
  .tuple(uniform(-1, 1), uniform(0.25, 1))
  .map(([constant, quadratic]) => ({ kind: "polynomial", coefficients: [constant, 0, quadratic] }));
const hermite2: ActivationSpecification = { kind: "hermite", degree: 2 };
const closedForms = fc.oneof(evenPolynomials, fc.constant(hermite2));
const evenTeachers = fc.oneof(closedForms, fc.constantFrom(magnitude, cosine));

const wide = (teacher: fc.Arbitrary<ActivationSpecification>) =>
  fc.record({
    population: populations,
    phi: logUniform(1e-3, 1e3),
    teacher,
    noiseVariance: uniform(0, 2),
    lambda: logUniform(1e-6, 1e6),
  });

test("the limits of an even teacher are exactly 0, and those of a nearly even one are not", () => {
  fc.assert(
    fc.property(wide(closedForms), uniform(-20, 0), (point, exponent) => {
      const limit = limits(point);
      for (const name of odd) expect(Math.abs(limit[name].value), name).toBe(0);
      for (const name of even) expect(limit[name].value, name).toBeGreaterThan(0);
      if (point.teacher.kind !== "polynomial") return;
      const [constant, , quadratic] = point.teacher.coefficients;
      const tilted = limits({
        ...point,
        teacher: { kind: "polynomial", coefficients: [constant, 2 ** exponent, quadratic] },
      });
      for (const name of odd) expect(tilted[name].value, name).toBeGreaterThan(0);
    }),
    { numRuns: 400 },
  );
});

test("where the teacher's moments are integrated numerically, 0 is within the error that the limits state", () => {
  fc.assert(
    fc.property(wide(fc.constantFrom(magnitude, cosine)), (point) => {
      const limit = limits(point);
      for (const name of odd) {
        const { value, error } = limit[name];
        expect(Math.abs(value), name).toBeLessThanOrEqual(error);
        // The moments promise 1e-12 of E|σ′|, which the limits divide by √φ at the most.
        expect(error, name).toBeLessThan(1e-10);
      }
    }),
    { numRuns: 100 },
  );
});

test("reflecting β⋆ reflects the steps of an even teacher, to the bit", () => {
  fc.assert(
    fc.property(settings, evenTeachers, fc.integer({ min: 2, max: 24 }), streamKeys, (setting, teacher, size, key) => {
      const problem = realise({ ...setting, teacher, columns: 3 }, size);
      const original = runOnce(problem, createStream(key));
      const reflected = runOnce(problem, reflectTeachers(createStream(key)));
      for (const name of odd) expect(reflected[name], name).toBe(-original[name]);
      for (const name of even) expect(reflected[name], name).toBe(original[name]);
    }),
  );
});

test("reflecting β⋆ reflects the labels of an odd teacher, and does neither to a softplus", () => {
  fc.assert(
    fc.property(settings, fc.integer({ min: 2, max: 24 }), streamKeys, (setting, size, key) => {
      const both = (teacher: ActivationSpecification) => {
        const problem = realise({ ...setting, teacher, noiseVariance: 0, columns: 3 }, size);
        return [runOnce(problem, createStream(key)), runOnce(problem, reflectTeachers(createStream(key)))];
      };
      const [sine, reflectedSine] = both({ kind: "sin" });
      expect(reflectedSine).toEqual(sine);
      const [softplus, reflectedSoftplus] = both({ kind: "softplus", scale: 1 });
      for (const name of odd) expect(reflectedSoftplus[name], name).not.toBe(-softplus[name]);
      for (const name of even) expect(reflectedSoftplus[name], name).not.toBe(softplus[name]);
    }),
  );
});

test("the simulated means of an even teacher are 0 at every size, and those of a ReLU are not", () => {
  // Reflection shows that every replicate has a symmetric law, for which `symmetricSampleCoversZero` is exact: with
  // 20 runs of 4 observables the false alarms have probability at most 1e-6 together.
  const numRuns = 20;
  const alpha = 1e-6 / (numRuns * odd.length);
  // The sum of R numbers is at most √R·√Σx², so that at least 2·log(2/alpha) = 38 replicates are needed to refute 0;
  // those of a ReLU do it with 100 where their mean exceeds 0.8 of their standard deviation.
  const count = 100;
  let tested = 0;
  let refuted = 0;
  fc.assert(
    fc.property(settings, evenTeachers, fc.integer({ min: 8, max: 24 }), streamKeys, (setting, teacher, size, key) => {
      const sampleOf = (link: ActivationSpecification) =>
        replicates(realise({ ...setting, teacher: link, columns: 16 }, size), count, key);
      const sample = sampleOf(teacher);
      const control = sampleOf({ kind: "relu" });
      for (const name of odd) {
        const values = sample.map((observed) => observed[name]);
        expect(symmetricSampleCoversZero(values, alpha), name).toBe(true);
        tested += 1;
        if (
          !symmetricSampleCoversZero(
            control.map((observed) => observed[name]),
            alpha,
          )
        )
          refuted += 1;
      }
    }),
    { numRuns, endOnFailure: true },
  );
  expect(tested).toBe(numRuns * odd.length);
  expect(refuted).toBeGreaterThan(0.9 * tested);
});
