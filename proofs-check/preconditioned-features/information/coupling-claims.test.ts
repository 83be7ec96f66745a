import type { Claim, Exhibit, IdentityTest } from "asymptopia";
import { describe, expect, it } from "vitest";
import { loadFormulaCompiler } from "../../../src/claims/formula/compile.ts";
import type { InputMapParameters } from "../../../src/simulation/index.ts";
import { inputMapRoundings } from "../../../src/simulation/index.ts";
import type { IdentityClaimResult } from "../../../src/verification/identity/identity-result.ts";
import { verifyHere } from "../../../src/verification/testing/verify-here.ts";
import { affine, rotation } from "./adaptive-gap.ts";
import adaptiveFigure from "./adaptive-gap-figure.ts";
import anyArchitecture from "./any-architecture.ts";
import gramSpectrum from "./gram-spectrum.ts";
import ownSettingFigure from "./own-setting-figure.ts";
import { decay } from "./own-setting-gap.ts";
import ownSettingStartFigure from "./own-setting-start-figure.ts";
import { allParameters, laterParameters } from "./parameters-independent-of-inputs.ts";
import { covariant, manyInputs } from "./second-order.ts";
import { joint, minimumNorm, testRisk, trainingSide } from "./whitening-erases.ts";
import whiteningFigure, { ridgelessError } from "./whitening-figure.ts";

const coupled = [
  anyArchitecture,
  laterParameters,
  allParameters,
  rotation,
  affine,
  covariant,
  manyInputs,
  trainingSide,
] as unknown as Claim<InputMapParameters, IdentityTest>[];

/** The points of a claim at any budget, its supported controls' included. */
function pointsOf<P extends object>({ grid, atBudget, controls }: Claim<P & Record<string, never>>): P[] {
  const positive = controls.filter(({ expected }) => expected === "supported");
  return [
    ...grid,
    ...(atBudget?.quick?.grid ?? []),
    ...(atBudget?.thorough?.grid ?? []),
    ...positive.flatMap((control) => control.grid),
  ] as P[];
}

describe("the factors of rounding", () => {
  it.each(coupled)("of $id are at least the derived ones", (claim) => {
    const points = pointsOf(claim as never) as InputMapParameters[];
    const derived = claim.sizes.flatMap((size) =>
      points.map((point) => inputMapRoundings(claim.experiment.realise(point, size))),
    );
    expect(claim.test.factor).toBeGreaterThanOrEqual(Math.max(...derived));
    // And none is widened besides.
    expect(claim.test.factor).toBeLessThan(1.05 * Math.max(...derived));
  });

  it("of the others are as well", () => {
    const shapesOf = (claim: { readonly sizes: readonly number[] }): Readonly<Record<string, number>>[] => {
      const own = claim as unknown as Claim;
      return own.sizes.flatMap((size) =>
        pointsOf(own as never).map((point) => own.experiment.realise(point as never, size).shape),
      );
    };
    for (const { n, d } of shapesOf(gramSpectrum)) {
      expect(gramSpectrum.test.factor).toBeGreaterThanOrEqual(78 * Math.max(n, d) + 11);
    }
    for (const { n, d } of shapesOf(minimumNorm)) {
      expect(minimumNorm.test.factor).toBeGreaterThanOrEqual(70 * d + 8 * n * n + 20 * n + 20);
    }
    for (const { n, d, tests } of shapesOf(joint)) {
      expect(n + tests).toBeLessThanOrEqual(d);
      expect(joint.test.factor).toBeGreaterThanOrEqual(47 * d + d + n + joint.grid[0].steps + 6);
    }
    for (const { n, d, h } of shapesOf(decay)) {
      const disturbed = n * d + d * h + 2 * h + 1;
      expect(decay.test.factor).toBeGreaterThanOrEqual(Math.sqrt(disturbed) * (3 * d ** 2.5 + n + 4 * d + 3 * h));
    }
  });
});

