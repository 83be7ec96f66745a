import type { Markish } from "@observablehq/plot";
import type { Axis, Range } from "./axis.ts";
import type { PlotLibrary } from "./plot-library.ts";
import { BAND, FAINT, FONT_SIZE, GRID, INK, type SeriesStyle } from "./style.ts";

export interface Curve {
  readonly style: SeriesStyle;
  /** Width of the line in pixels. */
  readonly width: number;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface Mark {
  readonly style: SeriesStyle;
  readonly x: number;
  readonly y: number;
  /** Ends of the error bar; null for one without ends. */
  readonly interval: Range | null;
}

/** What lies between two curves. */
export interface Area {
  readonly style: SeriesStyle;
  readonly points: readonly (readonly [x: number, low: number, high: number])[];
}

/** What is drawn within one pair of axes. */
export interface Layers {
  /** A band across the whole width. */
  readonly band?: Range;
  /** A horizontal line across the whole width. */
  readonly rule?: number;
  /** Behind everything else. */
  readonly areas?: readonly Area[];
  readonly curves: readonly Curve[];
  readonly marks: readonly Mark[];
}

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly marginTop: number;
  readonly marginRight: number;
  readonly marginBottom: number;
  readonly marginLeft: number;
}

const SYMBOL_RADIUS = 3.6;
const CAP_HALF_WIDTH = 3;

/** A pair of axes with its contents, as the children of an SVG group. */
export function drawPanel(library: PlotLibrary, x: Axis, y: Axis, layers: Layers, frame: Frame): string {
  const { plot } = library;
  // As texts, not through tickFormat: on a log axis that one leaves out labels of its own choice.
  const look = (axis: Axis) => ({
    text: axis.ticks.map((tick) => tick.label),
    tickSize: 4,
    tickPadding: 4,
    stroke: FAINT,
    fill: INK,
    label: null,
  });
  const at = (axis: Axis) => axis.ticks.map((tick) => tick.at);
  const axes: Markish[] = [
    plot.gridY(at(y), { stroke: GRID, strokeOpacity: 1 }),
    plot.axisX(at(x), look(x)),
    plot.axisY(at(y), look(y)),
    plot.frame({ stroke: FAINT }),
  ];
  const band = layers.band === undefined ? [] : [bandMark(library, layers.band, x, y)];
  return serialise(library, x, y, [...band, ...axes, ...layerMarks(library, layers, y.domain)], frame);
}

/** A sample of curve and mark for the legend, as the children of an SVG group. */
export function drawSample(library: PlotLibrary, layers: Layers, width: number, height: number): string {
  const unit: Axis = { scale: "linear", domain: [0, 1], ticks: [] };
  const frame = { width, height, marginTop: 0, marginRight: 0, marginBottom: 0, marginLeft: 0 };
  const band = layers.band === undefined ? [] : [bandMark(library, layers.band, unit, unit)];
  return serialise(library, unit, unit, [...band, ...layerMarks(library, layers, unit.domain)], frame);
}

function bandMark({ plot }: PlotLibrary, band: Range, x: Axis, y: Axis): Markish {
  const [low, high] = clipped(band, y.domain);
  return plot.rect([0], { x1: [x.domain[0]], x2: [x.domain[1]], y1: [low], y2: [high], fill: BAND });
}

function layerMarks({ plot }: PlotLibrary, layers: Layers, domain: Range): Markish[] {
  const { areas = [], curves, marks, rule } = layers;
  const cap = {
    draw(context: { moveTo(x: number, y: number): void; lineTo(x: number, y: number): void }): void {
      context.moveTo(-CAP_HALF_WIDTH, 0);
      context.lineTo(CAP_HALF_WIDTH, 0);
    },
  };
  return [
    ...areas.map(({ points, style }) =>
      plot.areaY(points as [number, number, number][], {
        x: "0",
        y1: ([, low]: readonly number[]) => Math.max(low, domain[0]),
        y2: ([, , high]: readonly number[]) => Math.min(high, domain[1]),
        fill: style.color,
        fillOpacity: 0.15,
      }),
    ),
    ...(rule === undefined ? [] : [plot.ruleY([rule], { stroke: FAINT })]),
    ...curves.map(({ points, style, width }) =>
      plot.line(points as [number, number][], {
        stroke: style.color,
        strokeWidth: width,
        ...(style.dash === "" ? {} : { strokeDasharray: style.dash }),
      }),
    ),
    // Bars lie over their symbols, and the symbols are hollow: a bar shorter than its symbol stays visible.
    ...marks.flatMap(({ x, y, interval, style }) => {
      const [low, high] = clipped(interval ?? domain, domain);
      const stroke = style.color;
      const caps = (interval ?? []).filter((end) => end >= domain[0] && end <= domain[1]);
      return [
        plot.dot([[x, y]], { symbol: style.symbol, r: SYMBOL_RADIUS, fill: style.fill, stroke, strokeWidth: 1.4 }),
        plot.ruleX([x], { y1: low, y2: high, stroke, strokeWidth: 1.2 }),
        plot.dot(
          caps.map((end) => [x, end] as [number, number]),
          { symbol: cap, stroke, strokeWidth: 1.2 },
        ),
      ];
    }),
  ];
}

function clipped([low, high]: Range, [lowest, highest]: Range): Range {
  return [Math.max(low, lowest), Math.min(high, highest)];
}

function serialise(library: PlotLibrary, x: Axis, y: Axis, marks: Markish[], frame: Frame): string {
  const svg = library.plot.plot({
    document: library.newDocument() as never,
    ...frame,
    style: { fontSize: `${FONT_SIZE}px` },
    x: { type: x.scale, domain: [...x.domain], axis: null },
    y: { type: y.scale, domain: [...y.domain], axis: null },
    marks,
  }) as unknown as { readonly innerHTML: string };
  return tidied(svg.innerHTML);
}

/**
 * Without the style sheet, whose class name is shared by all figures of a page, and with coordinates to a hundredth of
 * a pixel, beyond which engines may differ.
 */
function tidied(markup: string): string {
  return markup
    .replace(/<style>[\s\S]*?<\/style>/g, "")
    .replace(/ (?:class|aria-label|aria-hidden)="[^"]*"/g, "")
    .replace(/currentColor/g, INK)
    .replace(GEOMETRY, (_, name: string, value: string) => {
      return ` ${name}="${value.replace(NUMBER, (digits) => String(Math.round(Number(digits) * 100) / 100))}"`;
    });
}

// Colours are left out: #e6e8eb is no number.
const GEOMETRY = / (d|transform|x|y|x1|x2|y1|y2|cx|cy|r|width|height)="([^"]*)"/g;
const NUMBER = /-?\d+(?:\.\d+)?(?:e[-+]?\d+)?/g;
