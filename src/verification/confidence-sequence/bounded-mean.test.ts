import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createStream } from "../../simulation/random/create-stream.ts";
import type { Stream } from "../../simulation/stream.ts";
import { RunningSample } from "../sample.ts";
import { unlikelyCount } from "../testing/unlikely-count.ts";
import { BoundedMean } from "./bounded-mean.ts";

function sequenceOf(low: number, high: number, data: Iterable<number>): BoundedMean {
  const sequence = new BoundedMean(low, high);
  for (const x of data) sequence.add(x);
  return sequence;
}

/** Observations in eighths of [0, 1], which every operation on the range represents exactly. */
const eighths = fc.array(
  fc.integer({ min: 0, max: 8 }).map((k) => k / 8),
  { maxLength: 60 },
);
const unit = fc.double({ min: 0, max: 1, noNaN: true });
/** Means not so near to an end of the range that the interval, which is closed, takes them for the end. */
const interior = fc.double({ min: 1e-15, max: 1 - 1e-15, noNaN: true });
const level = fc.double({ min: 1e-9, max: 0.9, noNaN: true });

describe("the evidence", () => {
  it("agrees with 40-digit mpmath values of the weighted sum of products", () => {
    const sequence = sequenceOf(
      0,
      1,
      [2, 6, 8, 0, 3, 5, 1, 7, 7, 2].map((k) => k / 8),
    );
    for (const [mean, atMost, atLeast] of EVIDENCE) {
      // Ten factors, a logarithm and a sum over 24 bets; logarithms of order 1 to 10.
      expect(Math.abs(sequence.logEvidenceAgainstAtMost(mean) - atMost)).toBeLessThan(64 * Number.EPSILON);
      expect(Math.abs(sequence.logEvidenceAgainstAtLeast(mean) - atLeast)).toBeLessThan(64 * Number.EPSILON);
    }
  });

  it("keeps its value on average when the next observation has the mean in question, and falls when it has less", () => {
    fc.assert(
      fc.property(
        fc.array(unit, { maxLength: 40 }),
        unit,
        unit,
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (data, x, y, p) => {
          const mean = p * x + (1 - p) * y;
          fc.pre(mean > 1e-3);
          const now = sequenceOf(0, 1, data);
          const ratio = (next: number, at: number): number =>
            Math.exp(sequenceOf(0, 1, [...data, next]).logEvidenceAgainstAtMost(at) - now.logEvidenceAgainstAtMost(at));
          const expected = (at: number): number => p * ratio(x, at) + (1 - p) * ratio(y, at);
          // Forty factors of a few roundings each; one factor may be as large as 1/mean, and p·x + (1−p)·y is rounded too.
          expect(Math.abs(expected(mean) - 1)).toBeLessThan((400 * Number.EPSILON) / mean);
          expect(expected(1.5 * mean)).toBeLessThan(1 + 1e-12);
        },
      ),
    );
  });

  it("is monotone in the mean, also beyond the range, and mirrored for the other side", () => {
    const mean = fc.double({ min: -0.5, max: 1.5, noNaN: true });
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 60 }), mean, mean, (data, m1, m2) => {
        const [a, b] = [Math.min(m1, m2), Math.max(m1, m2)];
        const sequence = sequenceOf(0, 1, data);
        // Sixty factors of a few roundings each.
        const slack = 1e-12;
        expect(sequence.logEvidenceAgainstAtMost(a)).toBeGreaterThanOrEqual(
          sequence.logEvidenceAgainstAtMost(b) - slack,
        );
        expect(sequence.logEvidenceAgainstAtLeast(b)).toBeGreaterThanOrEqual(
          sequence.logEvidenceAgainstAtLeast(a) - slack,
        );
        const mirror = sequenceOf(
          -1,
          0,
          data.map((x) => -x),
        );
        expect(mirror.logEvidenceAgainstAtLeast(-a)).toBe(sequence.logEvidenceAgainstAtMost(a));
        expect(mirror.logEvidenceAgainstAtMost(-a)).toBe(sequence.logEvidenceAgainstAtLeast(a));
      }),
    );
  });

  it("is exact at the ends of the range and beyond them", () => {
    const empty = new BoundedMean(2, 5);
    for (const mean of [2, 3, 5]) {
      expect(empty.logEvidenceAgainstAtMost(mean)).toBe(0);
      expect(empty.logEvidenceAgainstAtLeast(mean)).toBe(0);
    }
    expect(empty.logEvidenceAgainstAtMost(1.9)).toBe(Number.POSITIVE_INFINITY);
    expect(empty.logEvidenceAgainstAtLeast(5.1)).toBe(Number.POSITIVE_INFINITY);

    const atLow = sequenceOf(2, 5, [2, 2, 2]);
    expect(atLow.logEvidenceAgainstAtMost(2)).toBe(0);
    // A mean of `high` leaves the gambler who stakes all on less with nothing to lose: 1/0 at the first other value.
    expect(atLow.logEvidenceAgainstAtLeast(5)).toBe(Number.POSITIVE_INFINITY);
    expect(atLow.logEvidenceAgainstAtMost(5)).toBeLessThan(0);

    const above = sequenceOf(2, 5, [2, 2.001, 2]);
    expect(above.logEvidenceAgainstAtMost(2)).toBe(Number.POSITIVE_INFINITY);
    // Finite arbitrarily near.
    expect(above.logEvidenceAgainstAtMost(2 + 2 ** -51)).toBeGreaterThan(10);
    expect(above.logEvidenceAgainstAtMost(2 + 2 ** -51)).toBeLessThan(100);
  });

  it("stays finite when a capital of 10³⁶⁰⁰ is made", () => {
    // The bet of everything, a share of the stake above 1/6, multiplies it by 2⁶⁰ each time; the others by less.
    const evidence = sequenceOf(0, 1, Array(200).fill(1)).logEvidenceAgainstAtMost(2 ** -60);
    expect(evidence).toBeLessThan(200 * 60 * Math.LN2);
    expect(evidence).toBeGreaterThan(200 * 60 * Math.LN2 - Math.log(6));
  });
});

