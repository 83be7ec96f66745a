import type { RateClaimResult, RatePoint, RateTested } from "../../verification/rate/rate-result.ts";
import { axis, padded, type Range, rangeOf } from "./axis.ts";
import { composeFigure, layoutFor, type Panel } from "./compose.ts";
import type { Mark } from "./panel.ts";
import type { PlotLibrary } from "./plot-library.ts";
import { logSizeAxis, MOST_PANELS, pointPanels } from "./point-panels.ts";
import { type SeriesStyle, seriesStyle } from "./style.ts";
import type { FigureTexts } from "./theory-figure.ts";

const FITTED: SeriesStyle = { ...seriesStyle(0), dash: "" };
const CLAIMED: SeriesStyle = { ...seriesStyle(1), dash: "7 3" };

/**
 * Per point of the grid the geometric means against the size, both axes logarithmic, with lines of the fitted and of the
 * claimed slope through the centre of the means. Null without data.
 */
export function rateFigure(
  library: PlotLibrary,
  { points, tested }: Pick<RateClaimResult, "points" | "tested">,
  texts: FigureTexts,
): string | null {
  const drawable = points.flatMap((point, index) => (meansOf(point).length > 0 ? [index] : []));
  if (drawable.length === 0) return null;
  const shown = drawable.slice(0, MOST_PANELS);
  const layout = layoutFor(shown.length);
  const line = (style: SeriesStyle) => ({
    curves: [{ style, width: 1.5, points: [[0, 0.5] as const, [1, 0.5] as const] }],
    marks: [],
  });
  return composeFigure(library, {
    ...texts,
    xLabel: "size",
    yLabel: tested.logPower === 0 ? "geometric mean" : "geometric mean over the power of the logarithm",
    layout,
    legend: [
      {
        name: "geometric mean ± 2 standard errors",
        sample: { curves: [], marks: [{ style: FITTED, x: 0.5, y: 0.5, interval: [0, 1] }] },
      },
      { name: "fitted slope", sample: line(FITTED) },
      { name: "claimed slope", sample: line(CLAIMED) },
    ],
    panels: pointPanels(points, shown, (point) => pointPanel(point, tested, layout.width, layout.height)),
  });
}

function pointPanel(point: RatePoint, { exponent }: RateTested, width: number, height: number): Omit<Panel, "title"> {
  const means = meansOf(point);
  const centre = [mean(means.map(({ size }) => Math.log(size))), mean(means.map(({ value }) => Math.log(value)))];
  const ends = rangeOf(means.map(({ size }) => size)) as Range;
  const line = (style: SeriesStyle, slope: number) => ({
    style,
    width: 1.5,
    points: ends.map((size) => [size, Math.exp(centre[1] - slope * (Math.log(size) - centre[0]))] as const),
  });
  const marks = means.map(({ size, value, error }): Mark => {
    return { style: FITTED, x: size, y: value, interval: [value * Math.exp(-2 * error), value * Math.exp(2 * error)] };
  });
  const curves = [...(point.estimate === null ? [] : [line(FITTED, point.estimate)]), line(CLAIMED, exponent)];
  const heights = [
    ...marks.flatMap(({ interval }) => interval ?? []),
    ...curves.flatMap(({ points }) => points.map(([, y]) => y)),
  ];
  return {
    x: logSizeAxis(
      means.map(({ size }) => size),
      width,
    ),
    y: axis(padded(rangeOf(heights) as Range, "log"), "log", height, "y"),
    layers: { curves, marks },
  };
}

function meansOf({ sizes }: RatePoint): { readonly size: number; readonly value: number; readonly error: number }[] {
  return sizes.flatMap(({ size, geometricMean, standardErrorOfLog }) =>
    geometricMean === null ? [] : [{ size, value: geometricMean, error: standardErrorOfLog ?? 0 }],
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
