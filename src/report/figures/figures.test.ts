import { fc, test } from "@fast-check/vitest";
import { beforeAll, describe, expect, it } from "vitest";
import type { BoundClaimResult } from "../../verification/bound/bound-result.ts";
import type { FigureData } from "../../verification/results/figure-data.ts";
import { kindPageOf } from "../kinds/index.ts";
import { boundClaim, boundSize } from "../testing/kinds.ts";
import { descendants, parseSvg, type SvgNode } from "../testing/read-svg.ts";
import { claim, emptyPoint, point, run } from "../testing/run.ts";
import { boundFigure } from "./bound-figure.ts";
import { convergenceFigure, shownPoints } from "./convergence-figure.ts";
import { loadPlotLibrary, type PlotLibrary } from "./plot-library.ts";
import { MOST_PANELS } from "./point-panels.ts";
import { PANEL } from "./style.ts";
import { theoryFigure } from "./theory-figure.ts";

let library: PlotLibrary;
beforeAll(async () => {
  library = await loadPlotLibrary();
});

/** The figure of a limit claim of the example run. */
function figureOf(index: number): FigureData {
  const result = run().claims[index];
  if (result.kind !== "limit" || result.figure === null) throw new Error("this claim has no figure");
  return result.figure;
}

const texts = (name: string) => ({ name, title: "Title & <more>", description: 'Says "what" it shows.' });

function figure(changes: Partial<FigureData["panels"][number]["series"][number]>, xScale: "linear" | "log" = "linear") {
  const series = { name: "s", curve: [], points: [], ...changes };
  return { xLabel: "x", yLabel: "y", xScale, panels: [{ title: "", series: [series] }] } satisfies FigureData;
}

function drawn(data: FigureData): SvgNode {
  return parseSvg(theoryFigure(library, data, texts("a")) as string);
}

const tags = (root: SvgNode, tag: string): SvgNode[] => [...descendants(root)].filter(({ tagName }) => tagName === tag);
const words = (root: SvgNode): string[] => tags(root, "text").map(({ textContent }) => textContent);

