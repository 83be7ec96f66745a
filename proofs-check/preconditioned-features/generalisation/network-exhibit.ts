import type { EstimateAt, ExhibitPoint, ExhibitTable, SpreadAt } from "asymptopia";
import { type NetworkTrainingParameters, networkTrainingExperiment } from "asymptopia/simulation";

/** A point of a figure: which line it is on, and where. */
export interface Shown {
  readonly panel: string;
  readonly line: string;
  readonly x: number;
  readonly point: ExhibitPoint<NetworkTrainingParameters>;
}

/** A point of the training experiment in a figure. */
export function shown(
  panel: string,
  line: string,
  x: number,
  parameters: object,
  size: number,
  replicates: number,
): Shown {
  const point = networkTrainingExperiment.parameters.parse(parameters);
  return { panel, line, x, point: { point, size, replicates } };
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

/** A panel for each name, with a line through the mean test errors of each line, in the band of its replicates. */
export function testErrorPanels(points: readonly Shown[], spread: SpreadAt) {
  return distinct(points.map(({ panel }) => panel)).map((title) => ({
    title,
    series: distinct(points.filter(({ panel }) => panel === title).map(({ line }) => line)).map((name) => {
      const own = points
        .map((at, index) => ({ ...at, index }))
        .filter(({ panel, line }) => panel === title && line === name)
        .map(({ x, index }) => {
          const { mean, smallest, largest } = spread(index, "testMseTrajectory");
          return { x, mean: mean.at(-1) ?? 0, low: smallest.at(-1) ?? 0, high: largest.at(-1) ?? 0 };
        });
      return {
        name,
        curve: own.map(({ x, mean }) => [x, mean] as const),
        band: own.map(({ x, low, high }) => [x, low, high] as const),
        points: [],
      };
    }),
  }));
}

/** A table for each panel: a row for each line, a column for each place. */
export function testErrorTables(points: readonly Shown[], estimate: EstimateAt, lineTitle: string, xTitle: string) {
  return distinct(points.map(({ panel }) => panel)).map((title): ExhibitTable => {
    const own = points.map((at, index) => ({ ...at, index })).filter(({ panel }) => panel === title);
    const xs = [...new Set(own.map(({ x }) => x))];
    return {
      title: `${title}: mean test error`,
      columns: [lineTitle, ...xs.map((x) => `${xTitle} ${x}`)],
      rows: distinct(own.map(({ line }) => line)).map((line) => [
        line,
        ...xs.map((x) => {
          const found = own.find((at) => at.line === line && at.x === x);
          return found === undefined ? "" : estimate(found.index, "testMse").mean;
        }),
      ]),
    };
  });
}

/** What every figure of networks says of how it was made. */
export const networkCaption =
  "Networks $f(x) = w_2^\\top\\max(0, W_1x + b_1) + b_2$ are trained by steps over the whole batch on the mean of $(f(x) - y)^2$ with $W_1 \\leftarrow W_1 - \\eta\\nabla_{W_1}L\\,\\Sigma^p$, $d = 10$, $n = 200$, from $0.001$ times Kaiming's uniform law. The test error is on fresh points *without* noise, shifted and scaled as the standardised training targets are: predicting their mean has about $1/(1 + \\mathrm{SNR}^{-2})$.";
