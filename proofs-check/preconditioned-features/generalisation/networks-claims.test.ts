import type { Claim, Exhibit, MeanEstimate, TrajectorySpread } from "asymptopia";
import { describe, expect, it } from "vitest";
import { claimAtBudget } from "../../../src/claims/claim-at-budget.ts";
import { parseBudget } from "../../../src/verification/budget.ts";
import type { OrderingClaimResult } from "../../../src/verification/ordering/ordering-result.ts";
import { verifyHere } from "../../../src/verification/testing/verify-here.ts";
import alignmentFigure from "./alignment-networks-figure.ts";
import continual from "./continual.ts";
import forwardTransfer from "./forward-transfer-networks.ts";
import hessianPower from "./hessian-power.ts";
import rightFactor from "./kfac-right-factor.ts";
import multiIndex from "./multi-index.ts";
import noiseRobustness from "./noise-robustness.ts";
import noiseFigure from "./noise-robustness-figure.ts";
import alignment from "./teacher-alignment-networks.ts";
import transferFigure from "./transfer-matrix-figure.ts";

const claims = [
  alignment,
  ...noiseRobustness,
  hessianPower,
  rightFactor,
  multiIndex,
  forwardTransfer,
  ...continual,
] as unknown as readonly Claim[];

const exhibits = [noiseFigure, alignmentFigure, transferFigure] as unknown as readonly Exhibit[];

describe("verified in this thread", () => {
  // Bounded differences: each point and control errs with probability at most 1e-7.
  const verified = (claim: Claim) => verifyHere<OrderingClaimResult>(claim, "ordering", { alpha: 1e-7 });

  it("the teacher's alignment decides the order in p, and the reverse is refuted", async () => {
    const ends = claimAtBudget(alignment as unknown as Claim, "quick");
    const result = await verified(ends);
    expect(result.verdict).toBe("supported");
    expect(result.points.map(({ verdict }) => verdict)).toEqual(["supported", "supported"]);
    expect(result.controls.map(({ verdict }) => verdict)).toEqual(["refuted"]);
  });

  it("with two indices the order turns as their strengths do", async () => {
    const ends = claimAtBudget(multiIndex as unknown as Claim, "quick");
    const result = await verified(ends);
    expect(result.verdict).toBe("supported");
    const [weak, strong] = ends.grid;
    expect([weak.first, weak.second]).toEqual([strong.second, strong.first]);
  });
});

describe("the points of the claims", () => {
  it("are what the experiment reads, the same after reading them again, at every budget", () => {
    for (const claim of claims) {
      for (const budget of ["quick", "default", "thorough"]) {
        const { grid, controls, sizes, experiment } = claimAtBudget(claim, budget);
        for (const point of [...grid, ...controls.flatMap((control) => control.grid)]) {
          const parsed = experiment.parameters.parse(point);
          expect(experiment.parameters.parse(parsed)).toEqual(parsed);
          expect(experiment.realise(parsed, sizes[0]).shape.h).toBe(sizes[0]);
        }
      }
    }
  });

  it("leave room for the replicates that a verdict takes, at every budget", () => {
    for (const claim of claims) {
      for (const budget of ["quick", "default", "thorough"]) {
        const { grid, controls, sizes, experiment, test } = claimAtBudget(claim, budget);
        const parts = [{ grid, test }, ...controls];
        for (const part of parts) {
          // 24 replicates of one sign decide a bounded ordering at an error probability of 1e-6; means are not looked at
          // before 64.
          const least = "differences" in part.test && part.test.differences === "nearly-gaussian" ? 64 : 24;
          for (const point of part.grid) {
            const problem = experiment.realise(experiment.parameters.parse(point), sizes[0]);
            expect(
              parseBudget(budget).workPerPoint / experiment.cost(problem),
              `${claim.id}, ${budget}`,
            ).toBeGreaterThan(least);
          }
        }
      }
    }
  });

  it("compare methods of one kind and rate that differ in their exponent alone", () => {
    for (const { grid, controls } of claims) {
      for (const point of [...grid, ...controls.flatMap((control) => control.grid)]) {
        const { first, second } = point as unknown as Record<"first" | "second", { exponent: number }>;
        expect({ ...first, exponent: 0 }).toEqual({ ...second, exponent: 0 });
        expect(first.exponent).not.toBe(second.exponent);
      }
    }
  });

  it("have the paper's sizes at the thorough budget where the claim says so", () => {
    for (const claim of [alignment, rightFactor] as unknown as readonly Claim[]) {
      const { grid, sizes } = claimAtBudget(claim, "thorough");
      expect(sizes).toEqual([500]);
      for (const point of grid) {
        expect(point).toMatchObject({ inputs: 10, samples: 200, testSamples: 9800, steps: 10_000, initialScale: 1e-3 });
      }
    }
  });
});

/** Numbers that tell where they come from. */
const estimateOf = (point: number): MeanEstimate => ({ mean: point + 1, interval: null, replicates: 2 });
const spreadOf = (point: number): TrajectorySpread => ({
  mean: [1, point + 1],
  smallest: [1, point / 2],
  largest: [1, 2 * point + 2],
  replicates: 2,
});

describe.each(exhibits.map((exhibit) => [exhibit.id, exhibit] as const))("the exhibit %s", (_, exhibit) => {
  it("draws every point once, a line in its band", () => {
    const series = exhibit
      .draw(estimateOf, spreadOf)
      .flatMap(({ data }) => data.panels.flatMap((panel) => panel.series));
    const lines = series.flatMap(({ curve }) => curve.map(([, mean]) => mean));
    const symbols = series.flatMap(({ points }) => points.map(({ estimate }) => estimate));
    const each = exhibit.id === "transfer-matrix" ? 4 : 1;
    expect([...lines, ...symbols].sort((a, b) => a - b)).toEqual(
      exhibit.points.flatMap((__, i) => Array<number>(each).fill(i + 1)),
    );
    for (const { curve, band = [] } of series) {
      expect(band.map(([x, low, high]) => [x, low <= high])).toEqual(curve.map(([x]) => [x, true]));
    }
  });

  it("has tables with a cell for every column, of the same numbers", () => {
    const tables = exhibit.tabulate?.(estimateOf, spreadOf) ?? [];
    for (const { columns, rows } of tables) for (const row of rows) expect(row).toHaveLength(columns.length);
    const cells = tables.flatMap(({ rows }) => rows.flat().filter((cell) => typeof cell === "number"));
    expect(new Set(cells)).toEqual(new Set(exhibit.points.map((__, i) => i + 1)));
  });
});
