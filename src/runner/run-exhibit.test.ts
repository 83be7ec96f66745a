import { describe, expect, it } from "vitest";
import type { Exhibit, ExhibitPoint } from "../claims/exhibit.ts";
import { type SyntheticParameters, syntheticExperiment } from "../verification/testing/synthetic-claim.ts";
import { executeJob } from "./execute-job.ts";
import { type ExhibitOptions, runExhibit } from "./run-exhibit.ts";
import { localExecutor } from "./testing/local-executor.ts";

const data = { xLabel: "x", yLabel: "y", xScale: "linear", panels: [] } as const;

function exhibit(points: readonly unknown[], draw?: Exhibit["draw"]): Parameters<typeof runExhibit>[0] {
  const shown: Exhibit<SyntheticParameters> = {
    kind: "exhibit",
    id: "figure-0",
    title: "Figure 0",
    caption: "Products.",
    reference: "none",
    experiment: syntheticExperiment,
    points: points as readonly ExhibitPoint<SyntheticParameters>[],
    draw: draw ?? (() => [{ name: "all", title: "All", data }]),
  };
  return { exhibit: shown as unknown as Exhibit, module: "file:///figure-0.js" };
}

function options(changes: Partial<ExhibitOptions> = {}): ExhibitOptions {
  return { seed: "7", executor: localExecutor(), command: "asymptopia report", ...changes };
}

const good = { point: { a: 2, b: 3 }, size: 50, replicates: 40 };

describe("runExhibit", () => {
  it("estimates every observable at every point, at the point's own size and number of replicates", async () => {
    const other = { point: { a: -1, b: 3 }, size: 20, replicates: 10 };
    const result = await runExhibit(exhibit([good, other]), options());
    expect(result).toMatchObject({
      schema: "asymptopia-exhibit/1",
      id: "figure-0",
      title: "Figure 0",
      caption: "Products.",
      reference: "none",
      seed: "7",
      command: "asymptopia report",
      alpha: 0.01,
      figures: [{ name: "all", title: "All", data }],
    });
    expect(result.points.map(({ size, shape, estimates }) => [size, shape.n, estimates.x.replicates])).toEqual([
      [50, 50, 40],
      [20, 20, 10],
    ]);
    // The parsed point, with what the experiment supplied.
    expect(result.points[0].parameters).toMatchObject({ a: 2, b: 3, noise: 0.1 });
    // ab + 2/size within ten standard errors of .1/√replicates.
    expect(Math.abs(result.points[0].estimates.x.mean - 6.04)).toBeLessThan(1 / Math.sqrt(40));
    expect(Math.abs(result.points[1].estimates.x.mean + 2.9)).toBeLessThan(1 / Math.sqrt(10));
    expect(result.points[0].estimates.y.interval).not.toBeNull();
  });

  it("hands the estimates to the drawing, by point and observable", async () => {
    const asked: number[] = [];
    const result = await runExhibit(
      exhibit([good], (estimate) => {
        asked.push(estimate(0, "x").mean, estimate(0, "y").mean);
        return [];
      }),
      options(),
    );
    const { x, y } = result.points[0].estimates;
    expect(asked).toEqual([x.mean, y.mean]);
  });

  it("hands over trajectories as well, and takes tables", async () => {
    const source = exhibit([good], (_, spread) => {
      expect(spread(0, "path")).toMatchObject({ replicates: 40 });
      return [];
    });
    const table = { title: "Numbers", columns: ["x"], rows: [[1]] };
    const run: typeof syntheticExperiment.run = (problems, stream) =>
      syntheticExperiment.run(problems, stream).map((values) => ({ ...values, path: Float64Array.of(1, 2) }));
    const shown = {
      ...source.exhibit,
      experiment: { ...syntheticExperiment, run } as unknown as Exhibit["experiment"],
      tabulate: () => [table],
    };
    const result = await runExhibit(
      { ...source, exhibit: shown },
      options({
        executor: {
          ...localExecutor(),
          execute: (job) =>
            executeJob(
              job,
              async () => shown.experiment,
              async () => ({}),
            ),
        },
      }),
    );
    expect(result.points[0].trajectories).toEqual({
      path: { mean: [1, 2], smallest: [1, 2], largest: [1, 2], replicates: 40 },
    });
    expect(result.tables).toEqual([table]);
    const plain = await runExhibit(exhibit([good]), options());
    expect(plain).not.toHaveProperty("tables");
    expect(plain.points[0]).not.toHaveProperty("trajectories");
  });

  it("names an observable or a point that is not there", async () => {
    const misspelt = runExhibit(
      exhibit([good], (estimate) => {
        estimate(0, "z");
        return [];
      }),
      options(),
    );
    await expect(misspelt).rejects.toMatchObject({ code: "unknown-name", field: "observable", accepted: "x, y" });
    const beyond = runExhibit(
      exhibit([good], (estimate) => {
        estimate(1, "x");
        return [];
      }),
      options(),
    );
    await expect(beyond).rejects.toMatchObject({ code: "unknown-name" });
  });

  it("throws the failure of a replicate, a throw or a number that is none, instead of drawing", async () => {
    const drawn: number[] = [];
    const draw: Exhibit["draw"] = () => {
      drawn.push(1);
      return [];
    };
    const throwing = exhibit([good, { ...good, point: { fault: "throw" } }], draw);
    await expect(runExhibit(throwing, options())).rejects.toMatchObject({
      name: "AsymptopiaError",
      code: "invalid-claim",
      message: expect.stringMatching(/^diverged at size 50/),
    });
    const notANumber = exhibit([{ ...good, point: { fault: "nan" } }], draw);
    await expect(runExhibit(notANumber, options())).rejects.toMatchObject({ code: "non-finite", field: "x" });
    expect(drawn).toEqual([]);
  });

  it("throws when it is stopped: a figure of some points would pass for the whole", async () => {
    const controller = new AbortController();
    const executor = localExecutor(() => controller.abort());
    const run = runExhibit(exhibit([good, good]), options({ executor, signal: controller.signal }));
    await expect(run).rejects.toMatchObject({ code: "worker-failure", message: "figure-0 was stopped" });
  });

  it("says which point the experiment refuses, and which number of replicates is none", async () => {
    const refusal = (bad: object) => expect(runExhibit(exhibit([good, bad]), options())).rejects;
    await refusal({ ...good, point: { a: Number.NaN } }).toMatchObject({ code: "invalid-input", field: "points[1].a" });
    await refusal({ ...good, size: 2 }).toMatchObject({ code: "invalid-input", field: "points[1].size" });
    for (const replicates of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      await refusal({ ...good, replicates }).toMatchObject({
        code: "invalid-input",
        field: "points[1].replicates",
        accepted: "a positive integer",
      });
    }
  });

  it("has no interval from one replicate", async () => {
    const result = await runExhibit(exhibit([{ ...good, replicates: 1 }]), options());
    expect(result.points[0].estimates.x).toMatchObject({ replicates: 1, interval: null });
  });
});
