import type { BoundClaimResult, BoundPoint } from "../../verification/bound/bound-result.ts";
import { type Axis, axis, padded, type Range, rangeOf } from "./axis.ts";
import { composeFigure, layoutFor, type Panel } from "./compose.ts";
import type { PlotLibrary } from "./plot-library.ts";
import { logSizeAxis, MOST_PANELS, pointPanels } from "./point-panels.ts";
import { type SeriesStyle, seriesStyle } from "./style.ts";
import type { FigureTexts } from "./theory-figure.ts";

const QUANTILE: SeriesStyle = { ...seriesStyle(0), dash: "" };
const MEDIAN: SeriesStyle = { ...seriesStyle(1), dash: "7 3" };

/** From this ratio of largest to smallest on, a logarithmic axis shows more. */
const LOG_FROM = 20;

/**
 * Per point of the grid, how much of the bound is used up at each size: the quantile that the claim is about with a bar
 * from the smallest to the largest observed, and the median, over a band where the inequality is violated. Null for
 * claims of one size, of which the table says as much.
 */
export function boundFigure(
  library: PlotLibrary,
  { points, tested }: Pick<BoundClaimResult, "points" | "tested">,
  texts: FigureTexts,
): string | null {
  const drawable = points.flatMap((point, index) =>
    point.sizes.filter(({ slack }) => slack !== null).length > 1 ? [index] : [],
  );
  if (drawable.length === 0) return null;
  const shown = drawable.slice(0, MOST_PANELS);
  const layout = layoutFor(shown.length);
  const above = tested.direction === "at-most";
  // One kind of axis for all panels, so that they can be compared.
  const ranges = shown.map((index) => rangeOf([1, ...quantilesAt(points[index])]) as Range);
  const scale =
    ranges.every(([low]) => low > 0) && ranges.some(([low, high]) => high / low >= LOG_FROM) ? "log" : "linear";
  const quantile = above ? `${percent(1 - tested.failureRate)} quantile` : `${percent(tested.failureRate)} quantile`;
  const always = above ? "largest" : "smallest";
  return composeFigure(library, {
    ...texts,
    xLabel: "size",
    yLabel: "observable / bound",
    layout,
    legend: [
      {
        name: `${tested.failureRate === 0 ? always : quantile}, bar from smallest to largest`,
        sample: { curves: [], marks: [{ style: QUANTILE, x: 0.5, y: 0.5, interval: [0, 1] }] },
      },
      {
        name: "median",
        sample: {
          curves: [
            {
              style: MEDIAN,
              width: 1.5,
              points: [
                [0, 0.5],
                [1, 0.5],
              ],
            },
          ],
          marks: [],
        },
      },
      { name: "violation", sample: { band: [0.1, 0.9], curves: [], marks: [] } },
    ],
    panels: pointPanels(points, shown, (point) => pointPanel(point, above, scale, layout)),
  });
}

function quantilesAt({ sizes }: BoundPoint): number[] {
  return sizes.flatMap(({ slack }) =>
    slack === null ? [] : [slack.smallest, slack.median, slack.atFailureRate, slack.largest],
  );
}

function pointPanel(
  point: BoundPoint,
  above: boolean,
  scale: "linear" | "log",
  { width, height }: { readonly width: number; readonly height: number },
): Omit<Panel, "title"> {
  const drawn = point.sizes.flatMap(({ size, slack }) => (slack === null ? [] : [{ size, slack }]));
  const domain = padded(rangeOf([1, ...quantilesAt(point)]) as Range, scale);
  const y: Axis = axis(domain, scale, height, "y");
  return {
    x: logSizeAxis(
      drawn.map(({ size }) => size),
      width,
    ),
    y,
    layers: {
      band: above ? [1, domain[1]] : [domain[0], 1],
      rule: 1,
      curves: [{ style: MEDIAN, width: 1.5, points: drawn.map(({ size, slack }) => [size, slack.median] as const) }],
      marks: drawn.map(({ size, slack }) => ({
        style: QUANTILE,
        x: size,
        y: slack.atFailureRate,
        interval: [slack.smallest, slack.largest] as const,
      })),
    },
  };
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(6))} %`;
}
