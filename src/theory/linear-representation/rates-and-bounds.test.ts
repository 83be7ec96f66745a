import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import golden from "../golden/linear-representation.json" with { type: "json" };
import { type IterationsSetting, iterationsTo } from "./iterations-to.ts";
import { kfacTrajectory } from "./kfac-recursion.ts";
import { selfNormalisedBound } from "./lemma-B.3.ts";
import { lemmaB8LargestB, lemmaB8Slack } from "./lemma-B.8.ts";
import { minimaxContraction, minimaxRate } from "./minimax-rate.ts";
import { sgdAdversary, sgdLowerBound, sgdLowerBoundAtDistance } from "./proposition-3.5.ts";
import { sgdTrajectory, sgdTwoCycle } from "./sgd-recursion.ts";
import { kfacBasin, kfacBasinBound, kfacDistanceBound } from "./theorem-3.6.ts";
import { type FiniteBatchSetting, finiteBatchTerms } from "./theorem-3.6-terms.ts";

const eps = Number.EPSILON;
const conditionNumber = fc.double({ min: 0, max: 12, noNaN: true }).map((x) => 10 ** x);
/** Evenly spread, where fc.double favours numbers near 0. */
const unit = fc.integer({ min: 0, max: 2 ** 20 }).map((x) => x / 2 ** 20);

describe("the minimax rate", () => {
  it.each(golden.minimax as [number, string][])("κ = %s: %s", (kappa, expected) => {
    const { rate, gap, stepSize } = minimaxRate(kappa);
    expect(Math.abs(rate - Number(expected))).toBeLessThanOrEqual(2 * eps * Number(expected));
    // Both ends of the spectrum weigh the same at the step size.
    expect(Math.abs(Math.abs(1 - stepSize) - rate)).toBeLessThanOrEqual(2 * eps);
    expect(Math.abs(1 - stepSize / kappa - rate)).toBeLessThanOrEqual(2 * eps);
    expect(Math.abs(gap + rate - 1)).toBeLessThanOrEqual(eps);
  });

  it.each(golden.minimaxContraction as [number, number, string][])("κ = %s, T = %s: %s", (kappa, steps, expected) => {
    const allowed = (kappa >= 3 ? 4 + (4 * steps) / kappa : 4 * steps) * eps;
    expect(Math.abs(minimaxContraction(kappa, steps) / Number(expected) - 1)).toBeLessThanOrEqual(allowed);
  });

  test.prop([conditionNumber, fc.double({ min: 0.01, max: 2, noNaN: true })])(
    "no other step does better",
    (kappa, x) => {
      const other = Math.max(Math.abs(1 - x), Math.abs(1 - x / kappa));
      expect(other).toBeGreaterThanOrEqual(minimaxRate(kappa).rate - 2 * eps);
    },
  );

  it("names a condition number below 1", () => {
    for (const bad of [0.5, 0, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => minimaxRate(bad)).toThrow(expect.objectContaining({ field: "conditionNumber" }));
    }
    expect(() => minimaxContraction(2, -1)).toThrow(expect.objectContaining({ field: "steps" }));
  });
});

