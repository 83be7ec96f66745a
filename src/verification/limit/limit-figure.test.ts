import { beforeAll, describe, expect, it } from "vitest";
import type { Claim, ClaimFigure } from "../../claims/claim.ts";
import { type FormulaCompiler, loadFormulaCompiler } from "../../claims/formula/compile.ts";
import type { LimitTest } from "../../claims/tests.ts";
import { invalidInput } from "../../foundation/errors.ts";
import type { Parameters } from "../../foundation/json.ts";
import type { FigureData } from "../results/figure-data.ts";
import { productFormula, type SyntheticParameters, syntheticClaim } from "../testing/synthetic-claim.ts";
import { limitFigure } from "./limit-figure.ts";
import type { LimitPointResult } from "./limit-result.ts";

let compile: FormulaCompiler;
beforeAll(async () => {
  compile = await loadFormulaCompiler();
});

const figure: ClaimFigure = { x: "a", label: "factor a", scale: "linear", series: [], yLabel: "product" };

function draw(
  points: readonly LimitPointResult[],
  changes: Partial<ClaimFigure> = {},
  formula = productFormula("a * b"),
): FigureData | null {
  const claim = syntheticClaim({ test: { ...syntheticClaim().test, formula } });
  return limitFigure(
    claim as unknown as Claim<Parameters, LimitTest>,
    { ...figure, ...changes },
    compile(formula),
    points,
  );
}

function point(parameters: Partial<SyntheticParameters>, changes: Partial<LimitPointResult> = {}): LimitPointResult {
  return {
    parameters: { a: 1, b: 1, ...parameters } as SyntheticParameters,
    verdict: "supported",
    theory: 1,
    theoryError: 0,
    estimate: 1.5,
    interval: [1, 2],
    withoutSmallestSize: null,
    skewness: null,
    margin: 1,
    residualBias: 0,
    replicates: 64,
    declaredFaults: 0,
    sizes: [],
    resolution: null,
    ...changes,
  };
}

describe("limitFigure", () => {
  it("draws the formula over the grid's range and the points with their intervals", () => {
    const data = draw([point({ a: 1, b: 3 }), point({ a: 2, b: 3 }, { estimate: 6.5, interval: null })]);
    expect(data).toMatchObject({ xLabel: "factor a", yLabel: "product", xScale: "linear" });
    expect(data?.panels).toHaveLength(1);
    const [series] = data?.panels[0].series ?? [];
    expect(series.points).toEqual([
      { x: 1, estimate: 1.5, interval: [1, 2] },
      { x: 2, estimate: 6.5, interval: null },
    ]);
    expect(series.curve).toHaveLength(61);
    expect(series.curve[0]).toEqual([1, 3]);
    expect(series.curve[30]).toEqual([1.5, 4.5]);
    expect(series.curve[60]).toEqual([2, 6]);
  });

  it("spaces a logarithmic axis geometrically", () => {
    const data = draw([point({ a: 1 }), point({ a: 16 })], { scale: "log" });
    const [x, y] = data?.panels[0].series[0].curve[30] ?? [];
    // 16^(1/2), up to a few roundings.
    expect(Math.abs((x as number) - 4)).toBeLessThan(16 * Number.EPSILON);
    expect(y).toBe(x);
  });

  it("leaves points without an estimate off, and points without theory out altogether", () => {
    const data = draw([
      point({ a: 1 }),
      point({ a: 2 }, { estimate: null, interval: null }),
      point({ a: 9 }, { theory: null, estimate: null, interval: null }),
    ]);
    expect(data?.panels[0].series[0].points).toHaveLength(1);
    expect(data?.panels[0].series[0].curve.at(-1)).toEqual([2, 2]);
  });

  it("is null where there is nothing to place", () => {
    expect(draw([])).toBeNull();
    expect(draw([point({}, { theory: null })])).toBeNull();
    expect(draw([point({})], { x: "fault" })).toBeNull();
    expect(draw([point({})], { x: "absent" })).toBeNull();
  });

  it("draws no curve over a single abscissa", () => {
    expect(draw([point({ a: 2 })])?.panels[0].series[0].curve).toEqual([]);
  });

  it("gives the series' parameters colours and every other one that varies a panel", () => {
    const points = [1, 2].flatMap((noise) =>
      [0, 0.5].flatMap((shift) => [3, 4].flatMap((b) => [1, 2].map((a) => point({ a, b, noise, shift })))),
    );
    const data = draw(points, { series: ["b"] });
    expect(data?.panels.map(({ title }) => title)).toEqual([
      "noise = 1, shift = 0",
      "noise = 1, shift = 0.5",
      "noise = 2, shift = 0",
      "noise = 2, shift = 0.5",
    ]);
    for (const panel of data?.panels ?? []) {
      expect(panel.series.map(({ name }) => name)).toEqual(["b = 3", "b = 4"]);
      expect(panel.series.map(({ curve }) => curve[60])).toEqual([
        [2, 6],
        [2, 8],
      ]);
      for (const { points: placed } of panel.series) expect(placed.map(({ x }) => x)).toEqual([1, 2]);
    }
  });

  it("names no parameter that does not vary", () => {
    const data = draw([point({ a: 1 }), point({ a: 2 })], { series: ["b"] });
    expect(data?.panels[0].title).toBe("");
    expect(data?.panels[0].series[0].name).toBe("");
  });

  it("leaves gaps in the curve where theory has no value, not real or refused", () => {
    const notReal = draw([point({ a: -1 }), point({ a: 2 })], {}, productFormula("sqrt(a) * b"));
    const xs = notReal?.panels[0].series[0].curve.map(([x]) => x) ?? [];
    expect(Math.min(...xs)).toBeGreaterThanOrEqual(0);
    expect(xs.length).toBe(41);
    const integers = productFormula("a * b", ({ a }) => {
      if (!Number.isInteger(a)) throw invalidInput("a", a, "an integer");
      return {};
    });
    expect(draw([point({ a: 1 }), point({ a: 3 })], {}, integers)?.panels[0].series[0].curve).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
  });
});
