import { describe, expect, it } from "vitest";
import { createStream } from "../../simulation/random/create-stream.ts";
import { kolmogorovDistance, kolmogorovReach } from "../confidence-sequence/kolmogorov.ts";
import { KolmogorovComparison } from "./kolmogorov-comparison.ts";

const alpha = 1e-4;

/** Uniform numbers of which the right ones are moved by `distance`, which is the Kolmogorov distance of the two laws. */
function uniforms(count: number, distance: number): readonly (readonly [number, number])[] {
  const stream = createStream(["kolmogorov comparison", count]);
  return Array.from({ length: count }, () => [stream.uniform(), stream.uniform() + distance]);
}

function compared(drawn: readonly (readonly [number, number])[], margin: number): KolmogorovComparison {
  const comparison = new KolmogorovComparison("number", margin, alpha);
  for (const [left, right] of drawn) comparison.add(left, right);
  return comparison;
}

describe("looks", () => {
  it("spend error one by one, and only where there are new draws", () => {
    const drawn = uniforms(300, 0.1);
    const comparison = new KolmogorovComparison("number", 0.5, alpha);
    let look = 0;
    for (const count of [100, 200, 300]) {
      for (const [left, right] of drawn.slice(count - 100, count)) comparison.add(left, right);
      comparison.decision();
      look += 1;
      const reach = kolmogorovReach(count, look, alpha);
      const distance = kolmogorovDistance(
        drawn.slice(0, count).map(([left]) => left),
        drawn.slice(0, count).map(([, right]) => right),
      );
      for (const repeated of [1, 2, 3]) {
        const { interval, ...finding } = comparison.finding();
        expect(finding).toMatchObject({ draws: count, discrepancy: distance });
        expect(interval).toEqual([Math.max(0, distance - reach), Math.min(1, distance + reach)]);
        expect(finding.smallestDetectable).toBe(2 * reach < 1 ? 2 * reach : null);
        // Asked again, it has nothing new to look at.
        comparison.decision();
        expect(comparison.finding().interval, `${repeated}`).toEqual(interval);
      }
    }
  });

  it("have not seen what came after them", () => {
    const comparison = compared(uniforms(64, 0), 0.5);
    comparison.decision();
    comparison.add(0.5, 0.5);
    expect(comparison.finding().draws).toBe(64);
    expect(comparison.expectedDraws()).toBeGreaterThanOrEqual(65);
    comparison.decision();
    expect(comparison.finding().draws).toBe(65);
  });

  it("before the first draw are none: the first look has all of its error left", () => {
    const comparison = compared([], 0.5);
    expect(comparison.decision()).toBe("open");
    expect(comparison.finding()).toEqual({
      name: "number",
      measure: "Kolmogorov distance",
      draws: 0,
      discrepancy: null,
      interval: [0, 1],
      smallestDetectable: null,
    });
    expect(comparison.expectedDraws()).toBe(0);
    for (const [left, right] of uniforms(400, 0)) comparison.add(left, right);
    comparison.decision();
    const { interval, discrepancy } = comparison.finding();
    expect(interval[1]).toBe((discrepancy as number) + kolmogorovReach(400, 1, alpha));
  });
});

// One look at 2000 draws reaches .092 (α/2 = 5e-5); D̂ is within .092 of the distance but with probability α, and what is
// compared is more than twice that away.
describe("decisions", () => {
  it.each([
    [0, 0.2, "supported"],
    [0.4, 0.2, "refuted"],
    [0.2, 0.2, "open"],
    [1, 0.5, "refuted"],
  ])("about a distance of %d at a margin of %d", (distance, margin, decision) => {
    expect(compared(uniforms(2000, distance), margin).decision()).toBe(decision);
  });

  it("are made to the last bit: atoms that are rounded apart are two", () => {
    const atoms = Array.from({ length: 500 }, () => [0.1 + 0.2, 0.3] as const);
    expect(compared(atoms, 0.5).decision()).toBe("refuted");
    const equal = Array.from({ length: 500 }, () => [0.3, 0.3] as const);
    expect(compared(equal, 0.5).decision()).toBe("supported");
  });
});

it("forecasts from the reach how many draws are needed", () => {
  for (const [distance, margin] of [
    [0, 0.2],
    [0.5, 0.2],
  ]) {
    const comparison = new KolmogorovComparison("number", margin, alpha);
    let forecast = 0;
    let decided = 0;
    uniforms(5000, distance).forEach(([left, right], i) => {
      comparison.add(left, right);
      if (decided > 0 || (i + 1) % 100 > 0) return;
      if (comparison.decision() !== "open") decided = i + 1;
      if (i === 99) forecast = comparison.expectedDraws();
    });
    expect(decided).toBeGreaterThan(0);
    expect(forecast).toBeGreaterThan(decided / 3);
    expect(forecast).toBeLessThan(3 * decided);
  }
});
