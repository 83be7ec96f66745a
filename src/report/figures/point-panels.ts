import type { PointResult } from "../../verification/results/point-result.ts";
import { describeGrid, describePoint } from "../parameters.ts";
import { type Axis, position, type Range, type Tick } from "./axis.ts";
import type { Panel } from "./compose.ts";
import { textWidth } from "./style.ts";

/** More panels than this are no figure any more. */
export const MOST_PANELS = 12;

/** A sentence, after a space, that says so where a figure shows only the first points. */
export function firstDrawn(points: readonly unknown[]): string {
  return points.length > MOST_PANELS
    ? ` Of the ${points.length} points, at most the first ${MOST_PANELS} are drawn.`
    : "";
}

/** A panel for each of the points at these places in the grid, titled by what tells the points apart. */
export function pointPanels<P extends PointResult>(
  points: readonly P[],
  shown: readonly number[],
  draw: (point: P) => Omit<Panel, "title">,
): Panel[] {
  const grid = points.map(({ parameters }) => parameters);
  const description = describeGrid(grid);
  return shown.map((index) => {
    const described = describePoint(description, grid, index);
    return { title: points.length === 1 ? described : `${index + 1}: ${described}`, ...draw(points[index]) };
  });
}

/** The ticks that have room on an axis of `length` pixels, the first ones first. */
export function withRoom(
  candidates: readonly Tick[],
  { domain, scale }: Pick<Axis, "domain" | "scale">,
  length: number,
): Tick[] {
  const ticks: Tick[] = [];
  for (const tick of candidates) {
    const room = (other: Tick): boolean => {
      const distance = length * Math.abs(position(tick.at, domain, scale) - position(other.at, domain, scale));
      return distance >= (textWidth(tick.label) + textWidth(other.label)) / 2 + 3;
    };
    if (ticks.every(room)) ticks.push(tick);
  }
  return ticks;
}

/** A logarithmic axis of sizes whose ticks are the sizes. */
export function logSizeAxis(sizes: readonly number[], length: number): Axis {
  const low = Math.min(...sizes);
  const high = Math.max(...sizes);
  const room = low === high ? 2 : (high / low) ** 0.08;
  const axis = { scale: "log" as const, domain: [low / room, high * room] as Range };
  const ticks = [...new Set(sizes)].sort((a, b) => a - b).map((at) => ({ at, label: String(at) }));
  return { ...axis, ticks: withRoom(ticks, axis, length) };
}
