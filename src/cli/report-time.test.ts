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

/** A machine on which a second of work takes a second. */
const usual = { startUp: 300, elapsed: 1500, processor: 1500 };

describe("the time that a report is given", () => {
  it("grows with claims and points", () => {
    const one = reportTime(claims(1, 10), 60, usual);
    expect(one).toBeGreaterThan(0);
    expect(reportTime(claims(2, 10), 60, usual)).toBeGreaterThan(one);
    expect(reportTime(claims(1, 20), 60, usual)).toBeGreaterThan(one);
  });

  it("is twice as long on a machine that is half as fast, and longer on one that this process shares", () => {
    const one = reportTime(claims(1, 10), 60, usual);
    const slow = reportTime(claims(1, 10), 60, { startUp: 600, elapsed: 3000, processor: 3000 });
    // Quotients of the same few numbers: a few roundings.
    expect(Math.abs(slow / one - 2)).toBeLessThan(8 * Number.EPSILON);
    expect(reportTime(claims(1, 10), 60, { ...usual, elapsed: 3000 })).toBeGreaterThan(one);
  });

  it("leaves most of a short budget to the simulation, however many points there are", () => {
    expect(reportTime(claims(1, 1000), 8, usual)).toBeLessThan(1000);
  });

  it("takes a start that lasted very long, or no time, for no measure of the rest", () => {
    const one = reportTime(claims(1, 10), 60, usual);
    expect(reportTime(claims(1, 10), 60, { startUp: 1e6, elapsed: 1e9, processor: 1e6 })).toBeLessThan(7 * one);
    expect(reportTime(claims(1, 10), 60, { ...usual, startUp: 0 })).toBeGreaterThan(one / 3);
  });
});
