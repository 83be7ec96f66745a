import { describe, expect, it } from "vitest";
import { createStream } from "../../simulation/random/create-stream.ts";
import { asymptoticBurnIn, asymptoticMixtureHalfWidth } from "./asymptotic-mixture.ts";
import { AsymptoticSequence } from "./asymptotic-sequence.ts";
import { BoundedMean } from "./bounded-mean.ts";
import { BoundedSequence } from "./bounded-sequence.ts";
import type { MeanSequence } from "./mean-sequence.ts";
import { studentMixtureHalfWidth, tunedRho } from "./student-mixture.ts";
import { StudentSequence } from "./student-sequence.ts";
import { subgaussianRho } from "./subgaussian-mixture.ts";

const EPS = Number.EPSILON;
const alpha = 1e-4;

function numbers(count: number): readonly number[] {
  const stream = createStream(["mean sequence"]);
  return Array.from({ length: count }, () => stream.uniform());
}

function filled<S extends MeanSequence>(sequence: S, values: readonly number[]): S {
  for (const value of values) sequence.add(value);
  return sequence;
}

const sequences: readonly (readonly [string, (alpha: number) => MeanSequence, number, readonly [number, number]])[] = [
  ["Student's", (level) => new StudentSequence(level, 32), 32, [-Infinity, Infinity]],
  ["the asymptotic", (level) => new AsymptoticSequence(level), asymptoticBurnIn, [-Infinity, Infinity]],
  // The bets exclude means from the first observations on; the burn-in here is where they do so at this α.
  ["the bounded", (level) => new BoundedSequence(0, 1, level), 32, [0, 1]],
];

describe.each(sequences)("%s sequence", (_, create, burnIn, everything) => {
  it("excludes nothing before the first observation", () => {
    const sequence = create(alpha);
    expect(sequence).toMatchObject({ count: 0, mean: 0 });
    expect(sequence.standardError).toBeNaN();
    expect(sequence.interval()).toEqual(everything);
  });

  it("has the mean and the standard error of what was added", () => {
    const values = numbers(300);
    const sequence = filled(create(alpha), values);
    const mean = values.reduce((sum, x) => sum + x, 0) / 300;
    const squares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
    expect(sequence.count).toBe(300);
    // Recursion and sum round 300 times each, on numbers below 1.
    expect(Math.abs(sequence.mean - mean)).toBeLessThan(600 * EPS);
    expect(Math.abs(sequence.standardError - Math.sqrt(squares / 299 / 300))).toBeLessThan(600 * EPS);
  });

  it("has a finite interval around the mean from its burn-in on, which shrinks and obeys α", () => {
    const sequence = filled(create(alpha), numbers(burnIn));
    const [low, high] = sequence.interval();
    expect(low).toBeLessThan(sequence.mean);
    expect(high).toBeGreaterThan(sequence.mean);
    expect(high - low).toBeLessThan(everything[1] - everything[0]);
    const [later, least] = [filled(create(alpha), numbers(4 * burnIn)), filled(create(1e-8), numbers(4 * burnIn))];
    const width = ([a, b]: readonly [number, number]) => b - a;
    expect(width(later.interval())).toBeLessThan(0.75 * (high - low));
    expect(width(least.interval())).toBeGreaterThan(width(later.interval()));
    // The mean is ½; it is missed at some time with probability 1e-4 at most, and then by another seed.
    expect(later.interval()[0]).toBeLessThan(0.5);
    expect(later.interval()[1]).toBeGreaterThan(0.5);
  });
});

describe("Student's sequence", () => {
  it("excludes nothing before its burn-in, and then what its mixture does, tuned to twice that", () => {
    const values = numbers(32);
    const early = filled(new StudentSequence(alpha, 32), values.slice(1));
    expect(early.interval()).toEqual([-Infinity, Infinity]);
    const sequence = filled(new StudentSequence(alpha, 32), values);
    expect(sequence.rho).toBe(tunedRho(64, alpha));
    const reach = studentMixtureHalfWidth(sequence.summary, alpha, sequence.rho);
    expect(sequence.interval()).toEqual([sequence.mean - reach, sequence.mean + reach]);
    expect(sequence.summary.count).toBe(32);
  });

  it("learns nothing from observations that are all equal", () => {
    expect(filled(new StudentSequence(alpha, 4), [1, 1, 1, 1, 1, 1]).interval()).toEqual([-Infinity, Infinity]);
  });

  it("is narrow where it is asked to be, whatever the burn-in, of which a budget without a replicate has 0", () => {
    const sequence = filled(new StudentSequence(0.05, 0, 64), numbers(20));
    expect(sequence.rho).toBe(tunedRho(64, 0.05));
    expect(sequence.interval().every(Number.isFinite)).toBe(true);
    expect(new StudentSequence(0.05, 0, 64).interval()).toEqual([-Infinity, Infinity]);
  });
});

describe("the asymptotic sequence", () => {
  it("is its mixture at a ρ that suits twice the burn-in", () => {
    const values = numbers(500);
    const sequence = filled(new AsymptoticSequence(alpha), values);
    const mean = values.reduce((sum, x) => sum + x, 0) / 500;
    const sumOfSquares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
    const rho = subgaussianRho(2 * asymptoticBurnIn, alpha);
    const reach = asymptoticMixtureHalfWidth({ count: 500, mean, sumOfSquares }, alpha, rho);
    const [low, high] = sequence.interval();
    expect(Math.abs(low - (mean - reach))).toBeLessThan(1000 * EPS);
    expect(Math.abs(high - (mean + reach))).toBeLessThan(1000 * EPS);
    expect(filled(new AsymptoticSequence(alpha), values.slice(0, asymptoticBurnIn - 1)).interval()).toEqual([
      -Infinity,
      Infinity,
    ]);
  });
});

describe("the bounded sequence", () => {
  it("is the betting sequence, in any range", () => {
    const sequence = new BoundedSequence(-2, 6, alpha);
    const bets = new BoundedMean(-2, 6);
    for (const value of numbers(100)) {
      sequence.add(8 * value - 2);
      bets.add(8 * value - 2);
    }
    expect(sequence.interval()).toEqual(bets.interval(alpha));
    // Asked again without new observations, it answers the same; with one, anew.
    expect(sequence.interval()).toEqual(bets.interval(alpha));
    sequence.add(6);
    bets.add(6);
    expect(sequence.interval()).toEqual(bets.interval(alpha));
  });

  it("knows the mean of observations that are all equal better and better, since a rare one is bounded", () => {
    const [low, high] = filled(
      new BoundedSequence(0, 1, 0.01),
      Array.from({ length: 1000 }, () => 0.5),
    ).interval();
    expect(low).toBeGreaterThan(0.45);
    expect(high).toBeLessThan(0.55);
  });

  it("refuses what is out of its range, and is then as before", () => {
    const sequence = filled(new BoundedSequence(0, 1, alpha), [0.5]);
    expect(() => sequence.add(1.5)).toThrow(expect.objectContaining({ code: "invalid-input", field: "observation" }));
    expect(sequence.count).toBe(1);
    expect(sequence.mean).toBe(0.5);
  });
});