describe("iterationsTo", () => {
  it.each([
    ["sgd", 1e-6, 1, 1],
    ["sgd", 1e-6, 100, 691],
    ["amgd", 1e-6, 100, 691],
    ["sgd", 1e-6, 1e6, 6907756],
    ["sgd", 0.5, 3, 1],
    ["sgd", 0.25, 3, 2],
    ["kfac", 1e-6, 1e6, 1],
  ] as const)("%s to %s at κ = %s: %s", (method, accuracy, kappa, expected) => {
    expect(iterationsTo({ accuracy, conditionNumber: kappa, method })).toBe(expected);
  });

  it("is flat in κ for KFAC, and counts an accuracy that is just met", () => {
    for (const kappa of [1, 1e6, 1e12]) {
      expect(iterationsTo({ accuracy: 1e-6, conditionNumber: kappa, method: "kfac", eta: 0.9 })).toBe(6);
      expect(iterationsTo({ accuracy: 1e-6, conditionNumber: kappa, method: "kfac", eta: 1.1 })).toBe(6);
    }
  });

  it.each([
    ["kfac", 1, 0.3],
    ["kfac", 1, 0.001],
    ["sgd", 1, undefined],
    ["sgd", 2, undefined],
    ["sgd", 300, undefined],
  ] as const)("is where the trajectory of %s at κ = %s, η = %s gets there", (method, kappa, eta) => {
    for (const [accuracy, sinTheta] of [
      [1e-6, 0.9],
      [0.1, 0.999],
      [1e-200, 0.5],
    ]) {
      const setting: IterationsSetting = {
        accuracy,
        conditionNumber: kappa,
        method,
        sinTheta,
        ...(eta === undefined ? {} : { eta }),
      };
      const count = iterationsTo(setting);
      const sines = (steps: number): number => {
        if (eta !== undefined) return kfacTrajectory(sinTheta, eta, steps)[steps];
        const { stepSize } = minimaxRate(kappa);
        const ends = [1, 1 / kappa].map((lambda) => sgdTrajectory(Math.asin(sinTheta), stepSize, lambda, steps)[steps]);
        return Math.sin(Math.max(...ends));
      };
      // The start passes through arcsine and tangent here, which a thousand steps keep to 1e-12.
      expect(sines(count)).toBeLessThanOrEqual(accuracy * sinTheta * (1 + 1e-12));
      expect(sines(count - 1)).toBeGreaterThan(accuracy * sinTheta * (1 - 1e-12));
    }
  });

  it("is the same by the logarithm of the recursion as by the recursion", () => {
    // Just above and just below the step 1e-5 from which on the closed form counts: T·x changes by O(x), and T by one
    // for the change of x and one for rounding up. The corrections are of up to 13 steps here.
    for (const sinTheta of [0.1, 0.99, 1 - 2 ** -40]) {
      const count = (x: number, method: "kfac" | "sgd"): number =>
        x *
        iterationsTo(
          method === "kfac"
            ? { accuracy: 0.01, conditionNumber: 1, method, eta: x, sinTheta }
            : { accuracy: 0.01, conditionNumber: 2 / x - 1, method, sinTheta },
        );
      for (const method of ["kfac", "sgd"] as const) {
        expect(Math.abs(count(1.0000001e-5, method) - count(0.9999999e-5, method))).toBeLessThanOrEqual(2e-5);
      }
    }
  });

  it("names what it cannot use", () => {
    const good = { accuracy: 0.1, conditionNumber: 2, method: "sgd" } as const;
    for (const [field, bad] of [
      ["accuracy", { ...good, accuracy: 1 }],
      ["accuracy", { ...good, accuracy: 0 }],
      ["conditionNumber", { ...good, conditionNumber: 0 }],
      ["method", { ...good, method: "adam" as "sgd" }],
      ["eta", { ...good, eta: 1 }],
      ["eta", { ...good, method: "kfac" as const, eta: 2 }],
      ["eta", { ...good, method: "kfac" as const, eta: 2 - 1e-9, sinTheta: 0.1 }],
      ["accuracy", { ...good, accuracy: 1e-300, sinTheta: 1e-9 }],
      ["sinTheta", { ...good, sinTheta: 0 }],
      ["sinTheta", { ...good, sinTheta: 1 }],
    ] as const) {
      expect(() => iterationsTo(bad)).toThrow(expect.objectContaining({ code: "invalid-input", field }));
    }
  });
});

