import { invalidInput } from "../foundation/errors.ts";
import { canonicalJson } from "../foundation/json.ts";
import type { ExhibitResult, ExhibitTable } from "../verification/results/exhibit-result.ts";
import { loadPlotLibrary } from "./figures/plot-library.ts";
import { theoryFigure } from "./figures/theory-figure.ts";
import {
  codeBlock,
  codeSpan,
  details,
  document,
  generatedFrom,
  inlineProse,
  left,
  plainText,
  prose,
  right,
  table,
} from "./markdown.ts";
import { formatCount, formatInterval, formatOn, formatPercent, formatSignificant, scaleFor } from "./numbers.ts";
import { describeGrid } from "./parameters.ts";
import { exhibitPath, relativeLink } from "./paths.ts";

/**
 * An exhibit as files below `exhibits/`: a page, a figure each at `<id>.<name>.svg`, and the data as `<id>.json`. Equal
 * exhibits give equal bytes.
 *
 * @throws AsymptopiaError `invalid-input` for an id or a figure's name that is no path, or a number that JSON cannot
 *   carry.
 */
export async function renderExhibit(exhibit: ExhibitResult): Promise<Map<string, string>> {
  const page = exhibitPath(exhibit.id, "md");
  const data = exhibitPath(exhibit.id, "json");
  const library = await loadPlotLibrary();
  const figures = exhibit.figures.map(({ name, title, data: figure }) => ({
    title,
    path: exhibitPath(exhibit.id, `${name}.svg`),
    svg: theoryFigure(library, figure, {
      name: `${exhibit.id}-${name}`,
      title,
      description: describesSimulation(figure)
        ? "Lines show the mean of simulated replicates, bands reach from the smallest to the largest of them."
        : "Curves show theory, hollow symbols the mean of simulated replicates, bars its confidence interval.",
    }),
  }));
  const drawn = figures.flatMap(({ title, path, svg }) => (svg === null ? [] : [{ title, path, svg }]));
  return new Map([
    [page, exhibitPage(exhibit, page, data, drawn)],
    ...drawn.map(({ path, svg }) => [path, svg] as const),
    [data, serialized(exhibit)],
  ]);
}

function exhibitPage(
  exhibit: ExhibitResult,
  page: string,
  data: string,
  figures: readonly { readonly title: string; readonly path: string }[],
): string {
  return document([
    generatedFrom(relativeLink(page, data)),
    `# ${inlineProse(exhibit.title)}`,
    prose(exhibit.caption),
    `Source: ${inlineProse(exhibit.reference)}`,
    ...figures.map(
      ({ title, path }) => `## ${inlineProse(title)}\n\n![${plainText(title)}](${relativeLink(page, path)})`,
    ),
    ...(exhibit.tables ?? []).map(exhibitTable),
    legend(exhibit),
    "## Simulation",
    ...pointsTable(exhibit),
    "## Reproduction",
    `Seed ${codeSpan(exhibit.seed)}, ${plainText(exhibit.package.name)} ${plainText(exhibit.package.version)}; the ` +
      `numbers are in [${relativeLink(page, data)}](${relativeLink(page, data)}).`,
    codeBlock(exhibit.command, "sh"),
  ]);
}

/** Whether the lines are simulated means with bands, and not theory. */
function describesSimulation({ panels }: ExhibitResult["figures"][number]["data"]): boolean {
  return panels.some(({ series }) => series.some(({ band }) => band !== undefined));
}

function legend({ alpha, figures }: ExhibitResult): string {
  const bands = figures.some(({ data }) => describesSimulation(data));
  const theory = figures.some(({ data }) => !describesSimulation(data));
  return [
    ...(bands
      ? [
          "Lines in bands: the mean of simulated replicates at the sizes below; the band reaches from the smallest to the largest of them.",
        ]
      : []),
    ...(theory || figures.length === 0
      ? [
          "Curves: theory. Symbols: the mean of simulated replicates at the sizes below. Bars: a confidence interval for the " +
            `expectation at these sizes, each at level ${formatPercent(1 - alpha)} by itself. A bar without a cap goes on ` +
            "beyond the axes.",
        ]
      : []),
    "An exhibit has no verdict.",
  ].join(" ");
}

function exhibitTable({ title, columns, rows }: ExhibitTable): string {
  const isNumeric = (index: number): boolean => rows.every((row) => typeof row[index] === "number");
  const headers = columns.map((column, index) => (isNumeric(index) ? right(column) : left(column)));
  const cells = rows.map((row) =>
    row.map((value) => (typeof value === "number" ? formatNumber(value) : plainText(value))),
  );
  return `## ${inlineProse(title)}\n\n${table(headers, cells)}`;
}

/** Counts whole, other numbers to three digits. */
function formatNumber(value: number): string {
  return Number.isSafeInteger(value) ? formatCount(value) : formatSignificant(value);
}

function pointsTable({ points }: ExhibitResult): string[] {
  if (points.length === 0) return ["No points."];
  const grid = describeGrid(points.map(({ parameters, shape }) => ({ ...parameters, ...shape })));
  const shared = grid.shared.map(([name, value]) => `${plainText(name)} = ${plainText(value)}`).join("; ");
  const rows = points.flatMap(({ estimates }, index) =>
    Object.entries(estimates).map(([observable, { mean, interval, replicates }]) => {
      const halfWidth = interval === null ? null : (interval[1] - interval[0]) / 2;
      return [
        ...grid.values[index].map(plainText),
        plainText(observable),
        formatOn(scaleFor([mean], halfWidth, 3), mean),
        formatInterval(scaleFor([mean], halfWidth), interval),
        formatCount(replicates),
      ];
    }),
  );
  const columns = [...grid.varying.map((name) => left(plainText(name))), left("observable")];
  return [
    shared === "" ? "" : `At every point: ${shared}.`,
    details(
      "All points and observables",
      table([...columns, right("mean"), left("interval"), right("replicates")], rows),
    ),
  ];
}

function serialized(exhibit: ExhibitResult): string {
  try {
    canonicalJson(exhibit);
  } catch {
    throw invalidInput("exhibit", exhibit.id, "a result whose numbers are all finite");
  }
  const { schema, ...rest } = exhibit;
  return `${JSON.stringify({ schema, ...rest }, null, 2)}\n`;
}
