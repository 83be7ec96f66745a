import type { Claim } from "asymptopia";
import { describe, expect, it } from "vitest";
import type { OrderingClaimResult } from "../../../src/verification/ordering/ordering-result.ts";
import { verifyHere } from "../../../src/verification/testing/verify-here.ts";
import batchNorm from "./batch-norm-fits.ts";
import naturalGradient from "./natural-gradient-underperforms.ts";
import orderings from "./training-orderings.ts";

// Each point errs with probability at most 1e-5 where differences are Gaussian; theirs have a skewness below 3, and their
// means are 6 standard errors or more from what is claimed. The seed is fixed besides.
describe("verified in this thread", () => {
  it("the chain's first link is supported, and refuted under mild anisotropy for Adam", async () => {
    const first = { ...orderings, grid: orderings.grid.slice(0, 1) };
    const result = await verifyHere<OrderingClaimResult>(first as unknown as Claim, "ordering");
    expect(result.verdict).toBe("supported");
    expect(result.controls.map(({ verdict }) => verdict)).toEqual(["refuted"]);
    // By the noise floors of III.5 the distances are small, and DFW's is about twice KFAC's.
    const { means } = result.points[0].sizes[0];
    expect((means?.worse as number) / (means?.better as number)).toBeGreaterThan(1.5);
  });

  it("natural gradients hardly move at a learning rate of 1e-4", async () => {
    // A third of the claim's iterations: KFAC has made its way by then.
    const grid = naturalGradient.grid.slice(1, 2).map((point) => ({ ...point, iterations: 33 }));
    const slow = { ...naturalGradient, grid, controls: [] };
    const result = await verifyHere<OrderingClaimResult>(slow as unknown as Claim, "ordering");
    expect(result.verdict).toBe("supported");
    expect(result.points[0].sizes[0].means?.worse).toBeGreaterThan(0.9);
  });
});

describe("the points of the claims", () => {
  it("are what the experiment reads, the same after reading them again", () => {
    for (const claim of [orderings, naturalGradient, ...batchNorm]) {
      for (const point of [...claim.grid, ...claim.controls.flatMap(({ grid }) => grid)]) {
        const parsed = claim.experiment.parameters.parse(point);
        expect(claim.experiment.parameters.parse(parsed)).toEqual(parsed);
        expect(claim.experiment.realise(parsed, claim.sizes[0]).shape.d).toBe(claim.sizes[0]);
      }
    }
  });

  it("differ in the methods alone along the chain, so that all run on the same batches", () => {
    const settings = orderings.grid.map((point) => ({ ...point, first: null, second: null }));
    for (const setting of settings) expect(setting).toEqual(settings[0]);
  });
});