describe("Proposition 3.5", () => {
  test.prop([
    fc.double({ min: 0.3, max: 4, noNaN: true }).map((x) => 10 ** x),
    fc.double({ min: -2, max: 3, noNaN: true }).map((x) => 10 ** x),
    fc.double({ min: -6, max: -0.01, noNaN: true }).map((x) => 10 ** x),
  ])("the adversary keeps (1 − 2/κ)ᵀ of a start within the bound, at every step size", (kappa, x, bound) => {
    const start = sgdAdversary({ eta: x, smallestEigenvalue: 1 / kappa, largestEigenvalue: 1, bound });
    expect(start.sinTheta).toBeGreaterThan(0);
    expect(start.sinTheta).toBeLessThanOrEqual(bound);
    const angles = sgdTrajectory(Math.asin(start.sinTheta), x, start.eigenvalue, 50);
    for (let steps = 1; steps <= 50; steps++) {
      const left = Math.sin(angles[steps]) / start.sinTheta;
      // Up to 50 steps, each off by 16 eps beside what the bisection leaves of a start.
      expect(left).toBeGreaterThanOrEqual(sgdLowerBound(kappa, steps) * (1 - 1e-12));
    }
  });

  it("starts in the cycle where it may, and on the way into it where it must", () => {
    const setting = { smallestEigenvalue: 0.1, largestEigenvalue: 1, bound: 0.9 };
    expect(sgdAdversary({ ...setting, eta: 2 })).toEqual({ misaligned: "smallest", eigenvalue: 0.1, sinTheta: 0.9 });
    const cycle = sgdTwoCycle(4, 1);
    expect(Math.abs(sgdAdversary({ ...setting, eta: 4 }).sinTheta / cycle - 1)).toBeLessThanOrEqual(8 * eps);
    const near = sgdAdversary({ ...setting, eta: 4, bound: 0.01 }).sinTheta;
    const angles = sgdTrajectory(Math.asin(near), 4, 1, 40);
    expect(Math.abs(Math.sin(angles[40]) / cycle - 1)).toBeLessThanOrEqual(1e-9);
    // Each step grows by at most x − 1 = 3, so that the start is no nearer than a third of the bound.
    expect(near).toBeGreaterThan(0.01 / 3);
  });

  it.each([3, 10, 1000])("never comes below its start for a step of %s/λ_max", (x) => {
    const least = (sinTheta: number): number =>
      Math.min(...sgdTrajectory(Math.asin(sinTheta), x, 1, 200)) / Math.asin(sinTheta);
    const bounds = Array.from({ length: 40 }, (_, i) => 0.3 / 1.2 ** i);
    for (const bound of bounds) {
      const { sinTheta } = sgdAdversary({ eta: x, smallestEigenvalue: 0.5, largestEigenvalue: 1, bound });
      expect(least(sinTheta)).toBeGreaterThanOrEqual(1 - 1e-9);
    }
  });

  it("fails from a prescribed start of .7 with 1 − 4/κ, and holds from ½", () => {
    const reached = (sinTheta: number, eta: number, steps: number): number => {
      const ends = [1, 0.01].map((lambda) => sgdTrajectory(Math.asin(sinTheta), eta, lambda, steps)[steps]);
      return Math.sin(Math.max(...ends));
    };
    const claimed = 0.7 * sgdLowerBoundAtDistance(100, 3);
    expect(reached(0.7, 10.52, 3)).toBeLessThan(0.94 * claimed);
    for (let eta = 0.05; eta < 30; eta += 0.05) {
      for (const steps of [1, 3, 10]) {
        expect(reached(0.5, eta, steps)).toBeGreaterThanOrEqual(
          0.5 * sgdLowerBoundAtDistance(100, steps) * (1 - 1e-12),
        );
      }
    }
  });

  it("has sharp forms near its ends, and nothing to say below", () => {
    expect(sgdLowerBound(1, 3)).toBe(0);
    expect(sgdLowerBound(2, 0)).toBe(1);
    expect(sgdLowerBoundAtDistance(3, 1)).toBe(0);
    // (1 − 2/κ)ᵀ at κ = T = 1e6: 60-digit mpmath.
    expect(Math.abs(sgdLowerBound(1e6, 1e6) / 0.135335012565956 - 1)).toBeLessThanOrEqual(8 * eps);
    expect(Math.abs(sgdLowerBound(2 + 2 ** -40, 1) / (2 ** -40 / (2 + 2 ** -40)) - 1)).toBeLessThanOrEqual(2 * eps);
    expect(() => sgdAdversary({ eta: 1, smallestEigenvalue: 2, largestEigenvalue: 1, bound: 0.1 })).toThrow(
      expect.objectContaining({ field: "smallestEigenvalue" }),
    );
    expect(() => sgdAdversary({ eta: 1, smallestEigenvalue: 1, largestEigenvalue: 1, bound: 1 })).toThrow(
      expect.objectContaining({ field: "bound" }),
    );
  });
});

const finite: FiniteBatchSetting = {
  inputs: 20,
  features: 3,
  outputs: 5,
  batchSize: 4000,
  failureProbability: 0.05,
  distance: 0.1,
  eta: 0.5,
  noiseVariance: 0.01,
  smallestHeadSingularValue: 1.5,
  smallestEigenvalue: 0.75,
  conditionNumber: 4,
};

