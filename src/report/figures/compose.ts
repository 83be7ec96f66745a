import { GENERATED_MARK } from "../markdown.ts";
import type { Axis } from "./axis.ts";
import { drawPanel, drawSample, type Layers } from "./panel.ts";
import type { PlotLibrary } from "./plot-library.ts";
import { FONT_FAMILY, FONT_SIZE, INK, PANEL, textWidth, wrapText } from "./style.ts";

export interface Panel {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly layers: Layers;
}

export interface LegendEntry {
  readonly name: string;
  /** Drawn in the unit square. */
  readonly sample: Layers;
}

export interface Figure {
  /** Unique among the figures of a page: all ids begin with it. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly legend: readonly LegendEntry[];
  readonly panels: readonly Panel[];
  readonly layout: Layout;
}

/** A grid of panels: how many columns, and the size of the part of a panel within its axes, in pixels. */
export interface Layout {
  readonly columns: number;
  readonly width: number;
  readonly height: number;
}

const LINE = 14;
const TITLE_SIZE = FONT_SIZE;
const EDGE = 10;
const SAMPLE_WIDTH = 30;
const SAMPLE_HEIGHT = 14;

/** Larger panels the fewer there are, so that every figure is about as wide as a page. */
export function layoutFor(panels: number): Layout {
  if (panels === 1) return { columns: 1, width: 520, height: 300 };
  if (panels === 2 || panels === 4) return { columns: 2, width: 320, height: 215 };
  if (panels <= 9) return { columns: 3, width: 210, height: 160 };
  return { columns: 4, width: 150, height: 120 };
}

/**
 * A figure as a file of its own. Its first child after title and description is an opaque rectangle; nothing in it
 * refers to a style sheet or depends on the colours of the page around it.
 */
export function composeFigure(library: PlotLibrary, figure: Figure): string {
  const { panels, layout } = figure;
  const columns = Math.min(layout.columns, panels.length);
  const rows = Math.ceil(panels.length / columns);
  const titles = panels.map(({ title }) => wrapText(title, layout.width, 3, TITLE_SIZE));
  const titleLines = Math.max(...titles.map((lines) => lines.length));
  const labels = panels.flatMap(({ y }) => y.ticks.map(({ label }) => textWidth(label)));
  const frame = {
    marginTop: 6 + titleLines * LINE,
    marginRight: 14,
    marginBottom: 26,
    marginLeft: Math.ceil(Math.max(0, ...labels)) + 14,
  };
  const width = frame.marginLeft + layout.width + frame.marginRight;
  const height = frame.marginTop + layout.height + frame.marginBottom;
  const yLabel = wrapText(figure.yLabel, rows * height - 20, 2);
  const left = EDGE + yLabel.length * LINE;
  const total = left + columns * width + EDGE;
  const legend = legendRows(figure.legend, total - 2 * EDGE - frame.marginLeft);
  const top = EDGE + legend.length * 18;
  const xLabel = wrapText(figure.xLabel, columns * width, 2);
  const bottom = top + rows * height;
  const tall = bottom + xLabel.length * LINE + EDGE;
  const middle = left + (columns * width + frame.marginLeft - frame.marginRight) / 2;

  const id = (part: string): string => escapeXml(`${figure.name}-${part}`);
  const parts = [
    `<title id="${id("title")}">${escapeXml(figure.title)}</title>`,
    `<desc id="${id("description")}">${escapeXml(figure.description)}</desc>`,
    `<rect width="${total}" height="${tall}" fill="${PANEL}"/>`,
    ...drawLegend(library, legend, left + frame.marginLeft, EDGE),
    ...panels.map(({ x, y, layers }, index) => {
      const across = left + (index % columns) * width;
      const down = top + Math.floor(index / columns) * height;
      const centre = frame.marginLeft + layout.width / 2;
      const heading = titles[index].map((line, k) =>
        text(line, centre, frame.marginTop - 6 - (titles[index].length - 1 - k) * LINE, 'text-anchor="middle"'),
      );
      const body = drawPanel(library, x, y, layers, { ...frame, width, height });
      return `<g transform="translate(${across},${down})" text-anchor="middle">${heading.join("")}${body}</g>`;
    }),
    ...xLabel.map((line, k) => text(line, middle, bottom + 10 + k * LINE, 'text-anchor="middle"')),
    ...yLabel.map((line, k) => {
      const x = EDGE + 8 + k * LINE;
      const y = top + frame.marginTop + (rows * height - frame.marginTop - frame.marginBottom) / 2;
      return text(line, x, y, `text-anchor="middle" transform="rotate(-90,${x},${y})"`);
    }),
  ];
  return [
    `<!-- ${GENERATED_MARK}. Changes are lost at the next run. -->`,
    `<svg xmlns="http://www.w3.org/2000/svg" width="${total}" height="${tall}" viewBox="0 0 ${total} ${tall}" ` +
      `role="img" aria-labelledby="${id("title")} ${id("description")}" ` +
      `font-family="${FONT_FAMILY}" font-size="${FONT_SIZE}" fill="${INK}">`,
    ...parts,
    "</svg>",
    "",
  ].join("\n");
}

interface PlacedEntry extends LegendEntry {
  readonly offset: number;
}

function legendRows(entries: readonly LegendEntry[], width: number): PlacedEntry[][] {
  const rows: PlacedEntry[][] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = wrapText(entry.name, width - SAMPLE_WIDTH - 6, 1)[0] ?? "";
    const needed = SAMPLE_WIDTH + 6 + textWidth(name) + 18;
    if (rows.length === 0 || offset + needed > width) {
      rows.push([]);
      offset = 0;
    }
    rows[rows.length - 1].push({ ...entry, name, offset });
    offset += needed;
  }
  return rows;
}

function drawLegend(
  library: PlotLibrary,
  rows: readonly (readonly PlacedEntry[])[],
  left: number,
  top: number,
): string[] {
  return rows.flatMap((row, index) =>
    row.map(({ name, sample, offset }) => {
      const shift = `translate(${round(left + offset)},${top + index * 18})`;
      const drawn = drawSample(library, sample, SAMPLE_WIDTH, SAMPLE_HEIGHT);
      return `<g transform="${shift}">${drawn}${text(name, SAMPLE_WIDTH + 6, 11, "")}</g>`;
    }),
  );
}

function text(content: string, x: number, y: number, attributes: string): string {
  const rest = attributes === "" ? "" : ` ${attributes}`;
  return `<text x="${round(x)}" y="${round(y)}"${rest}>${escapeXml(content)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Text for XML content or a quoted attribute; characters that XML 1.0 forbids become U+FFFD. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`).replace(FORBIDDEN, "\uFFFD");
}

// Control characters, lone surrogates and the two non-characters.
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
