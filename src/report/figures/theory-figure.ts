import type { FigureData } from "../../verification/results/figure-data.ts";
import { axis, padded, type Range, rangeOf, rangeWithBars } from "./axis.ts";
import { composeFigure, layoutFor } from "./compose.ts";
import type { PlotLibrary } from "./plot-library.ts";
import { seriesStyle } from "./style.ts";

export interface FigureTexts {
  /** Unique among the figures of a page. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
}

/** Theory as curves, simulation as hollow symbols with error bars; null if there is nothing to draw. */
export function theoryFigure(library: PlotLibrary, data: FigureData, texts: FigureTexts): string | null {
  const panels = data.panels.filter(({ series }) =>
    series.some(({ curve, points }) => curve.length + points.length > 0),
  );
  if (panels.length === 0) return null;
  const names = [...new Set(panels.flatMap(({ series }) => series.map(({ name }) => name)))];
  const style = (name: string) => seriesStyle(names.indexOf(name));

  const allX = panels.flatMap(({ series }) =>
    series.flatMap(({ curve, points }) => [...curve.map(([x]) => x), ...points.map(({ x }) => x)]),
  );
  // A log axis has no place for 0; the linear one shows every point.
  const scale = data.xScale === "log" && allX.every((x) => x > 0) ? "log" : "linear";
  const xDomain = padded(rangeOf(allX) as Range, scale);
  const yDomains = commonIfSimilar(panels.map(({ series }) => padded(verticalRange(series), "linear")));
  const layout = layoutFor(panels.length);

  return composeFigure(library, {
    ...texts,
    xLabel: data.xLabel,
    yLabel: data.yLabel,
    layout,
    legend: names
      .filter((name) => name !== "")
      .map((name) => ({
        name,
        sample: {
          curves: [{ style: style(name), width: 1.5, points: [[0, 0.5] as const, [1, 0.5] as const] }],
          marks: [{ style: style(name), x: 0.5, y: 0.5, interval: [0.05, 0.95] as const }],
        },
      })),
    panels: panels.map(({ title, series }, index) => ({
      title,
      x: axis(xDomain, scale, layout.width, "x"),
      y: axis(yDomains[index], "linear", layout.height, "y"),
      layers: {
        curves: series.map(({ name, curve }) => ({ style: style(name), width: 1.5, points: curve })),
        marks: series.flatMap(({ name, points }) =>
          points.map(({ x, estimate, interval }) => ({ style: style(name), x, y: estimate, interval })),
        ),
      },
    })),
  });
}

function verticalRange(series: FigureData["panels"][number]["series"]): Range {
  const core = series.flatMap(({ curve, points }) => [
    ...curve.map(([, y]) => y),
    ...points.map(({ estimate }) => estimate),
  ]);
  const bars = series.flatMap(({ points }) => points.flatMap(({ interval }) => interval ?? []));
  return rangeWithBars(rangeOf(core) as Range, bars);
}

/** One range for all panels, unless some panel would then fill less than a third of its height. */
function commonIfSimilar(ranges: readonly Range[]): readonly Range[] {
  const [low, high] = rangeOf(ranges.flat()) as Range;
  return ranges.every(([a, b]) => b - a >= (high - low) / 3) ? ranges.map(() => [low, high]) : ranges;
}
