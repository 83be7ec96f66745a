import { formatSignificant } from "../numbers.ts";
import { axis, padded, type Range } from "./axis.ts";
import { composeFigure, layoutFor } from "./compose.ts";
import type { Curve, Mark } from "./panel.ts";
import type { PlotLibrary } from "./plot-library.ts";
import { FAINT, seriesStyle } from "./style.ts";
import type { FigureTexts } from "./theory-figure.ts";

/** A spectral distribution to draw. */
export interface SpectrumData {
  readonly intervals: readonly {
    readonly lower: number;
    readonly upper: number;
    /** Ascending in x; `massBelow` is that of all that is below x, as a share of the mass off 0. */
    readonly points: readonly { readonly x: number; readonly density: number; readonly massBelow: number }[];
  }[];
  readonly atomAtZero: number;
}

/** From this ratio of the largest eigenvalue to the first decile of those off 0 on, the axis is logarithmic. */
const LOG_FROM = 300;
/** Of the mass, what a logarithmic axis may leave out where the spectrum begins at 0. */
const LEFT_OUT = 1e-3;
/** Of the mass, how much a peak at the hard edge may have that is cut off at the top. */
const CUT_OFF = 0.03;

const DENSITY = { ...seriesStyle(0), dash: "" };
const EDGE = { ...seriesStyle(5), color: FAINT, dash: "3 3" };
const ATOM = seriesStyle(1);

/**
 * The density with its edges and the atom at 0; over far scales x·f(x) over log x, under which areas are masses as
 * well. Infinite peaks are cut off.
 */
export function spectrumFigure(library: PlotLibrary, data: SpectrumData, texts: FigureTexts): string {
  const { intervals, atomAtZero } = data;
  const all = intervals.flatMap(({ points }) => points);
  const lowest = intervals[0].lower;
  const highest = intervals[intervals.length - 1].upper;
  const above = (mass: number): number => all.find(({ massBelow }) => massBelow > mass)?.x ?? highest;
  const isLog = highest / above(0.1) > LOG_FROM;
  const visible = lowest > 0 ? lowest : above(LEFT_OUT);
  const from = isLog ? visible : Math.min(lowest, atomAtZero > 0 ? 0 : lowest);
  const x = padded([from, highest], isLog ? "log" : "linear");
  const height = (point: (typeof all)[number]): number => (isLog ? point.x * point.density : point.density);
  const shown = all.filter((point) => point.x >= x[0]);
  const peaks = shown.filter(({ massBelow }) => isLog || lowest > 0 || massBelow > CUT_OFF).map(height);
  const top = Math.max(...peaks);
  const y: Range = [0, top * 1.06];

  const curves: Curve[] = intervals.map(({ lower, upper, points }) => ({
    style: DENSITY,
    width: 1.6,
    points: [
      ...(lower > 0 ? [[lower, 0] as const] : []),
      ...points.flatMap((point) => {
        const at = height(point);
        return point.x >= x[0] && at <= y[1] ? [[point.x, at] as const] : [];
      }),
      [upper, 0] as const,
    ],
  }));
  const edges: Curve[] = intervals
    .flatMap(({ lower, upper }) => [lower, upper])
    .filter((edge) => edge >= x[0])
    .map((edge) => ({
      style: EDGE,
      width: 1,
      points: [
        [edge, 0],
        [edge, y[1]],
      ],
    }));
  const atom: Mark[] =
    atomAtZero > 0 && !isLog ? [{ style: ATOM, x: 0, y: atomAtZero * top, interval: [0, atomAtZero * top] }] : [];
  const layout = layoutFor(1);
  const line = (style: Curve["style"], width: number): { curves: Curve[]; marks: Mark[] } => ({
    curves: [
      {
        style,
        width,
        points: [
          [0, 0.5],
          [1, 0.5],
        ],
      },
    ],
    marks: [],
  });
  const atomText = `atom at 0 of mass ${formatSignificant(atomAtZero)}`;
  return composeFigure(library, {
    ...texts,
    xLabel: "eigenvalue x",
    yLabel: isLog ? "x f(x), density per unit of log x" : "density f(x)",
    layout,
    legend: [
      { name: isLog ? "x f(x)" : "f(x)", sample: line(DENSITY, 1.6) },
      { name: "edges", sample: line(EDGE, 1) },
      ...(atomAtZero > 0
        ? [
            isLog
              ? { name: `not shown: ${atomText}`, sample: { curves: [], marks: [] } }
              : {
                  name: atomText,
                  sample: { curves: [], marks: [{ style: ATOM, x: 0.5, y: 0.7, interval: [0, 0.7] as const }] },
                },
          ]
        : []),
    ],
    panels: [
      {
        title: texts.title,
        x: axis(x, isLog ? "log" : "linear", layout.width, "x"),
        y: axis(y, "linear", layout.height, "y"),
        layers: { curves: [...edges, ...curves], marks: atom },
      },
    ],
  });
}
