import type { PointResult, SizeResult } from "../verification/result.ts";
import { type Column, plainText, table } from "./markdown.ts";
import {
  ABSENT,
  formatCount,
  formatExact,
  formatInterval,
  formatOn,
  formatPercent,
  formatSignificant,
  formatWithError,
  scaleFor,
} from "./numbers.ts";
import { describeGrid } from "./parameters.ts";
import { verdictLabel } from "./vocabulary.ts";

/** The points of a grid: what they share in a line, then a table with what varies, and a list of what broke down. */
export function pointsTable(points: readonly PointResult[]): string {
  if (points.length === 0) return "No points.";
  const grid = describeGrid(points.map(({ parameters }) => parameters));
  const shared = grid.shared.map(([name, value]) => `${plainText(name)} = ${plainText(value)}`).join("; ");
  const columns: Column[] = [
    right("point"),
    ...grid.varying.map((name) => left(plainText(name))),
    right("theory"),
    right("estimate"),
    left("interval"),
    right("margin"),
    right("resolution"),
    right("replicates"),
    left("verdict"),
  ];
  const rows = points.map((point, index) => [
    String(index + 1),
    ...grid.values[index].map(plainText),
    ...lengths(point),
    formatPercent(point.resolution),
    formatCount(point.replicates),
    verdictLabel(point.verdict),
  ]);
  const failures = points.flatMap(({ failure }, index) =>
    failure === undefined ? [] : [`- Point ${index + 1}: ${plainText(failure.message)} (${plainText(failure.code)})`],
  );
  return [shared === "" ? "" : `At every point: ${shared}.`, table(columns, rows), failures.join("\n")]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** The ladder of sizes at one point. */
export function sizesTable(point: PointResult): string {
  if (point.sizes.length === 0) return "No sizes.";
  const shape = [...new Set(point.sizes.flatMap((size) => Object.keys(size.shape)))];
  const columns = [
    right("size"),
    ...shape.map((name) => right(plainText(name))),
    right("theory"),
    right("mean ± standard error"),
    right("bias"),
    right("bias / margin"),
  ];
  const rows = point.sizes.map((size) => [
    formatCount(size.size),
    ...shape.map((name) => (size.shape[name] === undefined ? ABSENT : formatExact(size.shape[name]))),
    ...sizeNumbers(size, point.margin),
  ]);
  return [table(columns, rows), ...stability(point)].join("\n\n");
}

/** What the extrapolation gives without the smallest size, in one sentence; nothing where it gives nothing. */
function stability({ estimate, withoutSmallestSize }: PointResult): string[] {
  if (withoutSmallestSize === null || estimate === null) return [];
  const { estimate: reduced, interval } = withoutSmallestSize;
  const halfWidth = interval === null ? null : (interval[1] - interval[0]) / 2;
  const scale = scaleFor([estimate, reduced], halfWidth, 3);
  const bounds = interval === null ? "unbounded" : formatInterval(scaleFor([reduced], halfWidth, 2), interval);
  return [`Extrapolated without the smallest size: ${formatOn(scale, reduced)}, interval ${bounds}.`];
}

function lengths({ theory, estimate, interval, margin }: PointResult): string[] {
  const values = [theory, estimate].filter((value) => value !== null);
  const halfWidth = interval === null ? null : (interval[1] - interval[0]) / 2;
  const scale = scaleFor(values, halfWidth, 3);
  const noInterval = estimate === null ? ABSENT : "unbounded";
  return [
    formatOn(scale, theory),
    formatOn(scale, estimate),
    interval === null ? noInterval : formatInterval(scaleFor(values, halfWidth, 2), interval),
    margin === null ? ABSENT : `±${formatSignificant(margin, 3)}`,
  ];
}

function sizeNumbers({ theory, mean, standardError, bias }: SizeResult, margin: number | null): string[] {
  const scale = scaleFor([theory, ...(mean === null ? [] : [mean])], standardError);
  return [
    formatOn(scale, theory),
    mean === null || standardError === null ? ABSENT : formatWithError(scale, mean, standardError),
    bias === null ? ABSENT : formatOn(scaleFor([bias], standardError), bias),
    bias === null || margin === null || margin === 0 ? ABSENT : formatOn(RATIO, bias / margin),
  ];
}

const RATIO = { exponent: 0, decimals: 2 };

export function left(header: string): Column {
  return { header, align: "left" };
}

export function right(header: string): Column {
  return { header, align: "right" };
}