describe("Theorem 3.6", () => {
  it("has the terms of its definition", () => {
    const { bound, terms } = kfacDistanceBound(finite);
    for (const [name, value] of Object.entries({ bound, ...terms })) {
      const exact = Number(golden.finiteBatch[name as keyof typeof golden.finiteBatch]);
      expect(Math.abs(value / exact - 1)).toBeLessThanOrEqual(32 * eps);
    }
    expect(finiteBatchTerms(finite)).toEqual(terms);
  });

  const positive = fc.double({ min: -4, max: 4, noNaN: true }).map((x) => 10 ** x);
  const inBasin = fc
    .record({
      features: fc.integer({ min: 1, max: 30 }),
      moreInputs: fc.integer({ min: 0, max: 3000 }),
      moreOutputs: fc.integer({ min: 0, max: 3000 }),
      failureProbability: fc.double({ min: -9, max: -0.01, noNaN: true }).map((x) => 10 ** x),
      share: unit,
      eta: unit,
      noiseVariance: fc.oneof(fc.constant(0), positive),
      smallestHeadSingularValue: positive,
      smallestEigenvalue: positive,
      conditionNumber: fc.double({ min: 0, max: 8, noNaN: true }).map((x) => 10 ** x),
    })
    .map(({ moreInputs, moreOutputs, share, ...rest }): FiniteBatchSetting => {
      const given = { ...rest, inputs: rest.features + moreInputs, outputs: rest.features + moreOutputs };
      const basin = kfacBasin(given);
      return { ...given, distance: share * basin.distance, batchSize: Math.ceil(basin.batchSize * (1 + share)) };
    })
    .filter(({ batchSize }) => Number.isSafeInteger(batchSize));

  test.prop([inBasin])("has β ≤ .1 and the simple form in the basin, with 6 in the place of 11", (setting) => {
    const { bound, terms } = kfacDistanceBound(setting);
    expect(terms.drift).toBeLessThanOrEqual(0.0986);
    const simple = kfacBasinBound(setting);
    expect(bound).toBeLessThanOrEqual(simple * (1 + 32 * eps));
    const first = (1 - 0.9 * setting.eta) * setting.distance;
    expect(bound).toBeLessThanOrEqual((first + (6 / 11) * (simple - first)) * (1 + 64 * eps));
  });

  it("without noise at η = 1 learns in one step", () => {
    expect(kfacDistanceBound({ ...finite, noiseVariance: 0, eta: 1 }).bound).toBe(0);
    expect(kfacDistanceBound({ ...finite, eta: 0 }).bound).toBe(0.1);
  });

  it.each([
    ["inputs", 2],
    ["features", 0],
    ["outputs", 2],
    ["batchSize", 40],
    ["batchSize", 1.5],
    ["batchSize", 100],
    ["failureProbability", 0],
    ["failureProbability", 1],
    ["distance", 0.9],
    ["distance", -0.1],
    ["distance", 1],
    ["eta", 1.5],
    ["noiseVariance", -1],
    ["noiseVariance", 1e3],
    ["smallestHeadSingularValue", 0],
    ["smallestEigenvalue", Number.NaN],
    ["conditionNumber", 0.9],
  ] as const)("names %s = %s, bad or out of its reach", (field, value) => {
    expect(() => kfacDistanceBound({ ...finite, [field]: value })).toThrow(
      expect.objectContaining({ code: "invalid-input", field }),
    );
  });

  it("names what leaves the basin", () => {
    expect(() => kfacBasinBound(finite)).toThrow(expect.objectContaining({ field: "distance" }));
    expect(() => kfacBasinBound({ ...finite, distance: 0.01 })).toThrow(
      expect.objectContaining({ field: "batchSize" }),
    );
    expect(() => kfacBasin({ ...finite, conditionNumber: 0 })).toThrow(
      expect.objectContaining({ field: "conditionNumber" }),
    );
  });
});

describe("Lemma B.8", () => {
  it.each(golden.slack as [number, number, number, string][])("a = %s, b = %s, η = %s: %s", (a, b, eta, expected) => {
    const lost = 8 * eps * (1 + 1 / (1 - b * eta)) * (eta * Math.abs(2 * (1 - a) - b) + eta * eta);
    expect(Math.abs(lemmaB8Slack(a, b, eta) - Number(expected))).toBeLessThanOrEqual(lost + 2 * eps * eta);
  });

  test.prop([fc.double({ min: 0.5, max: 1, noNaN: true }), unit])(
    "holds at the largest b, and fails just above",
    (a, eta) => {
      const largest = lemmaB8LargestB(a);
      if (largest * eta < 1) expect(lemmaB8Slack(a, largest, eta)).toBeGreaterThanOrEqual(-4 * eps * eta);
      if (largest < 0.99) expect(lemmaB8Slack(a, largest + 1e-4, 1e-5)).toBeLessThan(0);
    },
  );

  it("names arguments outside of its domain", () => {
    for (const [field, a, b, eta] of [
      ["a", 0.4, 0.1, 0.5],
      ["b", 0.9, 1.1, 0.5],
      ["b", 0.5, 1, 1],
      ["eta", 0.9, 0.2, 1.1],
    ] as const) {
      expect(() => lemmaB8Slack(a, b, eta)).toThrow(expect.objectContaining({ code: "invalid-input", field }));
    }
    expect(() => lemmaB8LargestB(2)).toThrow(expect.objectContaining({ field: "a" }));
    expect(lemmaB8Slack(1, 0, 1)).toBe(0);
  });
});

describe("Lemma B.3", () => {
  it("adds its three terms in the unit of the noise", () => {
    const setting = { logDeterminantRatio: 2.5, noiseVariance: 0.25, outputs: 3, failureProbability: 0.05 };
    const exact = 0.25 * (4 * 2.5 + 24 * Math.log(5) + 8 * Math.log(20));
    expect(Math.abs(selfNormalisedBound(setting) / exact - 1)).toBeLessThanOrEqual(8 * eps);
    for (const [field, value] of [
      ["logDeterminantRatio", -1],
      ["noiseVariance", Number.NaN],
      ["outputs", 0],
      ["failureProbability", 1],
    ] as const) {
      expect(() => selfNormalisedBound({ ...setting, [field]: value })).toThrow(expect.objectContaining({ field }));
    }
  });
});
