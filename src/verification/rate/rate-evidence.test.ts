import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createStream } from "../../simulation/random/create-stream.ts";
import { type RateProblem, rateBurnIn, rateEvidence } from "./rate-evidence.ts";

const EPS = Number.EPSILON;
const sizes = [50, 100, 200, 400, 800];
const problem: RateProblem = {
  observable: "error",
  sizes,
  exponent: 0.5,
  logPower: 0,
  margin: 0.1,
  residualBias: 0.01,
  sense: "equal",
  alpha: 1e-4,
  mostUnits: 1000,
};

/** Evidence after `units` draws of the ladder, of which one at the s-th size is error(size)·exp(noise·N(0, 1)). */
function evidenceOf(
  units: number,
  error: (size: number) => number,
  noise: number,
  changes: Partial<RateProblem> = {},
): ReturnType<typeof rateEvidence> {
  const evidence = rateEvidence({ ...problem, ...changes });
  const stream = createStream(["rate evidence"]);
  for (let unit = 0; unit < units; unit += 1) {
    evidence.add((changes.sizes ?? sizes).map((size) => [{ error: error(size) * Math.exp(noise * stream.normal()) }]));
  }
  return evidence;
}

describe("the exponent", () => {
  it("of a power law is what it is, up to rounding", () => {
    const exponents = fc.integer({ min: -300, max: 300 }).map((i) => i / 100);
    fc.assert(
      fc.property(exponents, exponents, fc.integer({ min: -20, max: 20 }), (exponent, logPower, magnitude) => {
        const law = (size: number) => 10 ** magnitude * size ** -exponent * Math.log(size) ** logPower;
        const { mean, withoutSmallest } = evidenceOf(2, law, 0, { exponent, logPower }).finding();
        // Logarithms of at most 80, each to a few roundings, with weights whose absolute values sum to less than 2.
        const tolerance = 80 * 16 * EPS;
        expect(Math.abs((mean as number) - exponent)).toBeLessThan(tolerance);
        expect(Math.abs((withoutSmallest?.mean as number) - exponent)).toBeLessThan(tolerance);
      }),
      { seed: 4, numRuns: 300 },
    );
  });

  it("is spoilt by a logarithm that is not declared: by p·(slope of log log size)", () => {
    const law = (size: number) => size ** -0.5 * Math.log(size);
    const declared = evidenceOf(2, law, 0, { logPower: 1 }).finding().mean as number;
    const hidden = evidenceOf(2, law, 0).finding().mean as number;
    expect(Math.abs(declared - 0.5)).toBeLessThan(1000 * EPS);
    // log log 800 − log log 50 = .536 over log 16 = 2.77: about .19 less.
    expect(hidden).toBeGreaterThan(0.28);
    expect(hidden).toBeLessThan(0.33);
  });

  it("has the standard error of a least-squares slope", () => {
    const { mean } = evidenceOf(400, (size) => size ** -0.5, 0.2).finding();
    // Logarithms of sizes are (−2 … 2)·log 2: Σ = 10·(log 2)². Five standard errors.
    const standardError = 0.2 / Math.sqrt(10 * Math.LN2 ** 2) / Math.sqrt(400);
    expect(Math.abs((mean as number) - 0.5)).toBeLessThan(5 * standardError);
    const observed = evidenceOf(400, (size) => size ** -0.5, 0.2).whole.standardError;
    expect(observed / standardError).toBeGreaterThan(0.8);
    expect(observed / standardError).toBeLessThan(1.2);
  });

  it("reads numbers above 0 alone", () => {
    expect(rateEvidence(problem).reads).toEqual([{ name: "error", form: "positive" }]);
  });

  it("keeps the mean logarithm per size, over the power of the logarithm", () => {
    const { sizes: found } = evidenceOf(40, (size) => 3 * size ** -0.5 * Math.log(size) ** 2, 0, {
      logPower: 2,
    }).finding();
    found.forEach(({ mean, replicates }, s) => {
      expect(replicates).toBe(40);
      expect(Math.abs(Math.exp(-mean) * Math.sqrt(sizes[s]) - 3)).toBeLessThan(3 * 64 * EPS);
    });
  });
});

// After 200 units the standard error of the exponent is .002 with noise .1, and the interval at most ± .012: what is
// compared is three of those away, that is 20 standard errors.
describe("decisions", () => {
  const decide = (slope: number, changes: Partial<RateProblem> = {}) =>
    evidenceOf(200, (size) => size ** -slope, 0.1, changes).decision();

  it.each([
    [0.5, "supported"],
    [0.42, "open"],
    [0.58, "open"],
    [0.3, "refuted"],
    [0.7, "refuted"],
  ] as const)("about the exponent .5 ± .1 where it is %d", (slope, decision) => {
    // At .42 and .58 the interval with its bias of .01 reaches over .4 and .6: bias .01 and half-width above .01.
    expect(decide(slope, slope === 0.5 ? {} : { residualBias: Math.abs(slope - 0.5) < 0.1 ? 0.03 : 0.01 })).toBe(
      decision,
    );
  });

  it("takes a faster decay for support where only a bound on the order is claimed", () => {
    expect(decide(0.7, { sense: "at-least" })).toBe("supported");
    expect(decide(0.5, { sense: "at-least" })).toBe("supported");
    expect(decide(0.3, { sense: "at-least" })).toBe("refuted");
    expect(decide(3, { sense: "at-least" })).toBe("supported");
  });

  it("has a sign: what grows has an exponent below 0", () => {
    expect(decide(-0.5, { exponent: -0.5 })).toBe("supported");
    expect(decide(0.5, { exponent: -0.5 })).toBe("refuted");
  });

  it("are none before the first look, with a budget below it one at its end", () => {
    expect(evidenceOf(rateBurnIn - 1, (size) => size ** -0.5, 0.01).decision()).toBe("open");
    expect(evidenceOf(rateBurnIn, (size) => size ** -0.5, 0.01).decision()).toBe("supported");
    const short = { mostUnits: 20 };
    expect(evidenceOf(19, (size) => size ** -0.5, 0.01, short).decision()).toBe("open");
    expect(evidenceOf(20, (size) => size ** -0.5, 0.01, short).decision()).toBe("supported");
    for (const mostUnits of [0, 1]) expect(rateEvidence({ ...problem, mostUnits }).decision()).toBe("open");
  });
});

describe("stability", () => {
  /** A power .8 that the smallest size alone makes look like .5 over the whole ladder. */
  const bent = (size: number) => (size === 50 ? 100 ** -0.8 * 2 ** -0.8 : size ** -0.8);

  it("withholds support that rests on the smallest size", () => {
    const { mean, withoutSmallest } = evidenceOf(200, bent, 0.02).finding();
    expect(withoutSmallest?.mean).toBeGreaterThan(0.79);
    const claimed = { exponent: mean as number };
    expect(evidenceOf(200, bent, 0.02, claimed).decision()).toBe("open");
    expect(evidenceOf(200, bent, 0.02, { ...claimed, margin: 0.5, residualBias: 0.4 }).decision()).toBe("supported");
    // Faster without the smallest size: no contradiction to a bound on the order.
    expect(evidenceOf(200, bent, 0.02, { ...claimed, sense: "at-least" }).decision()).toBe("supported");
  });

  it("never withholds a refutation", () => {
    expect(evidenceOf(200, bent, 0.02, { exponent: 0.8 }).decision()).toBe("refuted");
  });
});
