import type { Claim } from "asymptopia";
import { describe, expect, it } from "vitest";
import { verifyHere } from "../../../src/verification/testing/verify-here.ts";
import { rounding } from "./gram-model.ts";
import theorem1, { leaks } from "./theorem-1.ts";
import theorem2, { leaks as testLeaks, withoutNorm } from "./theorem-2.ts";

const claims = [...theorem1, ...theorem2] as unknown as Claim[];

describe("the factor of rounding", () => {
  it("is at least the proven one at every point of every coupling", () => {
    const couplings = claims.filter(({ test }) => test.kind === "law" && test.coupling !== undefined);
    expect(couplings).toHaveLength(3);
    for (const { grid, controls, sizes, experiment } of couplings) {
      for (const parameters of [...grid, ...controls.flatMap((control) => control.grid)]) {
        const { point, shape } = experiment.realise(parameters, sizes[0]);
        const { depth, hidden, steps } = point as unknown as Record<"depth" | "hidden" | "steps", number>;
        const { d, n } = shape;
        const inner = Math.max(d, n, hidden);
        // Every layer with a bias, two outputs; inputs, parameters and gradients at each step, and what a side is made of.
        const later = hidden + (depth - 2) * (hidden + 1) * hidden + 2 * (hidden + 1);
        const stored = (steps + 1) * (d * n + 2 * d * hidden + 2 * later) + d * (n + 3 + hidden + d * steps);
        expect(rounding.factor).toBeGreaterThanOrEqual(Math.SQRT2 * (inner + 10) * Math.sqrt(stored) * 300);
      }
    }
  });
});

describe("the leaks", () => {
  const values = (claim: typeof leaks): readonly number[] =>
    claim.grid.map((point) => claim.test.formula.inputs(point).I.value);

  it("are those of 40-digit quadrature", () => {
    const expected = [0.2534713551347875, 0.2534713551347875, 0.01045704134523165, 0.1975761137349904];
    values(leaks).forEach((value, i) => {
      expect(Math.abs(value - expected[i])).toBeLessThan(1e-12);
    });
    for (const value of values(testLeaks)) expect(Math.abs(value - expected[0])).toBeLessThan(1e-12);
  });
});

/** A claim with the first point of each grid, on margins and shares of exceptions that fewer replicates decide. */
function quickly(claim: Claim): Claim {
  const { test } = claim;
  const wider = <T extends Claim["test"]>(own: T): T => ({
    ...own,
    ...(own.kind === "law" && own.margin !== undefined ? { margin: 0.25 } : {}),
    ...(own.kind === "law" && own.coupling !== undefined
      ? { coupling: { ...own.coupling, exceptionalShare: 0.25 } }
      : {}),
    ...(own.kind === "identity" ? { exceptionalShare: 0.25 } : {}),
  });
  return {
    ...claim,
    grid: claim.grid.slice(0, 1),
    test: wider(test),
    controls: claim.controls.map((control) => ({
      ...control,
      grid: control.grid.slice(0, 1),
      test: wider(control.test),
    })),
  };
}

// Each point is refuted though true, or supported though false, with probability at most 1e-5; couplings and densities
// involve none but for the share of exceptions that support excludes. The seed is fixed.
describe("verified in this thread, at the first points of the grids", () => {
  it.each(claims)("$id and its controls come out as expected", async (claim) => {
    const result = await verifyHere(quickly(claim), claim.test.kind);
    expect(result.verdict).toBe(claim.expected);
    expect(result.controls.map(({ id, verdict }) => [id, verdict])).toEqual(
      claim.controls.map(({ id, expected }) => [id, expected]),
    );
    if (result.kind === "limit") expect(result.mutants.killed).toBeGreaterThanOrEqual(0.9 * result.mutants.total);
  });

  it("expects the theorem without the norm to be refuted, and nothing else", () => {
    expect(claims.filter(({ expected }) => expected === "refuted").map(({ id }) => id)).toEqual([withoutNorm.id]);
  });
});
