import erfc from "@stdlib/math-base-special-erfc";
import { describe, expect, test } from "vitest";
import type { Stream } from "../stream.ts";
import { createStream } from "./create-stream.ts";
import { buildZiggurat } from "./ziggurat.ts";

// Every alarm below sounds for a perfect generator with probability at most 1e-7, all alarms of one test together at
// most 1e-6. The seeds are fixed, so the tests pass for good or fail for good; other seeds are another draw of that
// lottery. The negative controls show what the same alarms do notice.

const COUNT = 2 ** 22;
const BINS = 200;

/** √count·|mean of powers − moment|/deviation, for the powers 1, …, moments.length/2 of independent numbers. */
function momentDeviations(sample: Float64Array, moments: readonly number[]): number[] {
  return Array.from({ length: moments.length / 2 }, (_, i) => {
    const power = i + 1;
    const mean = sample.reduce((sum, value) => sum + value ** power, 0) / sample.length;
    const variance = moments[2 * power - 1] - moments[power - 1] ** 2;
    return Math.sqrt(sample.length / variance) * Math.abs(mean - moments[power - 1]);
  });
}

// A standard normal passes 6 with probability 2e-9. The first correction of the central limit theorem multiplies that
// by exp(skewness·6³/(6·√count)), which is 1.8 for the worst of our means (sixth powers, skewness 33).
const DEVIATIONS = 6;