describe("the interval", () => {
  it("agrees with roots found in 40 digits", () => {
    const sequence = sequenceOf(
      0,
      1,
      Array.from({ length: 100 }, (_, i) => ((37 * i) % 101) / 128),
    );
    for (const [alpha, lower, upper] of INTERVALS) {
      const [from, to] = sequence.interval(alpha);
      // The iteration ends at a relative step of 1e-12.
      expect(Math.abs(from / lower - 1)).toBeLessThan(2e-12);
      expect(Math.abs((1 - to) / (1 - upper) - 1)).toBeLessThan(2e-12);
    }
  });

  it("holds the means with evidence below log(2/α) on both sides, the sample mean among them", () => {
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 300 }), level, interior, (data, alpha, mean) => {
        const sequence = sequenceOf(0, 1, data);
        const [lower, upper] = sequence.interval(alpha);
        const threshold = Math.log(2 / alpha);
        // An end's rounding, relative to its distance from the range's end, enters each factor.
        const slack = (distance: number): number => 1e-8 + (2 * Number.EPSILON * data.length) / distance;
        const below = sequence.logEvidenceAgainstAtMost(lower);
        const above = sequence.logEvidenceAgainstAtLeast(upper);
        if (lower > 0) expect(Math.abs(below - threshold)).toBeLessThan(slack(lower));
        if (upper < 1) expect(Math.abs(above - threshold)).toBeLessThan(slack(1 - upper));
        const evidence = Math.max(sequence.logEvidenceAgainstAtMost(mean), sequence.logEvidenceAgainstAtLeast(mean));
        if (Math.abs(evidence - threshold) > slack(Math.min(mean, 1 - mean))) {
          expect(mean >= lower && mean <= upper).toBe(evidence < threshold);
        }
        const sampleMean = data.reduce((sum, x) => sum + x, 0) / data.length;
        expect(sampleMean).toBeGreaterThanOrEqual(lower);
        expect(sampleMean).toBeLessThanOrEqual(upper);
      }),
    );
  });

  it("is the whole range without observations, and reaches the end that all observations are at", () => {
    expect(new BoundedMean(-3, 4).interval(0.01)).toEqual([-3, 4]);
    const [lower, upper] = sequenceOf(2, 5, Array(100).fill(2)).interval(0.05);
    expect(lower).toBe(2);
    // The bet of everything, 1/5.6 of the stake, owns ((5−2)/(5−m))^100/5.6: about log(2/.05·5.6)/100 = .053 of the range.
    expect(upper).toBeGreaterThan(2.1);
    expect(upper).toBeLessThan(2.2);
    const [from, to] = sequenceOf(2, 5, Array(100).fill(5)).interval(0.05);
    expect(to).toBe(5);
    expect(Math.abs(7 - upper - from)).toBeLessThan(16 * Number.EPSILON);
  });

  it("shrinks as α grows", () => {
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 100 }), level, (data, alpha) => {
        const sequence = sequenceOf(0, 1, data);
        const [wideLow, wideHigh] = sequence.interval(alpha);
        const [low, high] = sequence.interval(Math.min(0.95, 1.05 * alpha));
        expect(low).toBeGreaterThanOrEqual(wideLow);
        expect(high).toBeLessThanOrEqual(wideHigh);
      }),
    );
  });

  it("moves and scales with range and observations, and is mirrored with them", () => {
    fc.assert(
      fc.property(
        eighths,
        fc.integer({ min: -1000, max: 1000 }),
        fc.integer({ min: -8, max: 8 }),
        (data, shift, power) => {
          const scale = 2 ** power;
          const plain = sequenceOf(0, 1, data).interval(0.05);
          const move = (x: number): number => shift + scale * x;
          // Data and range are moved without rounding: only the way back from the unit range rounds, each end once or twice.
          const moved = sequenceOf(shift, shift + scale, data.map(move)).interval(0.05);
          const slack = 2 * Number.EPSILON * (Math.abs(shift) + scale);
          for (const end of [0, 1]) expect(Math.abs(moved[end] - move(plain[end]))).toBeLessThanOrEqual(slack);
          const mirrored = sequenceOf(
            -1,
            0,
            data.map((x) => -x),
          ).interval(0.05);
          expect(Math.abs(mirrored[0] + plain[1])).toBe(0);
          expect(Math.abs(mirrored[1] + plain[0])).toBe(0);
        },
      ),
    );
  });

  it("does not depend on the order of the observations", () => {
    fc.assert(
      fc.property(fc.array(unit, { minLength: 2, maxLength: 100 }), (data) => {
        const [lower, upper] = sequenceOf(0, 1, data).interval(0.01);
        const [from, to] = sequenceOf(0, 1, [...data].reverse()).interval(0.01);
        // The iteration's own tolerance.
        expect(Math.abs(from - lower)).toBeLessThan(1e-11);
        expect(Math.abs(to - upper)).toBeLessThan(1e-11);
      }),
    );
  });

  it("is not vacuous: 1.22 to 1.8 times as wide as the fixed-sample interval at 2048 observations", () => {
    const uniform = Array.from({ length: 2048 }, (_, i) => (i + 0.5) / 2048);
    const twoPoint = (ones: number): number[] => Array.from({ length: 2048 }, (_, i) => Number(i < ones));
    const skewed = Array.from({ length: 2048 }, (_, i) => (i < 205 ? 0.95 : 0.45));
    for (const [data, at05, at1e5] of [
      [uniform, 1.78, 1.24],
      [twoPoint(1024), 1.8, 1.25],
      [twoPoint(41), 1.78, 1.27],
      [skewed, 1.74, 1.23],
    ] as const) {
      const sample = new RunningSample();
      for (const x of data) sample.add(x);
      const sequence = sequenceOf(0, 1, data);
      for (const [alpha, quantile, factor] of [
        [0.05, 1.959964, at05],
        [1e-5, 4.417173, at1e5],
      ]) {
        const [lower, upper] = sequence.interval(alpha);
        const ratio = (upper - lower) / (2 * quantile * sample.standardError);
        expect(ratio).toBeLessThan(factor);
        expect(ratio).toBeGreaterThan(1);
      }
    }
  });
});