function expectSound(svg: string): void {
  const root = parseSvg(svg);
  expect(root.getAttribute("xmlns")).toBe("http://www.w3.org/2000/svg");
  const [width, height] = ["width", "height"].map((name) => Number(root.getAttribute(name)));
  expect(root.getAttribute("viewBox")).toBe(`0 0 ${width} ${height}`);
  const [title, description, panel] = [...root.children];
  expect([title, description, panel].map(({ tagName }) => tagName)).toEqual(["title", "desc", "rect"]);
  expect(["width", "height", "fill"].map((name) => panel.getAttribute(name))).toEqual([
    String(width),
    String(height),
    PANEL,
  ]);
  for (const node of descendants(root)) {
    expect(["style", "script", "clipPath"]).not.toContain(node.tagName);
    for (const { name, value } of node.attributes) {
      expect(value).not.toMatch(/NaN|Infinity|undefined|currentColor|url\(|--/);
      expect(name).not.toMatch(/^(class|style|on)/);
    }
  }
}

describe("every figure of the example run", () => {
  it("is a file of its own, opaque, without style sheets, ids of others or broken numbers", () => {
    const ids: string[] = [];
    let count = 0;
    for (const result of run().claims) {
      for (const { name, title, description, draw } of kindPageOf(result).figures(result)) {
        const svg = draw(library, { name: `${result.id}-${name}`, title, description });
        if (svg === null) continue;
        count++;
        expectSound(svg);
        for (const node of descendants(parseSvg(svg))) {
          const id = node.getAttribute("id");
          if (id !== null) ids.push(id);
          const [labelled] = [node.getAttribute("aria-labelledby")];
          if (labelled !== null) expect(labelled.split(" ")).toHaveLength(2);
        }
      }
    }
    expect(count).toBe(10);
    expect(ids).toHaveLength(2 * count);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("is the same when it is drawn again", () => {
    const result = claim();
    const draw = () => convergenceFigure(library, result, texts("a"));
    expect(draw()).toBe(draw());
  });
});

describe("theory and simulation", () => {
  it("has axis labels, panel titles and a legend", () => {
    const data = figureOf(1);
    const shown = words(drawn(data));
    for (const label of [data.xLabel, data.yLabel, "uniform [0.2, 1.8]"]) expect(shown).toContain(label);
    for (const { name } of data.panels[0].series) expect(shown.filter((text) => text === name)).toHaveLength(1);
  });

  it("labels every tick of a log axis", () => {
    expect(words(drawn(figureOf(0)))).toEqual(expect.arrayContaining(["0.1", "0.2", "0.5", "1", "2"]));
  });

  /** Elements in the colour of the first series, in the order in which they are painted. */
  const painted = (data: FigureData): string =>
    tags(drawn(data), "g")
      .filter((group) => group.getAttribute("stroke") === "#0072b2")
      .flatMap((group) => [...group.children].map(({ tagName }) => tagName))
      .join(" ");
  const pair = (interval: readonly [number, number] | null): FigureData =>
    figure({
      name: "",
      points: [
        { x: 1, estimate: 1, interval },
        { x: 2, estimate: 2, interval: [1, 3] },
      ],
    });

  it("draws bar and caps over the symbol, also where the bar is shorter than the symbol", () => {
    expect(painted(pair([0.9999, 1.0001]))).toBe("circle line path path circle line path path");
  });

  it("cuts a bar without end at the frame and gives it no caps", () => {
    expect(painted(pair(null))).toBe("circle line circle line path path");
  });

  it("shows a point at 0 on an axis that was meant to be logarithmic", () => {
    const data = figure(
      { points: [0, 1, 2].map((x) => ({ x, estimate: x, interval: [x - 1, x + 1] as const })) },
      "log",
    );
    expectSound(theoryFigure(library, data, texts("a")) as string);
    expect(words(drawn(data))).toContain("0.0");
  });

  it("is left out where there is nothing to draw", () => {
    expect(theoryFigure(library, figure({}), texts("a"))).toBeNull();
    expect(theoryFigure(library, { ...figure({}), panels: [] }, texts("a"))).toBeNull();
  });

  it("takes hostile text for text", () => {
    const hostile = "</text><script>alert(1)</script>\"'&\u0000\uD800";
    const data = { ...figure({ name: hostile, points: [{ x: 1, estimate: 1, interval: null }] }), xLabel: hostile };
    const svg = theoryFigure(
      library,
      { ...data, yLabel: hostile },
      { name: hostile, title: hostile, description: hostile },
    ) as string;
    expectSound(svg);
    expect(words(parseSvg(svg)).join(" ")).toContain("<script>");
    expect(svg).toBe(Buffer.from(svg, "utf8").toString("utf8"));
  });
});

const moderate = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const randomFigure: fc.Arbitrary<FigureData> = fc.record({
  xLabel: fc.string(),
  yLabel: fc.string(),
  xScale: fc.constantFrom("linear" as const, "log" as const),
  panels: fc.array(
    fc.record({
      title: fc.string({ unit: "grapheme", maxLength: 60 }),
      series: fc.array(
        fc.record({
          name: fc.string(),
          curve: fc.array(fc.tuple(moderate, moderate), { maxLength: 4 }),
          points: fc.array(
            fc.record({
              x: moderate,
              estimate: moderate,
              interval: fc.option(
                fc.tuple(moderate, moderate).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
              ),
            }),
            { maxLength: 3 },
          ),
        }),
        { maxLength: 4 },
      ),
    }),
    { maxLength: 9 },
  ),
});

test.prop([randomFigure], { numRuns: 30 })("any figure is sound", (data) => {
  const svg = theoryFigure(library, data, texts("a"));
  const empty = data.panels.every(({ series }) =>
    series.every(({ curve, points }) => curve.length + points.length === 0),
  );
  if (empty) expect(svg).toBeNull();
  else expectSound(svg as string);
});

describe("convergence", () => {
  it("names the sizes and the limit on its axis", () => {
    const root = parseSvg(convergenceFigure(library, claim({ points: [point()] }), texts("a")) as string);
    for (const label of ["∞", "100", "200", "400", "800"]) expect(words(root)).toContain(label);
    expect(words(root)).toContain("(simulation − theory) / margin");
  });

  it.each([
    [1, "size, placed at 1/size; ∞ is the limit"],
    [0.5, "size, placed at 1/√size; ∞ is the limit"],
    [2, "size, placed at 1/size^2; ∞ is the limit"],
  ])("is drawn for exponent %d", (finiteSizeExponent, label) => {
    const svg = convergenceFigure(
      library,
      claim({ tested: { ...claim().tested, finiteSizeExponent } }),
      texts("a"),
    ) as string;
    expectSound(svg);
    expect(words(parseSvg(svg))).toContain(label);
  });

  it("has a panel for every point with data", () => {
    const points = [point(), emptyPoint({ aspectRatio: 1 }), point({ parameters: { aspectRatio: 2 } })];
    const root = parseSvg(convergenceFigure(library, claim({ points }), texts("a")) as string);
    expect(words(root)).toEqual(expect.arrayContaining(["1: aspect ratio = 0.5", "3: aspect ratio = 2"]));
    expect(words(root)).not.toContain("2: aspect ratio = 1");
  });

  it("shows the worst of too many points", () => {
    const points = Array.from({ length: MOST_PANELS + 6 }, (_, k) =>
      point({ parameters: { aspectRatio: k }, offset: (k % 7) / 1000 }),
    );
    const shown = shownPoints(points);
    expect(shown).toHaveLength(MOST_PANELS);
    expect(shown).toEqual([...shown].sort((a, b) => a - b));
    const left = points.map((_, k) => k).filter((k) => !shown.includes(k));
    const worstLeft = Math.max(...left.map((k) => k % 7));
    expect(Math.min(...shown.map((k) => k % 7))).toBeGreaterThanOrEqual(worstLeft);
  });

  it("is left out where nothing was simulated", () => {
    expect(convergenceFigure(library, claim({ points: [] }), texts("a"))).toBeNull();
    expect(convergenceFigure(library, claim({ points: [emptyPoint({})] }), texts("a"))).toBeNull();
  });
});

describe("a bound's figure", () => {
  it("has one kind of vertical axis for all its panels, logarithmic where one panel needs it", () => {
    const slack = (median: number, smallest: number) => ({ smallest, median, atFailureRate: 1, largest: 1 });
    const panel = (smallest: number) => ({
      parameters: { smallest },
      verdict: "supported" as const,
      sizes: [0.5, Math.SQRT1_2, 1].map((median, i) => boundSize(10 * 2 ** i, { slack: slack(median, smallest) })),
    });
    /** Vertical positions of the medians in the last panel. */
    const medians = (points: BoundClaimResult["points"]): number[] => {
      const svg = boundFigure(library, boundClaim({ points }), texts("b")) as string;
      const curves = [...svg.matchAll(/stroke-dasharray="7 3"[^>]*><path d="([^"]*)"/g)].map(([, path]) => path);
      return [...(curves.at(-1) ?? "").matchAll(/,([-\d.]+)/g)].map(([, y]) => Number(y));
    };
    const evenness = (points: BoundClaimResult["points"]): number => {
      const [a, b, c] = medians(points);
      return (a - b) / (b - c);
    };
    // Printed to two decimals of some 50 pixels. On a linear axis the second step is √2 times the first.
    expect(evenness([panel(0.001), panel(0.5)])).toBeCloseTo(1, 2);
    expect(evenness([panel(0.4), panel(0.5)])).toBeCloseTo((Math.SQRT1_2 - 0.5) / (1 - Math.SQRT1_2), 2);
  });
});
