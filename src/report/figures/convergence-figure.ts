import type { LimitClaimResult, LimitPointResult } from "../../verification/limit/limit-result.ts";
import { discrepancies } from "../discrepancy.ts";
import { type Axis, axis, padded, type Range, rangeOf, rangeWithBars } from "./axis.ts";
import { composeFigure, layoutFor, type Panel } from "./compose.ts";
import type { Mark } from "./panel.ts";
import type { PlotLibrary } from "./plot-library.ts";
import { MOST_PANELS, pointPanels, withRoom } from "./point-panels.ts";
import { type SeriesStyle, seriesStyle } from "./style.ts";
import type { FigureTexts } from "./theory-figure.ts";

const SIZE_STYLE: SeriesStyle = { ...seriesStyle(0), dash: "" };
const LIMIT_STYLE: SeriesStyle = { ...seriesStyle(1), symbol: "diamond2", fill: seriesStyle(1).color };

/**
 * How the simulation nears theory as the size grows: per point of the grid the bias in units of the margin, on an axis
 * on which the leading finite-size term is a straight line, and at its end the extrapolation to infinite size. Null if
 * no point has both a margin and data.
 */
export function convergenceFigure(
  library: PlotLibrary,
  claim: Pick<LimitClaimResult, "points" | "tested">,
  texts: FigureTexts,
): string | null {
  const shown = shownPoints(claim.points);
  if (shown.length === 0) return null;
  const layout = layoutFor(shown.length);
  const exponent = claim.tested.finiteSizeExponent;
  return composeFigure(library, {
    ...texts,
    xLabel: `size, placed at ${placement(exponent)}; ∞ is the limit`,
    yLabel: "(simulation − theory) / margin",
    layout,
    legend: [
      {
        name: "mean at a size ± 2 standard errors",
        sample: { curves: [], marks: [{ style: SIZE_STYLE, x: 0.5, y: 0.5, interval: [0, 1] }] },
      },
      {
        name: "extrapolation with its interval",
        sample: { curves: [], marks: [{ style: LIMIT_STYLE, x: 0.5, y: 0.5, interval: [0, 1] }] },
      },
      { name: "± 1 margin", sample: { band: [0.1, 0.9], rule: 0.5, curves: [], marks: [] } },
    ],
    panels: pointPanels(claim.points, shown, (point) => pointPanel(point, exponent, layout.width, layout.height)),
  });
}

/** Places in the grid of the points that are drawn, in grid order: of too many, those farthest from theory. */
export function shownPoints(points: readonly LimitPointResult[]): number[] {
  const drawable = points.flatMap((point, index) => (hasData(point) ? [index] : []));
  if (drawable.length <= MOST_PANELS) return drawable;
  const ranked = discrepancies(points).map(({ index }) => index);
  const order = [...ranked, ...drawable.filter((index) => !ranked.includes(index))];
  return order
    .filter((index) => drawable.includes(index))
    .slice(0, MOST_PANELS)
    .sort((a, b) => a - b);
}

function hasData(point: LimitPointResult): boolean {
  return point.margin !== null && point.margin > 0 && point.sizes.some(({ bias }) => bias !== null);
}

function pointPanel(point: LimitPointResult, exponent: number, width: number, height: number): Omit<Panel, "title"> {
  const margin = point.margin as number;
  const atSizes = point.sizes.flatMap(({ size, bias, standardError }): Mark[] => {
    if (bias === null || standardError === null) return [];
    const interval: Range = [(bias - 2 * standardError) / margin, (bias + 2 * standardError) / margin];
    return [{ style: SIZE_STYLE, x: size ** -exponent, y: bias / margin, interval }];
  });
  const { estimate, interval, theory } = point;
  const limit: Mark[] =
    estimate === null || theory === null
      ? []
      : [
          {
            style: LIMIT_STYLE,
            x: 0,
            y: (estimate - theory) / margin,
            interval: interval === null ? null : [(interval[0] - theory) / margin, (interval[1] - theory) / margin],
          },
        ];
  const marks = [...atSizes, ...limit];
  const core = rangeOf([-1.2, 1.2, ...marks.map(({ y }) => y)]) as Range;
  const vertical = rangeWithBars(
    core,
    marks.flatMap((mark) => mark.interval ?? []),
  );
  return {
    x: sizeAxis(
      point.sizes.map(({ size }) => size),
      exponent,
      width,
    ),
    y: axis(padded(vertical, "linear"), "linear", height, "y"),
    layers: {
      band: [-1, 1],
      rule: 0,
      curves: [
        { style: SIZE_STYLE, width: 0.8, points: marks.map(({ x, y }) => [x, y] as const).sort(([a], [b]) => a - b) },
      ],
      marks,
    },
  };
}

/** An axis in size^(−q) whose ticks name the sizes: 0 is ∞, and the smallest size is on the right. */
function sizeAxis(sizes: readonly number[], exponent: number, width: number): Axis {
  const domain = padded([0, Math.max(...sizes.map((size) => size ** -exponent))], "linear");
  const candidates = [
    { at: 0, label: "∞" },
    ...[...sizes].sort((a, b) => a - b).map((size) => ({ at: size ** -exponent, label: String(size) })),
  ];
  return { scale: "linear", domain, ticks: withRoom(candidates, { scale: "linear", domain }, width) };
}

function placement(exponent: number): string {
  if (exponent === 1) return "1/size";
  if (exponent === 0.5) return "1/√size";
  return `1/size^${Number(exponent.toPrecision(3))}`;
}