describe("coverage while looking after every observation", () => {
  const alpha = 0.1;
  const sequences = 1500;
  const length = 2000;

  interface Law {
    readonly mean: number;
    readonly draw: (stream: Stream) => number;
  }

  const laws: Record<string, Law> = {
    "Bernoulli(.5)": { mean: 0.5, draw: (stream) => Number(stream.uniform() < 0.5) },
    "Bernoulli(.02)": { mean: 0.02, draw: (stream) => Number(stream.uniform() < 0.02) },
    uniform: { mean: 0.5, draw: (stream) => stream.uniform() },
    // Skewness 5.5.
    "skewed two-point": { mean: 0.2725, draw: (stream) => (stream.uniform() < 0.03 ? 1 : 0.25) },
  };

  /** Both capitals at one mean, carried along by the definition: 24 shares 1.5^(−k), weights ∝ 1/(k+2). */
  class CapitalsAt {
    readonly #mean: number;
    readonly #shares = Array.from({ length: 24 }, (_, k) => 1.5 ** -k);
    readonly #above: Float64Array;
    readonly #below: Float64Array;

    constructor(mean: number) {
      this.#mean = mean;
      const total = this.#shares.reduce((sum, _, k) => sum + 1 / (k + 2), 0);
      this.#above = Float64Array.from(this.#shares, (_, k) => 1 / (k + 2) / total);
      this.#below = this.#above.slice();
    }

    add(x: number): void {
      const gain = x / this.#mean - 1;
      const loss = (1 - x) / (1 - this.#mean) - 1;
      for (let k = 0; k < 24; k += 1) {
        this.#above[k] *= 1 + this.#shares[k] * gain;
        this.#below[k] *= 1 + this.#shares[k] * loss;
      }
    }

    capitals(): [above: number, below: number] {
      let above = 0;
      let below = 0;
      for (let k = 0; k < 24; k += 1) {
        above += this.#above[k];
        below += this.#below[k];
      }
      return [above, below];
    }
  }

  it("follows, at the mean, capitals that are carried along", () => {
    for (const [name, { mean, draw }] of Object.entries(laws)) {
      const stream = createStream(["bounded mean", "definition", name]);
      const sequence = new BoundedMean(0, 1);
      const reference = new CapitalsAt(mean);
      for (let n = 1; n <= length; n += 1) {
        const x = draw(stream);
        sequence.add(x);
        reference.add(x);
        if (n % 100 !== 0) continue;
        const [above, below] = reference.capitals();
        // Four roundings a factor, of either sign, at 2000 factors.
        expect(Math.abs(sequence.logEvidenceAgainstAtMost(mean) - Math.log(above))).toBeLessThan(1e-12);
        expect(Math.abs(sequence.logEvidenceAgainstAtLeast(mean) - Math.log(below))).toBeLessThan(1e-12);
      }
    }
  });

  function everOutside({ mean, draw }: Law, name: string): { both: number; upper: number; naive: number } {
    const stream = createStream(["bounded mean", name]);
    const outside = { both: 0, upper: 0, naive: 0 };
    for (let sequence = 0; sequence < sequences; sequence += 1) {
      const capital = new CapitalsAt(mean);
      const sample = new RunningSample();
      let both = false;
      let upper = false;
      let naive = false;
      for (let n = 1; n <= length; n += 1) {
        const x = draw(stream);
        sample.add(x);
        capital.add(x);
        const [above, below] = capital.capitals();
        // The interval excludes the mean where either capital is at least 2/α.
        both ||= above >= 2 / alpha || below >= 2 / alpha;
        upper ||= above >= 1 / alpha;
        naive ||= n >= 50 && Math.abs(sample.mean - mean) > 1.6448536 * sample.standardError;
      }
      outside.both += Number(both);
      outside.upper += Number(upper);
      outside.naive += Number(naive);
    }
    return outside;
  }

  // Golden, of 1500 sequences: uniform numbers with fixed keys, and no function of the engine's own but these products.
  it.each([
    ["Bernoulli(.5)", { both: 77, upper: 83, naive: 969 }],
    ["Bernoulli(.02)", { both: 54, upper: 60, naive: 1040 }],
    ["uniform", { both: 74, upper: 64, naive: 961 }],
    ["skewed two-point", { both: 62, upper: 70, naive: 991 }],
  ] as const)("%s: %o sequences of 1500 exclude the mean", (name, golden) => {
    const counts = everOutside(laws[name], name);
    expect(counts).toEqual(golden);
    // Eight comparisons at 1e-7 each: a correct sequence fails one of them with probability below 1e-6.
    expect(counts.both).toBeLessThan(unlikelyCount(sequences, alpha, 1e-7));
    expect(counts.upper).toBeLessThan(unlikelyCount(sequences, alpha, 1e-7));
    // The fixed-sample interval, looked at as often from n = 50 on, fails in more than half of the sequences.
    expect(counts.naive).toBeGreaterThan(sequences / 2);
  });

  it("holds for the intervals themselves, at 12 looks of 400 sequences", () => {
    const { mean, draw } = laws.uniform;
    const stream = createStream(["bounded mean", "intervals"]);
    let outside = 0;
    for (let sequence = 0; sequence < 400; sequence += 1) {
      const bounded = new BoundedMean(0, 1);
      let out = false;
      for (let look = 0; look < 12; look += 1) {
        while (bounded.count < Math.round(8 * 1.5 ** look)) bounded.add(draw(stream));
        const [lower, upper] = bounded.interval(alpha);
        out ||= mean < lower || mean > upper;
      }
      if (out) outside += 1;
    }
    expect(outside).toBeLessThan(unlikelyCount(400, alpha, 1e-6));
    expect(outside).toBeGreaterThan(0);
  });
});

describe("arguments outside their domains", () => {
  it.each([
    ["low", () => new BoundedMean(Number.NaN, 1)],
    ["high", () => new BoundedMean(1, 1)],
    ["high", () => new BoundedMean(0, Number.POSITIVE_INFINITY)],
    ["high", () => new BoundedMean(-1e308, 1e308)],
    ["observation", () => new BoundedMean(0, 1).add(1.0000001)],
    ["observation", () => new BoundedMean(0, 1).add(-1e-9)],
    ["observation", () => new BoundedMean(0, 1).add(Number.NaN)],
    ["mean", () => new BoundedMean(0, 1).logEvidenceAgainstAtMost(Number.NaN)],
    ["mean", () => new BoundedMean(0, 1).logEvidenceAgainstAtLeast(Number.POSITIVE_INFINITY)],
    ["alpha", () => new BoundedMean(0, 1).interval(0)],
  ])("name %s", (field, call) => {
    expect(call).toThrow(expect.objectContaining({ code: "invalid-input", field }));
  });

  it("leaves the sequence as it was when an observation is refused", () => {
    const sequence = sequenceOf(0, 1, [0.5]);
    const before = sequence.interval(0.1);
    expect(() => sequence.add(2)).toThrow("observation must be a number from 0 to 1, not 2");
    expect(sequence.count).toBe(1);
    expect(sequence.interval(0.1)).toEqual(before);
  });
});

const EVIDENCE: readonly (readonly [mean: number, atMost: number, atLeast: number])[] = [
  [0.125, 6.544047081208935, -0.7526979965817844],
  [0.5, -0.3433204472256495, -0.4161180024670189],
  [0.875, -0.7349126521150958, 5.925743954167702],
];

const INTERVALS: readonly (readonly [alpha: number, lower: number, upper: number])[] = [
  [0.05, 0.314601646968097, 0.4616695637940569],
  [1e-5, 0.26975819845403887, 0.5102815925183626],
];
