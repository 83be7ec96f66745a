import type { JudgedSize, PointResult } from "../../verification/results/point-result.ts";
import { type Column, codeSpan, right } from "../markdown.ts";
import { formatCount } from "../numbers.ts";
import { faultColumn, gridTable, sizeColumns } from "./grid-table.ts";
import type { PageContext } from "./kind-page.ts";

/** A point whose sizes are judged apart. */
export type SizedPointResult<S extends JudgedSize = JudgedSize> = PointResult & { readonly sizes: readonly S[] };

/** A size with its place in the grid. */
export interface PlacedSize<S extends JudgedSize> {
  readonly size: S;
  /** Place of the point, from 0. */
  readonly index: number;
}

/** The sizes of all points, in grid order. */
export function placedSizes<S extends JudgedSize>(points: readonly SizedPointResult<S>[]): readonly PlacedSize<S>[] {
  return points.flatMap(({ sizes }, index) => sizes.map((size) => ({ size, index })));
}

/** Of the sizes that have a rank the one with the highest, the first of equals; undefined where none has. */
export function worstSize<S extends JudgedSize>(
  points: readonly SizedPointResult<S>[],
  rank: (size: S) => number | null,
): PlacedSize<S> | undefined {
  let worst: PlacedSize<S> | undefined;
  let highest = Number.NEGATIVE_INFINITY;
  for (const placed of placedSizes(points)) {
    const value = rank(placed.size);
    if (value === null || (worst !== undefined && value <= highest)) continue;
    worst = placed;
    highest = value;
  }
  return worst;
}

/** ` (point 3, size 200)`; nothing where there is one size of one point alone. */
export function placeOf<S extends JudgedSize>(
  points: readonly SizedPointResult<S>[],
  { size, index }: PlacedSize<S>,
): string {
  const parts = [
    ...(points.length > 1 ? [`point ${index + 1}`] : []),
    ...(points.some(({ sizes }) => sizes.length > 1) ? [`size ${formatCount(size.size)}`] : []),
  ];
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}

/**
 * A grid with a row for each size of each point: `rowsOf` gives the cells of `columns`, once for each row that a size takes.
 */
export function sizedTable<S extends JudgedSize>(
  points: readonly SizedPointResult<S>[],
  columns: readonly Column[],
  rowsOf: (size: S) => readonly (readonly string[])[],
  replay: ((key: string) => string) | null,
): string {
  const all = points.flatMap(({ sizes }) => sizes);
  const place = sizeColumns(all);
  const faults = faultColumn(all);
  return gridTable(
    points,
    [...place.columns, ...columns, ...faults.columns, right("replicates")],
    ({ sizes }) =>
      sizes.flatMap((size) =>
        rowsOf(size).map((cells) => ({
          cells: [...place.cells(size), ...cells, ...faults.cells(size), formatCount(size.replicates)],
          verdict: size.verdict,
        })),
      ),
    replay,
  );
}

/**
 * How to run that replicate again whose deviation, of those that refute, is largest by `rank`; nothing where none does.
 */
export function worstReplicateNote<S extends JudgedSize>(
  points: readonly SizedPointResult<S>[],
  of: (size: S) => { readonly replicate: number | null; readonly rank: number } | null,
  { replay, keyOf }: Pick<PageContext, "replay" | "keyOf">,
): string {
  const worst = worstSize(points, (size) => {
    const found = size.verdict === "refuted" ? of(size) : null;
    return found === null || found.replicate === null ? null : found.rank;
  });
  const replicate = worst === undefined ? null : (of(worst.size)?.replicate ?? null);
  if (worst === undefined || replicate === null) return "";
  const key = keyOf(worst.index, worst.size.size, replicate);
  return `The largest deviation${placeOf(points, worst)} is that of replicate ${replicate}. Run it again: ${codeSpan(replay(key))}`;
}

export function sizedReplicates(points: readonly SizedPointResult[]): readonly number[] {
  return points.flatMap(({ sizes }) => sizes.map(({ replicates }) => replicates));
}
