import type { JudgedSize, PointResult } from "../../verification/results/point-result.ts";
import { blocks, type Column, codeSpan, left, plainText, right, table } from "../markdown.ts";
import { ABSENT, formatCount, formatExact } from "../numbers.ts";
import { describeGrid } from "../parameters.ts";
import { verdictLabel } from "../vocabulary.ts";
import { isCutShort } from "./kind-page.ts";

/** A row of a grid's table: the cells of its own columns, and the verdict that ends it. */
export interface GridRow {
  readonly cells: readonly string[];
  readonly verdict: PointResult["verdict"];
}

/**
 * The points of a grid: what they share in a line, a table with what varies, and a list of what broke down. A point has a
 * row for each of `rowsOf`, and one without numbers where that gives none. Without `replay`, which gives the command for a key, the list is left out.
 */
export function gridTable<P extends PointResult>(
  points: readonly P[],
  columns: readonly Column[],
  rowsOf: (point: P) => readonly GridRow[],
  replay: ((key: string) => string) | null,
): string {
  if (points.length === 0) return "No points.";
  const grid = describeGrid(points.map(({ parameters }) => parameters));
  const shared = grid.shared.map(([name, value]) => `${plainText(name)} = ${plainText(value)}`).join("; ");
  const header = [right("point"), ...grid.varying.map((name) => left(plainText(name))), ...columns, left("verdict")];
  const rows = points.flatMap((point, index) => {
    const own = rowsOf(point);
    const shown = own.length > 0 ? own : [{ cells: columns.map(() => ABSENT), verdict: point.verdict }];
    const place = [String(index + 1), ...grid.values[index].map(plainText)];
    return shown.map(({ cells, verdict }) => [...place, ...cells, verdictLabel(verdict)]);
  });
  return blocks(
    shared === "" ? "" : `At every point: ${shared}.`,
    table(header, rows),
    isCutShort(points) ? cutShort : "",
    replay === null ? "" : failures(points, replay),
  );
}

const cutShort =
  "What is undecided here may only not have been pursued: one point on which the statement is refuted, or has failed, " +
  "settles the verdict, and the simulation stops.";

function failures(points: readonly PointResult[], replay: (key: string) => string): string {
  return points
    .flatMap(({ failure }, index) => {
      if (failure === undefined) return [];
      const what = `- Point ${index + 1}: ${plainText(failure.message)} (${plainText(failure.code)})`;
      return [failure.key === undefined ? what : `${what}. Run that replicate again: ${codeSpan(replay(failure.key))}`];
    })
    .join("\n");
}

/** The columns that name a size: itself, and those numbers of its shape that say something else. */
export function sizeColumns<S extends Pick<JudgedSize, "size" | "shape">>(
  sizes: readonly S[],
): { readonly columns: readonly Column[]; cells(size: S): readonly string[] } {
  const names = [...new Set(sizes.flatMap(({ shape }) => Object.keys(shape)))].filter((name) =>
    sizes.some(({ size, shape }) => shape[name] !== size),
  );
  return {
    columns: [right("size"), ...names.map((name) => right(plainText(name)))],
    cells: ({ size, shape }) => [formatCount(size), ...names.map((name) => shapeNumber(shape[name]))],
  };
}

function shapeNumber(value: number | undefined): string {
  if (value === undefined) return ABSENT;
  return Number.isSafeInteger(value) ? formatCount(value) : formatExact(value);
}

/** A column for replicates with declared faults, where there are any. */
export function faultColumn<S extends { readonly declaredFaults: number }>(
  judged: readonly S[],
  header = "declared faults",
): { readonly columns: readonly Column[]; cells(one: S): readonly string[] } {
  const some = judged.some(({ declaredFaults }) => declaredFaults > 0);
  return {
    columns: some ? [right(header)] : [],
    cells: ({ declaredFaults }) => (some ? [formatCount(declaredFaults)] : []),
  };
}
