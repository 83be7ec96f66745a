/**
 * Looks of the figures. The panel is opaque, so that dark text on it reads on light and dark pages alike. The colours
 * keep apart under the common kinds of colour blindness (Okabe and Ito's set, the light ones darkened for thin lines),
 * and no series is told by colour alone: symbol and dashes differ as well.
 */
export const PANEL = "#ffffff";
export const INK = "#1b1f24";
export const FAINT = "#8c959f";
export const GRID = "#e6e8eb";
export const BAND = "#e3edf6";

export const FONT_FAMILY = "system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif";
export const FONT_SIZE = 11;

/** A generous mean width of a character: no font is at hand to measure with. */
const CHARACTER_WIDTH = 0.58;

export interface SeriesStyle {
  readonly color: string;
  readonly symbol: "circle" | "square" | "triangle" | "diamond2" | "hexagon" | "star" | "triangle2";
  /** SVG dash pattern of the curve; empty for a solid one. */
  readonly dash: string;
  /** Colour inside the symbol. */
  readonly fill: string;
}

const COLORS = ["#0072b2", "#d55e00", "#00795a", "#a2417c", "#7a5c00", "#454c54"];
const SYMBOLS = ["circle", "square", "triangle", "diamond2", "hexagon", "star", "triangle2"] as const;
const DASHES = ["", "7 3", "2 2.5", "8 3 2 3", "4 3"];

/** The look of the series with this place in its figure. The three cycles have no common factor. */
export function seriesStyle(index: number): SeriesStyle {
  return {
    color: COLORS[index % COLORS.length],
    symbol: SYMBOLS[index % SYMBOLS.length],
    dash: DASHES[index % DASHES.length],
    fill: PANEL,
  };
}

/** Width in pixels that `text` takes at most, or a little less for text in capitals. */
export function textWidth(text: string, fontSize = FONT_SIZE): number {
  return [...text].length * CHARACTER_WIDTH * fontSize;
}

/**
 * `text` in at most `lines` lines of at most `width` pixels, with an ellipsis where something had to go. What a
 * semicolon ends stays together where it fits a line, and so does a value with its equals sign.
 */
export function wrapText(text: string, width: number, lines: number, fontSize = FONT_SIZE): string[] {
  const fits = (line: string): boolean => textWidth(line, fontSize) <= width;
  const pieces = text
    .split(/(?<=;)\s+/)
    .flatMap((part) => (fits(part) ? [part] : part.split(/(?<!=)\s+(?!=)/)))
    .filter((piece) => piece.trim() !== "");
  const wrapped: string[] = [];
  for (const piece of pieces) {
    const longer = `${wrapped.at(-1)} ${piece}`;
    if (wrapped.length > 0 && fits(longer)) wrapped[wrapped.length - 1] = longer;
    else wrapped.push(piece);
  }
  const kept = wrapped.slice(0, lines).map((line) => cut(line, width, fontSize));
  if (wrapped.length > lines) kept[lines - 1] = cut(`${wrapped[lines - 1]} …`, width, fontSize);
  return kept;
}

function cut(line: string, width: number, fontSize: number): string {
  const characters = [...line];
  if (textWidth(line, fontSize) <= width) return line;
  const room = Math.max(1, Math.floor(width / (CHARACTER_WIDTH * fontSize)) - 1);
  return `${characters.slice(0, room).join("").trimEnd()}…`;
}