// Identities involve no probability: a control differs on every instance, and a claim is off by rounding on all of them.
describe("verified in this thread", () => {
  it.each([
    { ...gramSpectrum, grid: gramSpectrum.grid.slice(0, 1) },
    { ...anyArchitecture, grid: anyArchitecture.grid.slice(0, 1) },
    { ...trainingSide, grid: trainingSide.grid.slice(0, 1) },
    { ...rotation, grid: rotation.grid.slice(1, 2) },
    minimumNorm,
    joint,
  ])("$id is supported, and its controls are refuted", async (claim) => {
    const result = await verifyHere<IdentityClaimResult>(claim as unknown as Claim, "identity");
    expect(result.verdict).toBe("supported");
    expect(result.controls.map(({ verdict }) => verdict)).toEqual(claim.controls.map(() => "refuted"));
    for (const { largestMultiple, informative, replicates } of result.points.flatMap(({ sizes }) => sizes)) {
      expect(informative).toBe(replicates);
      expect(largestMultiple).toBeLessThan(claim.test.factor / 20);
    }
  });

  it("all parameters are refuted to depend on the Gram matrix alone, and decay inside of P is seen", async () => {
    for (const claim of [allParameters, decay]) {
      const result = await verifyHere<IdentityClaimResult>({ ...claim, controls: [] } as unknown as Claim, "identity");
      expect(result.verdict).toBe("refuted");
    }
  });
});

describe("the risk of the whitened readout", () => {
  it("is the formula at numbers done by hand, and the figure's curve", async () => {
    const compile = await loadFormulaCompiler();
    const at = { ...testRisk.grid[0], trainShare: 0.5, noiseVariance: 0.1 };
    const inputs = testRisk.test.formula.inputs(at);
    const numbers = Object.fromEntries(Object.entries(inputs).map(([name, { value }]) => [name, value]));
    const value = compile(testRisk.test.formula).evaluate(numbers);
    // ½ + .1/½.
    expect(Math.abs(value - 0.7)).toBeLessThan(4 * Number.EPSILON);
    expect(Math.abs(ridgelessError(0.5) - 0.7)).toBeLessThan(4 * Number.EPSILON);
    // .1/(1 − ½).
    expect(Math.abs(ridgelessError(2) - 0.2)).toBeLessThan(4 * Number.EPSILON);
  });
});

describe("the figures", () => {
  const constant = () => ({ mean: 1, interval: [0.5, 1.5] as const });
  const lengthOf: Record<string, number> = { "adaptive-gap": 121, "own-setting-gap": 51, "own-setting-start": 61 };

  it.each([adaptiveFigure, ownSettingFigure, ownSettingStartFigure, whiteningFigure] as unknown as Exhibit[])(
    "of $id show every point once",
    (exhibit) => {
      for (const { point, size } of exhibit.points) {
        expect(exhibit.experiment.parameters.parse(point)).toEqual(point);
        expect(exhibit.experiment.realise(point, size).size).toBe(size);
      }
      const asked = new Set<string>();
      const length = lengthOf[exhibit.id];
      const trajectory = new Float64Array(length ?? 0).fill(0.1);
      const figures = exhibit.draw(
        (index, observable) => {
          asked.add(`${index} ${observable}`);
          return constant() as never;
        },
        (index, observable) => {
          asked.add(`${index} ${observable}`);
          return { mean: trajectory, smallest: trajectory, largest: trajectory } as never;
        },
      );
      expect(new Set([...asked].map((name) => name.split(" ")[0])).size).toBe(exhibit.points.length);
      for (const series of figures.flatMap(({ data }) => data.panels).flatMap((panel) => panel.series)) {
        if (length !== undefined) expect(series.curve).toHaveLength(length);
        for (const [x, y] of series.curve) expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true);
        expect(series.curve.length + series.points.length).toBeGreaterThan(0);
      }
    },
  );
});
