import type { OrderingClaimResult } from "../../verification/ordering/ordering-result.ts";
import { formatCount } from "../numbers.ts";
import { type Axis, axis, padded, type Range, rangeOf, rangeWithBars } from "./axis.ts";
import { composeFigure, layoutFor } from "./compose.ts";
import type { Mark } from "./panel.ts";
import type { PlotLibrary } from "./plot-library.ts";
import { seriesStyle } from "./style.ts";
import type { FigureTexts } from "./theory-figure.ts";

/** How far apart the sizes of one point stand together, of the distance of two points. */
const SPREAD = 0.5;

/**
 * The mean advantage with its interval, for each point and size, over a line at what is claimed; the points by their
 * numbers, the sizes as series. Null without data.
 */
export function advantageFigure(
  library: PlotLibrary,
  { points, tested }: Pick<OrderingClaimResult, "points" | "tested">,
  texts: FigureTexts,
): string | null {
  const sizes = [...new Set(points.flatMap((point) => point.sizes.map(({ size }) => size)))].sort((a, b) => a - b);
  const shift = (index: number): number => (sizes.length === 1 ? 0 : SPREAD * (index / (sizes.length - 1) - 0.5));
  const marks = points.flatMap((point, place) =>
    point.sizes.flatMap(({ size, advantage, interval }): Mark[] => {
      if (advantage === null) return [];
      const index = sizes.indexOf(size);
      return [{ style: seriesStyle(index), x: place + 1 + shift(index), y: advantage, interval }];
    }),
  );
  if (marks.length === 0) return null;
  const core = rangeOf([tested.by, ...marks.map(({ y }) => y)]) as Range;
  const vertical = rangeWithBars(
    core,
    marks.flatMap(({ interval }) => interval ?? []),
  );
  const layout = layoutFor(1);
  return composeFigure(library, {
    ...texts,
    xLabel: "number of the point",
    yLabel: "advantage, with its interval",
    layout,
    legend: [
      ...(sizes.length === 1
        ? []
        : sizes.map((size, index) => ({
            name: `size ${formatCount(size)}`,
            sample: { curves: [], marks: [{ style: seriesStyle(index), x: 0.5, y: 0.5, interval: [0, 1] as const }] },
          }))),
      { name: "claimed", sample: { rule: 0.5, curves: [], marks: [] } },
    ],
    panels: [
      {
        title: "",
        x: pointAxis(points.length, layout.width),
        y: axis(padded(vertical, "linear"), "linear", layout.height, "y"),
        layers: { rule: tested.by, curves: [], marks },
      },
    ],
  });
}

/** Whole numbers from 1, as many as have room. */
function pointAxis(points: number, width: number): Axis {
  const every = Math.max(1, Math.ceil((points * 28) / width));
  const ticks = Array.from({ length: points }, (_, index) => index + 1).filter((at) => (at - 1) % every === 0);
  return {
    scale: "linear",
    domain: [0.5, points + 0.5],
    ticks: ticks.map((at) => ({ at, label: String(at) })),
  };
}