/** Pearson's statistic over equally likely bins; `position` maps the sample's law to the uniform one. */
function chiSquare(sample: Float64Array, position: (value: number) => number): number {
  const counts = new Float64Array(BINS);
  for (const value of sample) counts[Math.min(BINS - 1, Math.floor(position(value) * BINS))] += 1;
  const expected = sample.length / BINS;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/**
 * Bounds that a chi-square variable leaves on either side with probability at most e^−18 = 1.5e-8: B. Laurent and
 * P. Massart, Ann. Statist. 28 (2000), Lemma 1. Exact for sums of squares of normals; Pearson's statistic with 20,000
 * expected a bin is near enough to one for the factor 6 that is left to 1e-7.
 */
function chiSquareBounds(degrees: number): readonly [number, number] {
  const spread = 2 * Math.sqrt(degrees * 18);
  return [degrees - spread, degrees + spread + 36];
}

/** n·KL(observed frequency ‖ p). It exceeds x with probability at most 2·e^−x (Chernoff). */
function surprise(hits: number, count: number, p: number): number {
  const q = hits / count;
  const term = (a: number, b: number): number => (a === 0 ? 0 : a * Math.log(a / b));
  return count * (term(q, p) + term(1 - q, 1 - p));
}

const aboveProbability = (threshold: number): number => erfc(threshold / Math.SQRT2) / 2;
const normalPosition = (value: number): number => erfc(-value / Math.SQRT2) / 2;
const thresholds = [0.5, 1, 1.5, 2, 2.5, 3, 3.5, buildZiggurat().tailStart, 4];

/** The larger surprise of the two tails beyond each threshold. */
function tailSurprises(sample: Float64Array): number[] {
  return thresholds.map((threshold) => {
    const above = sample.reduce((hits, value) => hits + (value > threshold ? 1 : 0), 0);
    const below = sample.reduce((hits, value) => hits + (value < -threshold ? 1 : 0), 0);
    const p = aboveProbability(threshold);
    return Math.max(surprise(above, sample.length, p), surprise(below, sample.length, p));
  });
}

// 18 tails, each with probability 2·e^−20 = 4e-9.
const SURPRISE = 20;

/** Σ z_i·z_{i+lag}/√count for the lags 1, …, 8. */
function serialSums(sample: Float64Array): number[] {
  return Array.from({ length: 8 }, (_, i) => {
    const lag = i + 1;
    let sum = 0;
    for (let at = 0; at + lag < sample.length; at++) sum += sample[at] * sample[at + lag];
    return sum / Math.sqrt(sample.length);
  });
}

// For normals the sum is a quadratic form of trace 0, squared Frobenius norm count/2 and operator norm at most 1, so by
// Laurent and Massart it leaves ±(√(2·18·count) + 36) with probability at most 2·e^−18 = 3e-8; over √count that is 6.02.
// For other bounded or chi-square summands the central limit theorem at 6.02 gives 2e-9, times 1.2 at most by its first
// correction (skewness of a product of two (z²−1)/√2: 8).
const SERIAL = 6.02;

function draw(stream: Stream, count: number): Float64Array {
  const out = new Float64Array(count);
  stream.fillNormal(out);
  return out;
}

const squares = (sample: Float64Array): Float64Array => sample.map((value) => (value * value - 1) / Math.SQRT2);

describe("normal", () => {
  const sample = draw(createStream("distribution of normal"), COUNT);
  const moments = [0, 1, 0, 3, 0, 15, 0, 105, 0, 945, 0, 10395];
  const [low, high] = chiSquareBounds(BINS - 1);

  test("the first six moments are the normal ones", () => {
    for (const deviation of momentDeviations(sample, moments)) expect(deviation).toBeLessThan(DEVIATIONS);
  });

  test("both tails beyond 0.5 to 4 standard deviations have their frequencies", () => {
    for (const value of tailSurprises(sample)) expect(value).toBeLessThan(SURPRISE);
  });

  test("the law beyond 3.5 is that of the normal tail", () => {
    const tail = sample.map(Math.abs).filter((value) => value > 3.5);
    const positions = tail.map((value) => aboveProbability(value) / aboveProbability(3.5)).sort();
    const distance = positions.reduce((sup, position, i) => {
      return Math.max(sup, Math.abs(position - i / tail.length), Math.abs(position - (i + 1) / tail.length));
    }, 0);
    expect(tail.length).toBeGreaterThan(1500);
    // P(sup |F_n − F| > ε) ≤ 2·exp(−2nε²) (Dvoretzky, Kiefer, Wolfowitz; Massart) = 1e-7.
    expect(distance).toBeLessThan(Math.sqrt(Math.log(2e7) / (2 * tail.length)));
  });

  test("two hundred equally likely bins are equally full, but not too equally", () => {
    const statistic = chiSquare(sample, normalPosition);
    expect(statistic).toBeGreaterThan(low);
    expect(statistic).toBeLessThan(high);
  });

  test("neighbours up to lag 8 are uncorrelated, and so are their squares", () => {
    for (const sum of [...serialSums(sample), ...serialSums(squares(sample))]) {
      expect(Math.abs(sum)).toBeLessThan(SERIAL);
    }
  });

  describe("broken generators are noticed", () => {
    test("one whose numbers stop at 3.5", () => {
      expect(Math.max(...tailSurprises(sample.map((value) => Math.max(-3.5, Math.min(3.5, value)))))).toBeGreaterThan(
        SURPRISE,
      );
    });

    test("one that accepts every point of the ziggurat's layers", () => {
      // Of the layers' area 0.67 % is outside the curve, and no point is beyond x_0 = 3.91.
      const { scales } = buildZiggurat();
      const stream = createStream("every point");
      const broken = Float64Array.from({ length: COUNT }, () => {
        return (2 * stream.uniform() - 1) * 2 ** 53 * scales[Math.floor(256 * stream.uniform())];
      });
      expect(chiSquare(broken, normalPosition)).toBeGreaterThan(high);
    });

    test("one with a standard deviation of 1.004", () => {
      const wide = momentDeviations(
        sample.map((value) => 1.004 * value),
        moments,
      );
      expect(wide[1]).toBeGreaterThan(DEVIATIONS);
    });

    test("one whose neighbours have correlation 0.006", () => {
      const dependent = sample.map((value, i) => value + 0.006 * (sample[i - 1] ?? 0));
      expect(Math.abs(serialSums(dependent)[0])).toBeGreaterThan(SERIAL);
    });

    test("one that is spread more evenly than chance", () => {
      const even = Float64Array.from({ length: COUNT }, (_, i) => (i + 0.5) / COUNT);
      expect(chiSquare(even, (value) => value)).toBeLessThan(low);
    });
  });
});

describe("uniform", () => {
  const stream = createStream("distribution of uniform");
  const sample = Float64Array.from({ length: 2 ** 20 }, () => stream.uniform());
  const [low, high] = chiSquareBounds(BINS - 1);

  test("the first six moments are those of the uniform law", () => {
    const moments = Array.from({ length: 12 }, (_, i) => 1 / (i + 2));
    for (const deviation of momentDeviations(sample, moments)) expect(deviation).toBeLessThan(DEVIATIONS);
  });

  test("two hundred equal bins are equally full, but not too equally", () => {
    const statistic = chiSquare(sample, (value) => value);
    expect(statistic).toBeGreaterThan(low);
    expect(statistic).toBeLessThan(high);
  });

  test("each of the 53 bits is set half of the time", () => {
    const ones = new Float64Array(53);
    for (const value of sample) {
      const integer = value * 2 ** 53;
      const low = integer % 2 ** 26;
      const high = (integer - low) / 2 ** 26;
      for (let bit = 0; bit < 26; bit++) ones[bit] += (low >>> bit) & 1;
      for (let bit = 0; bit < 27; bit++) ones[26 + bit] += (high >>> bit) & 1;
    }
    // 53 bits, each with probability 2·e^−21 = 1.5e-9.
    for (const count of ones) expect(surprise(count, sample.length, 0.5)).toBeLessThan(21);
  });

  test("neighbours up to lag 8 are uncorrelated", () => {
    const standard = sample.map((value) => (value - 0.5) * Math.sqrt(12));
    for (const sum of serialSums(standard)) expect(Math.abs(sum)).toBeLessThan(SERIAL);
  });
});

describe("streams with related keys are independent", () => {
  const STREAMS = 64;
  const LENGTH = 4096;
  const banks: readonly (readonly [string, (index: number) => Stream])[] = [
    ["adjacent replicates", (replicate) => createStream({ seed: "1", experiment: "bank", size: 100, replicate })],
    ["adjacent seeds", (seed) => createStream({ seed: String(seed), experiment: "bank", size: 100, replicate: 0 })],
    ["children of one parent", (index) => createStream("bank").child(`part ${index}`)],
    [
      "a line of descent",
      (index) => Array.from({ length: index }).reduce<Stream>((parent) => parent.child("next"), createStream("line")),
    ],
  ];

  /** Σ over positions of (sum over streams)²/STREAMS: chi-square with LENGTH degrees, if they are independent. */
  function pooled(bank: readonly Float64Array[]): number {
    let statistic = 0;
    for (let at = 0; at < LENGTH; at++) {
      const sum = bank.reduce((total, sample) => total + sample[at], 0);
      statistic += (sum * sum) / STREAMS;
    }
    return statistic;
  }

  /** The largest |Σ x_i·y_{i+lag}|/√LENGTH over all pairs of streams and the lags −1, 0 and 1. */
  function largestCorrelation(bank: readonly Float64Array[]): number {
    let largest = 0;
    for (let first = 0; first < bank.length; first++) {
      for (let second = 0; second < bank.length; second++) {
        if (second === first) continue;
        const lag = second > first ? 0 : 1;
        const x = bank[first];
        const y = bank[second];
        let ahead = 0;
        let behind = 0;
        for (let at = 0; at + lag < LENGTH; at++) {
          ahead += x[at] * y[at + lag];
          behind += x[at + lag] * y[at];
        }
        largest = Math.max(largest, Math.abs(ahead), Math.abs(behind));
      }
    }
    return largest / Math.sqrt(LENGTH);
  }

  // E e^{s·xy} = (1−s²)^(−1/2), so with s = t/√LENGTH a sum of products leaves ±t·√LENGTH with probability at most
  // 2·exp(−t²/2 + t⁴/(3·LENGTH)) = 7e-12 for t = 7.3. There are 3·2016 of them: 4e-8.
  const CORRELATION = 7.3;

  describe.each(banks)("%s", (_, stream) => {
    const bank = Array.from({ length: STREAMS }, (_, index) => draw(stream(index), LENGTH));

    test("no two are correlated", () => {
      expect(largestCorrelation(bank)).toBeLessThan(CORRELATION);
    });

    test("they have nothing in common", () => {
      const [low, high] = chiSquareBounds(LENGTH);
      expect(pooled(bank)).toBeGreaterThan(low);
      expect(pooled(bank)).toBeLessThan(high);
    });
  });

  test("a common part with a share of 1 % of the variance is noticed, and so is one pair of equal streams", () => {
    const bank = Array.from({ length: STREAMS }, (_, index) => draw(createStream({ index }), LENGTH));
    const common = draw(createStream("common"), LENGTH);
    const mixed = bank.map((sample) => sample.map((value, at) => Math.sqrt(0.99) * value + 0.1 * common[at]));
    expect(pooled(mixed)).toBeGreaterThan(chiSquareBounds(LENGTH)[1]);
    expect(largestCorrelation([...bank.slice(1), bank[5]])).toBeGreaterThan(CORRELATION);
    const shifted = bank[5].map((_, at) => bank[5][at + 1] ?? 0);
    expect(largestCorrelation([...bank.slice(1), shifted])).toBeGreaterThan(CORRELATION);
  });
});
