import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Tolerance } from "../../claims/tests.ts";
import { exactly } from "../../foundation/quantity.ts";
import { createStream } from "../../simulation/random/create-stream.ts";
import { extrapolationWeights } from "../ladder/extrapolation.ts";
import { driveJudge, shows } from "../testing/drive-judge.ts";
import { limitJudge } from "../testing/limit-judge.ts";
import { absoluteTolerance } from "../tolerance.ts";
import { relativeResolution } from "./resolution.ts";

const sizes = [20, 40, 80];
const weights = extrapolationWeights(sizes, 1);
// At most the burn-in, so that the judge looks once and every formula is judged on the same replicates.
const replicates = 48;

const noises = sizes.map((size) => {
  const stream = createStream(["resolution", size]);
  return Array.from({ length: replicates }, () => stream.normal());
});

interface Case {
  readonly limit: number;
  readonly bias: number;
  readonly error: number;
  readonly noise: number;
  readonly margin: Tolerance;
  readonly residualBias: Tolerance;
  readonly numericalError: number;
}

/** Judges `factor` times the formula on the data of a case, as a claim of its own. */
function judgeScaled(data: Case, factor: number) {
  const limit = factor * data.limit;
  const judge = limitJudge({
    observable: "x",
    sizes,
    theoryAtSizes: sizes.map((size) => factor * theoryAt(data, size)),
    finiteSizeExponent: 1,
    margin: absoluteTolerance(data.margin, limit),
    residualBias: absoluteTolerance(data.residualBias, limit) + Math.abs(factor) * data.numericalError,
    alpha: 0.01,
    mostUnits: replicates,
  });
  return driveJudge(judge, (size, replicate) => {
    return shows(theoryAt(data, size) + data.error + 1 / size + data.noise * noises[sizes.indexOf(size)][replicate]);
  });
}

function theoryAt({ limit, bias }: Case, size: number): number {
  return limit * (1 + bias / size);
}

function resolutionOf(data: Case): number | null {
  const claimed = {
    limit: exactly(data.limit),
    atSizes: sizes.map((size) => exactly(theoryAt(data, size))),
    numericalError: data.numericalError,
  };
  return relativeResolution(judgeScaled(data, 1).finding, claimed, data, weights);
}

const tolerance = (max: number): fc.Arbitrary<Tolerance> =>
  fc.double({ min: 0.001, max, noNaN: true }).chain((length): fc.Arbitrary<Tolerance> => {
    return fc.constantFrom({ absolute: length }, { relative: length });
  });

const cases: fc.Arbitrary<Case> = fc.record({
  limit: fc.constantFrom(-4, -1, 0.5, 1, 30),
  bias: fc.constantFrom(-1, 0, 3),
  error: fc.double({ min: -2, max: 2, noNaN: true }),
  noise: fc.constantFrom(0.001, 0.1, 3),
  margin: tolerance(0.4),
  residualBias: tolerance(0.2),
  numericalError: fc.constantFrom(0, 0.01),
});

describe("relativeResolution", () => {
  it("is the error from which on the same data refute the formula raised and lowered by it", () => {
    fc.assert(
      fc.property(cases, fc.double({ min: 1e-6, max: 3, noNaN: true }), (data, further) => {
        const resolution = resolutionOf(data);
        fc.pre(resolution !== null);
        const e = resolution as number;
        const refuted = (error: number): boolean =>
          [1 + error, 1 - error].every((factor) => judgeScaled(data, factor).verdict === "refuted");
        // Roundings of numbers of size 100, divided by a slope of at least .2: far below 1e-9.
        expect(refuted(e + 1e-9)).toBe(true);
        expect(refuted(e + further)).toBe(true);
        expect(refuted(Math.max(0, e - 1e-9))).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it("does not exist where a larger formula brings a margin as large: theory 0, or a relative margin of 1", () => {
    const data: Case = {
      limit: 1,
      bias: 0,
      error: 0,
      noise: 0.001,
      margin: { relative: 0.05 },
      residualBias: { absolute: 0 },
      numericalError: 0,
    };
    expect(resolutionOf(data)).toBeGreaterThan(0.05);
    expect(resolutionOf({ ...data, limit: 0, margin: { absolute: 0.1 } })).toBeNull();
    expect(resolutionOf({ ...data, margin: { relative: 1.1 } })).toBeNull();
    expect(judgeScaled({ ...data, margin: { relative: 1.1 } }, 1e6).verdict).not.toBe("refuted");
  });

  it("does not exist where the limit is 0, even if the finite problems' theory is not", () => {
    const claimed = { limit: exactly(0), atSizes: [0.3, 0.2, 0.1].map(exactly), numericalError: 0 };
    const intercept = { mean: 0, interval: [-0.01, 0.01] } as const;
    const test = { margin: { absolute: 0.05 }, residualBias: { absolute: 0 } };
    expect(relativeResolution(intercept, claimed, test, weights)).toBeNull();
    expect(relativeResolution(intercept, { ...claimed, limit: exactly(0.1) }, test, weights)).not.toBeNull();
  });

  it("does not exist without an interval", () => {
    const claimed = { limit: exactly(1), atSizes: sizes.map(() => exactly(1)), numericalError: 0 };
    const test = { margin: { relative: 0.1 }, residualBias: { relative: 0 } };
    expect(relativeResolution({ mean: null, interval: [-0.1, 0.1] }, claimed, test, weights)).toBeNull();
    const unbounded = { mean: 0, interval: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] } as const;
    expect(relativeResolution(unbounded, claimed, test, weights)).toBeNull();
  });

  it("is .1/.9 for a perfect fit with a relative margin of .1, where raising the formula raises the margin", () => {
    const claimed = { limit: exactly(2), atSizes: sizes.map(() => exactly(2)), numericalError: 0 };
    const intercept = { mean: 0, interval: [0, 0] } as const;
    const test = { margin: { relative: 0.1 }, residualBias: { relative: 0 } };
    expect(relativeResolution(intercept, claimed, test, weights)).toBeCloseTo(1 / 9, 14);
  });
});
