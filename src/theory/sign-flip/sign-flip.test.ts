import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leastSquaresMargins } from "./least-squares-margin.ts";
import { populationReadout } from "./population-path.ts";
import type { ReadoutPath, SignFlipSetting } from "./setting.ts";

const setting: SignFlipSetting = {
  invariantSignal: 1.25,
  spuriousSignal: 2,
  invariantDeviation: 0.16,
  spuriousDeviation: 0.5,
  nuisanceDeviation: 0.4,
};

const path: ReadoutPath = { exponent: 0, lambda: 0, time: 1, steps: null };

const settings = fc.record({
  invariantSignal: fc.double({ min: 0.1, max: 5, noNaN: true }),
  spuriousSignal: fc.double({ min: 0.1, max: 5, noNaN: true }),
  invariantDeviation: fc.double({ min: 0.01, max: 1, noNaN: true }),
  spuriousDeviation: fc.double({ min: 0.01, max: 1, noNaN: true }),
  nuisanceDeviation: fc.constantFrom(null, 0.1, 2),
});

describe("the population's readout", () => {
  // Invariant and spurious weight, margin and flipped margin: eigenvectors of the 2 × 2 matrix by mpmath, 40 digits.
  it.each<[Partial<SignFlipSetting>, Partial<ReadoutPath>, readonly number[]]>([
    [{}, {}, [0.0173077203642998, 0.24558079624437165, 2.082929346890074, -1.9071735804886438]],
    [{}, { exponent: -2 }, [0.10789575169050196, -0.04525524095668883, 0.37913118704037607, 1.9262889577418991]],
    [
      {},
      { exponent: -1.5, time: 10 },
      [0.18629721358741783, 0.22542966525952063, 2.3379658382228135, -0.7453928151028825],
    ],
    [
      { nuisanceDeviation: null },
      { exponent: -2, lambda: 0.5, time: "converged" },
      [0.11424552507502317, -0.03910975749268227, 0.5348659585845048, 1.8303806088200745],
    ],
    [
      {
        invariantSignal: 2,
        spuriousSignal: 1,
        invariantDeviation: 0.5,
        spuriousDeviation: 0.016,
        nuisanceDeviation: 0.1,
      },
      { exponent: 0.5, lambda: 0.001, time: 50, steps: 40 },
      [0.39953875623005175, 0.00019498293457650967, 2.000487781855324, 1.9995117418175696],
    ],
    [
      { invariantDeviation: 0.001 },
      { exponent: -2 },
      [0.12040341027158555, -0.06020134834854182, 0.22361236364862203, 2.012458264273109],
    ],
    [
      {},
      { exponent: -1, time: 0.01 },
      [0.0018952697620632278, 0.0030324316193011645, 2.358495283014151, -1.033497933006201],
    ],
  ])("is that of 40 digits, within the error that it states: %o %o", (changes, training, expected) => {
    const found = populationReadout({ ...setting, ...changes }, { ...path, ...training });
    const quantities = [found.invariantWeight, found.spuriousWeight, found.margin, found.oodMargin];
    quantities.forEach(({ value, error, status }, i) => {
      expect(status).toBe("ok");
      expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(error);
      // The bottom mode's target is a difference of terms some hundred times as large in the worst of these.
      expect(error).toBeLessThanOrEqual(2 ** 14 * Number.EPSILON * Math.max(1, Math.abs(expected[i])));
    });
  });

  it("is right with the probability Φ of its margins: Φ(1.9262889577418992) by mpmath", () => {
    const { accuracy, oodAccuracy } = populationReadout(setting, { ...path, exponent: -2 });
    expect(Math.abs(oodAccuracy.value - 0.9729658482819218)).toBeLessThanOrEqual(oodAccuracy.error);
    expect(Math.abs(accuracy.value - 0.647704775928024)).toBeLessThanOrEqual(accuracy.error);
    expect(oodAccuracy.error).toBeLessThan(2 ** 10 * Number.EPSILON);
  });

  it("is least squares at the end for every exponent: the direction of the signals", () => {
    fc.assert(
      fc.property(settings, fc.double({ min: -2.5, max: 1, noNaN: true }), (at, exponent) => {
        const { margin, oodMargin } = populationReadout(at, { ...path, exponent, time: "converged" });
        const { invariantSignal: a, spuriousSignal: b } = at;
        const length = Math.hypot(a, b);
        expect(Math.abs(margin.value - length)).toBeLessThanOrEqual(margin.error + 8 * Number.EPSILON * length);
        expect(Math.abs(oodMargin.value - (a * a - b * b) / length)).toBeLessThanOrEqual(
          oodMargin.error + 8 * Number.EPSILON * length,
        );
      }),
    );
  });

  it("has the direction of least squares at all times for the exponent −1", () => {
    fc.assert(
      fc.property(settings, fc.double({ min: 1e-3, max: 100, noNaN: true }), (at, time) => {
        const early = populationReadout(at, { ...path, exponent: -1, time }).oodMargin;
        const late = populationReadout(at, { ...path, exponent: -1, time: "converged" }).oodMargin;
        expect(Math.abs(early.value - late.value)).toBeLessThanOrEqual(early.error + late.error);
      }),
    );
  });

  it("tends to that of gradient flow as steps become many", () => {
    const flow = populationReadout(setting, { ...path, exponent: -1.5, time: 5 }).oodMargin.value;
    const gap = (steps: number) =>
      Math.abs(populationReadout(setting, { ...path, exponent: -1.5, time: 5, steps }).oodMargin.value - flow);
    // Euler's method is of first order.
    expect(gap(1000) / gap(2000)).toBeCloseTo(2, 1);
    expect(gap(2000)).toBeLessThan(0.01);
  });

  it("depends on nuisance through the unit of time alone", () => {
    const without = populationReadout({ ...setting, nuisanceDeviation: null }, { ...path, exponent: -2 });
    const small = populationReadout({ ...setting, nuisanceDeviation: 0.4 }, { ...path, exponent: -2 });
    expect(small).toEqual(without);
    // With nuisance of deviation 0.04 ρ is 1/0.04²; without it is 1/τ of the smaller eigenvalue of the two features.
    const [first, second] = [0.16 ** 2 * (1 + 1.25 ** 2), 0.5 ** 2 * 5];
    const larger = (first + second) / 2 + Math.hypot((first - second) / 2, 1.25 * 2 * 0.16 * 0.5);
    const smaller = first + second - larger;
    const scaled = { ...path, exponent: -2, time: smaller / 0.04 ** 2 };
    const fast = populationReadout({ ...setting, nuisanceDeviation: 0.04 }, scaled);
    expect(Math.abs(fast.oodMargin.value - without.oodMargin.value)).toBeLessThan(2 ** 12 * Number.EPSILON);
  });

  it.each([
    [{ invariantSignal: 0 }, {}, "invariantSignal"],
    [{ spuriousDeviation: Number.NaN }, {}, "spuriousDeviation"],
    [{ nuisanceDeviation: -1 }, {}, "nuisanceDeviation"],
    [{}, { exponent: Number.NaN }, "exponent"],
    [{}, { lambda: -1 }, "lambda"],
    [{}, { time: 0 }, "time"],
    [{}, { steps: 0.5 }, "steps"],
    [{}, { time: 1e300, steps: 1000 }, "time"],
  ])("refuses what is outside its domain: %o %o", (changes, training, field) => {
    expect(() => populationReadout({ ...setting, ...changes }, { ...path, ...training })).toThrow(
      expect.objectContaining({ code: "invalid-input", field }),
    );
  });
});

