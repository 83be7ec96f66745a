import { describe, expect, it } from "vitest";
import type { CatalogueClaim } from "../claims/catalogue.ts";
import type { Claim } from "../claims/claim.ts";
import { syntheticClaim } from "../verification/testing/synthetic-claim.ts";
import { reportTime } from "./report-time.ts";

function claims(count: number, points: number): readonly CatalogueClaim[] {
  const grid = Array.from({ length: points }, (_, a) => ({ a }));
  const claim = syntheticClaim({ grid }) as unknown as Claim;
  return Array.from({ length: count }, () => ({ claim, module: "file:///claim.js" }));
}

describe("the time that a report is given", () => {
  it("grows with claims and points, and in proportion to how slowly the command began", () => {
    const one = reportTime(claims(1, 10), 60, 300);
    expect(one).toBeGreaterThan(0);
    expect(reportTime(claims(2, 10), 60, 300)).toBeGreaterThan(one);
    expect(reportTime(claims(1, 20), 60, 300)).toBeGreaterThan(one);
    expect(reportTime(claims(1, 10), 60, 600) / one).toBeCloseTo(2, 12);
  });

  it("leaves most of a short budget to the simulation, however many points there are", () => {
    expect(reportTime(claims(1, 1000), 8, 300)).toBeLessThan(1000);
  });

  it("takes a start that lasted very long, or no time, for no measure of the rest", () => {
    const one = reportTime(claims(1, 10), 60, 300);
    expect(reportTime(claims(1, 10), 60, 1e6)).toBeLessThanOrEqual(3.01 * one);
    expect(reportTime(claims(1, 10), 60, 0)).toBeGreaterThan(one / 3);
  });
});
