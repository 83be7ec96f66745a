import type { ExhibitFigureData } from "../../verification/results/exhibit-figure-data.ts";
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

/** Theory as curves, simulation as hollow symbols with error bars or bands; null if there is nothing to draw. */
export function theoryFigure(library: PlotLibrary, data: ExhibitFigureData, texts: FigureTexts): string | null {
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
  const allY = panels.flatMap(({ series }) => coreOf(series));
  const yScale = data.yScale === "log" && allY.some((y) => y > 0) ? "log" : "linear";
  const shown = (y: number): boolean => yScale === "linear" || y > 0;
  const yDomains = commonIfSimilar(panels.map(({ series }) => padded(verticalRange(series, yScale), yScale)));
  const layout = layoutFor(panels.length);
  const withPoints = new Set(
    panels
      .flatMap(({ series }) => series.filter(({ points, band }) => points.length > 0 || band === undefined))
      .map(({ name }) => name),
  );
  const hasPoints = (name: string): boolean => withPoints.has(name);

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
          marks: hasPoints(name) ? [{ style: style(name), x: 0.5, y: 0.5, interval: [0.05, 0.95] as const }] : [],
        },
      })),
    panels: panels.map(({ title, series }, index) => ({
      title,
      x: axis(xDomain, scale, layout.width, "x"),
      y: axis(yDomains[index], yScale, layout.height, "y"),
      layers: {
        areas: series.flatMap(({ name, band = [] }) =>
          band.length === 0 ? [] : [{ style: style(name), points: band.filter(([, , high]) => shown(high)) }],
        ),
        curves: series.map(({ name, curve }) => ({
          style: style(name),
          width: 1.5,
          points: curve.filter(([, y]) => shown(y)),
        })),
        marks: series.flatMap(({ name, points }) =>
          points
            .filter(({ estimate }) => shown(estimate))
            .map(({ x, estimate, interval }) => ({ style: style(name), x, y: estimate, interval })),
        ),
      },
    })),
  });
}

function verticalRange(series: ExhibitFigureData["panels"][number]["series"], scale: "linear" | "log"): Range {
  const core = coreOf(series);
  if (scale === "log") {
    // Bands may be cut at the bottom, where a logarithm has no end.
    const highest = series.flatMap(({ band = [] }) => band.map(([, , high]) => high));
    const range = rangeOf([...core, ...highest].filter((y) => y > 0)) ?? [1, 1];
    return [rangeOf(core.filter((y) => y > 0))?.[0] ?? range[0], range[1]];
  }
  const bars = series.flatMap(({ points, band = [] }) => [
    ...points.flatMap(({ interval }) => interval ?? []),
    ...band.flatMap(([, low, high]) => [low, high]),
  ]);
  return rangeWithBars(rangeOf(core) as Range, bars);
}

function coreOf(series: ExhibitFigureData["panels"][number]["series"]): number[] {
  return series.flatMap(({ curve, points }) => [...curve.map(([, y]) => y), ...points.map(({ estimate }) => estimate)]);
}

/** One range for all panels, unless some panel would then fill less than a third of its height. */
function commonIfSimilar(ranges: readonly Range[]): readonly Range[] {
  const [low, high] = rangeOf(ranges.flat()) as Range;
  return ranges.every(([a, b]) => b - a >= (high - low) / 3) ? ranges.map(() => [low, high]) : ranges;
}