describe("the margins of least squares", () => {
  it("are closed forms", () => {
    const { margin, oodMargin } = leastSquaresMargins({ invariantSignal: 1, spuriousSignal: 2, phi: 0.75 });
    // 5√(¼)/√5.75 and −3√(¼)/√5.75.
    expect(Math.abs(margin.value - 2.5 / Math.sqrt(5.75))).toBeLessThanOrEqual(margin.error);
    expect(Math.abs(oodMargin.value + 1.5 / Math.sqrt(5.75))).toBeLessThanOrEqual(oodMargin.error);
  });

  it("are those of the population's path at φ = 0", () => {
    const { oodMargin } = leastSquaresMargins({ invariantSignal: 1.25, spuriousSignal: 2, phi: 0 });
    const end = populationReadout(setting, { ...path, time: "converged" }).oodMargin;
    expect(Math.abs(oodMargin.value - end.value)).toBeLessThanOrEqual(oodMargin.error + end.error);
  });

  it.each([
    [{ invariantSignal: 0 }, "invariantSignal"],
    [{ spuriousSignal: Number.POSITIVE_INFINITY }, "spuriousSignal"],
    [{ phi: 1 }, "phi"],
    [{ phi: Number.NaN }, "phi"],
  ])("refuse what is outside their domain: %o", (changes, field) => {
    expect(() => leastSquaresMargins({ invariantSignal: 1, spuriousSignal: 2, phi: 0.5, ...changes })).toThrow(
      expect.objectContaining({ code: "invalid-input", field }),
    );
  });
});
