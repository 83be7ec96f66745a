import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logEvidenceAgainstAtLeast } from "./bernoulli.ts";
import { trialsToExclude } from "./trials-to-exclude.ts";

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

describe("the fewest trials that exclude a rate", () => {
  it("reach the evidence, and one trial fewer does not", () => {
    fc.assert(
      fc.property(between(1e-4, 0.999), between(1e-9, 0.999), (rate, alpha) => {
        const trials = trialsToExclude(rate, alpha);
        expect(logEvidenceAgainstAtLeast(0, trials, rate)).toBeGreaterThanOrEqual(-Math.log(alpha));
        expect(logEvidenceAgainstAtLeast(0, trials - 1, rate)).toBeLessThan(-Math.log(alpha));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it("are those of the closed form without failures", () => {
    // E = (1 − (1−d)^(t+1))/((t+1)·d·(1−d)^t), from which the counts follow by trial and error in exact arithmetic.
    const evidence = (t: number, d: number): number => (1 - (1 - d) ** (t + 1)) / ((t + 1) * d * (1 - d) ** t);
    for (const [rate, alpha] of [
      [0.05, 1e-3],
      [0.05, 1e-5],
      [0.5, 0.01],
      [0.01, 1e-4],
    ]) {
      let trials = 0;
      while (evidence(trials, rate) < 1 / alpha) trials += 1;
      expect(trialsToExclude(rate, alpha)).toBe(trials);
    }
  });

  it.each([
    [0, 0.1, "rate"],
    [1, 0.1, "rate"],
    [Number.NaN, 0.1, "rate"],
    [0.1, 0, "alpha"],
    [0.1, 1, "alpha"],
    [0.1, Number.NaN, "alpha"],
  ])("do not exist at rate %d and α = %d", (rate, alpha, field) => {
    expect(() => trialsToExclude(rate, alpha)).toThrow(expect.objectContaining({ code: "invalid-input", field }));
  });
});
