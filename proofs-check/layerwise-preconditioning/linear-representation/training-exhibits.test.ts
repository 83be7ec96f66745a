import type { Exhibit, MeanEstimate, TrajectorySpread } from "asymptopia";
import { describe, expect, it } from "vitest";
import figure1 from "./figure-1.ts";
import figure2 from "./figure-2.ts";
import figure5 from "./figure-5.ts";
import figure9 from "./figure-9.ts";
import { costTables } from "./optimizer-costs.ts";

const exhibits = [figure1, figure2, figure5, figure9] as unknown as readonly Exhibit[];

/** Numbers that tell where they come from. */
const estimateOf = (point: number): MeanEstimate => ({ mean: point + 1, interval: null, replicates: 2 });

function spreadIn({ points }: Exhibit): (point: number, observable: string) => TrajectorySpread {
  return (point) => {
    const length = (points[point].point.records as number) + 1;
    const mean = Array.from({ length }, (_, i) => point + 1 + i);
    return { mean, smallest: mean.map((x) => x / 2), largest: mean.map((x) => 2 * x), replicates: 2 };
  };
}

const seriesOf = (exhibit: Exhibit) =>
  exhibit.draw(estimateOf, spreadIn(exhibit)).flatMap(({ data }) => data.panels.flatMap(({ series }) => series));

describe.each(exhibits.map((exhibit) => [exhibit.id, exhibit] as const))("%s", (_, exhibit) => {
  it("has the paper's sizes at every point", () => {
    for (const { point, size } of exhibit.points) {
      const { T, ...shape } = exhibit.experiment.realise(point, size).shape;
      expect(shape).toEqual({ d: 100, k: 8, outputs: 15, n: 1024 });
      expect(T).toBeGreaterThanOrEqual(300);
    }
  });

  it("draws every point, with the mean within its band", () => {
    const series = seriesOf(exhibit);
    for (const { curve, band = [] } of series) {
      expect(band.map(([x]) => x)).toEqual(curve.map(([x]) => x));
      band.forEach(([, low, high], i) => {
        expect(low).toBeLessThanOrEqual(curve[i][1]);
        expect(high).toBeGreaterThanOrEqual(curve[i][1]);
      });
    }
    const each = exhibit.id === "figure-5" ? 1 / 11 : 3;
    expect(series).toHaveLength(each * exhibit.points.length);
  });

  it("has tables with a cell for every column", () => {
    const tables = exhibit.tabulate?.(estimateOf, spreadIn(exhibit)) ?? [];
    expect(tables.length).toBeGreaterThan(0);
    for (const { columns, rows } of tables) {
      for (const row of rows) expect(row).toHaveLength(columns.length);
    }
  });
});

describe("trajectories", () => {
  it("end at the last iteration, and start at 0", () => {
    for (const exhibit of [figure1, figure2, figure9] as unknown as readonly Exhibit[]) {
      const ends = seriesOf(exhibit).map(({ curve }) => [curve[0][0], curve.at(-1)?.[0]]);
      const iterations = exhibit.points.map(({ point }) => point.iterations);
      expect(new Set(ends.map(([first]) => first))).toEqual(new Set([0]));
      expect(new Set(ends.map(([, last]) => last))).toEqual(new Set(iterations));
    }
  });

  it("belong to their methods: Figure 1's series are its points in order", () => {
    const names = seriesOf(figure1 as unknown as Exhibit).map(({ name, curve }) => [name, curve[0][1]]);
    expect(names.slice(0, 7)).toEqual([
      ["KFAC", 1],
      ["DFW", 2],
      ["Adam", 3],
      ["SGD", 4],
      ["AMGD", 5],
      ["NGD", 6],
      ["NGD, empirical Fisher", 7],
    ]);
  });
});

describe("figure 5", () => {
  it("lists the learning rates that work", () => {
    const at = (index: number): MeanEstimate => ({ ...estimateOf(index), mean: index === 2 || index === 3 ? 0.05 : 1 });
    const tables = figure5.tabulate?.(at, spreadIn(figure5 as unknown as Exhibit)) ?? [];
    expect(tables[1].rows).toEqual([
      ["KFAC", "0.0001, 0.0003"],
      ["DFW", "none"],
      ["Adam", "none"],
      ["SGD", "none"],
      ["AMGD", "none"],
    ]);
  });
});

describe("the memory of the Fisher information", () => {
  it("is m²n² a layer, and m² + n² by factors", () => {
    const [, memory] = costTables();
    expect(memory.rows.map(([, small, large]) => [small, large])).toEqual([
      [920 ** 2, 2000000 ** 2],
      [120 ** 2 + 800 ** 2, 2 * 1e12],
      [15 ** 2 + 8 ** 2 + 8 ** 2 + 100 ** 2, 4e6],
    ]);
  });
});
