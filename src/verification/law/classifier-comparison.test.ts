import { describe, expect, it } from "vitest";
import { createStream } from "../../simulation/random/create-stream.ts";
import { BoundedMean } from "../confidence-sequence/bounded-mean.ts";
import { ClassifierComparison } from "./classifier-comparison.ts";

const alpha = 1e-4;

/** ±1 with probability (1 ± advantage)/2 on the left and the other way round on the right: distance and best advantage. */
function pairs(label: string, count: number, advantage: number): readonly (readonly [Float64Array, Float64Array])[] {
  const stream = createStream(["classifier comparison", label]);
  const draw = (share: number) => Float64Array.of(stream.uniform() < share ? 1 : -1);
  return Array.from({ length: count }, () => [draw((1 + advantage) / 2), draw((1 - advantage) / 2)]);
}

function compared(drawn: ReturnType<typeof pairs>, margin: number, training = 40): ClassifierComparison {
  const comparison = new ClassifierComparison("path", margin, alpha, training);
  for (const [left, right] of drawn) comparison.add(left, right);
  return comparison;
}

describe("the advantage of a classifier", () => {
  it("rests on the draws after the training, and is what they say exactly", () => {
    const drawn = pairs("exact", 140, 0.5);
    const finding = compared(drawn, 0.3).finding();
    // After 40 draws with an advantage of ½ the classifier says left where it sees 1.
    const bets = new BoundedMean(-1, 1);
    let sum = 0;
    for (const [[left], [right]] of drawn.slice(40)) {
      bets.add((left - right) / 2);
      sum += (left - right) / 2;
    }
    const [low, high] = bets.interval(alpha);
    expect(finding).toMatchObject({ name: "path", measure: "advantage of the classifier", draws: 100 });
    // 100 additions of the running mean.
    expect(Math.abs((finding.discrepancy as number) - sum / 100)).toBeLessThan(200 * Number.EPSILON);
    expect(finding.interval).toEqual([Math.max(0, low), high]);
    expect(finding.smallestDetectable).toBe(high - low < 1 ? high - low : null);
  });

  // 2000 draws leave an interval of at most ±√(2(log 2e4 + 3)/2000) = ±.114, and the mean's own error is ±.022: what is
  // compared is 5 of those away, so that other seeds decide otherwise with probability below 1e-6.
  it("refutes above the margin, supports below it, and is open near it", () => {
    expect(compared(pairs("far", 2000, 0.6), 0.3).decision()).toBe("refuted");
    expect(compared(pairs("equal", 2000, 0), 0.3).decision()).toBe("supported");
    expect(compared(pairs("less", 2000, 0.05), 0.3).decision()).toBe("supported");
    expect(compared(pairs("at", 2000, 0.3), 0.3).decision()).toBe("open");
  });

  it("counts the other way round as well: a classifier that is always wrong tells the laws apart", () => {
    const drawn = pairs("turned", 600, 0.9);
    const turned = drawn.map((pair, i): (typeof drawn)[number] => (i < 40 ? [pair[1], pair[0]] : pair));
    const comparison = compared(turned, 0.3);
    expect(comparison.decision()).toBe("refuted");
    const { discrepancy, interval } = comparison.finding();
    expect(discrepancy).toBeGreaterThan(0.8);
    expect(interval[0]).toBeGreaterThan(0.3);
    expect(interval[1]).toBeLessThanOrEqual(1);
  });

  it("is 0 where the training shows nothing, and says so ever more surely", () => {
    const still = Array.from({ length: 1500 }, () => [Float64Array.of(1), Float64Array.of(1)] as const);
    const comparison = compared(still, 0.1);
    expect(comparison.decision()).toBe("supported");
    expect(comparison.finding().discrepancy).toBe(0);
  });
});

describe("before there is an advantage", () => {
  it("finds nothing, and is open", () => {
    for (const count of [0, 1, 40]) {
      const comparison = compared(pairs("early", count, 0.9), 0.3);
      expect(comparison.decision()).toBe("open");
      expect(comparison.finding()).toEqual({
        name: "path",
        measure: "advantage of the classifier",
        draws: 0,
        discrepancy: null,
        interval: [0, 1],
        smallestDetectable: null,
      });
      expect(comparison.expectedDraws()).toBe(40);
    }
    expect(compared(pairs("early", 41, 0.9), 0.3).finding().draws).toBe(1);
  });

  it("trains on at least four draws", () => {
    expect(compared(pairs("few", 4, 0.9), 0.3, 0).finding().draws).toBe(0);
    expect(compared(pairs("few", 5, 0.9), 0.3, 0).finding().draws).toBe(1);
  });
});

it.each([
  [0, [1, 2], [1]],
  [0, [1], [1, 2]],
  [3, [1, 2], [1, 2]],
  [60, [1], [1, 2]],
])("refuses trajectories of different lengths after %d draws", (before, left, right) => {
  const comparison = compared(pairs("lengths", before, 0.5), 0.3);
  expect(() => comparison.add(Float64Array.from(left), Float64Array.from(right))).toThrow(
    expect.objectContaining({ code: "invalid-claim", field: "test.classifier" }),
  );
});

it("forecasts the draws from the width that there is", () => {
  const decided = (margin: number, advantage: number) => {
    const drawn = pairs("forecast", 4000, advantage);
    const comparison = new ClassifierComparison("path", margin, alpha, 40);
    let forecast = 0;
    let count = 0;
    while (comparison.decision() === "open" && count < drawn.length) {
      comparison.add(...drawn[count]);
      count += 1;
      if (count === 70) forecast = comparison.expectedDraws();
    }
    return { count, forecast };
  };
  for (const { count, forecast } of [decided(0.5, 0.2), decided(0.3, 0.5)]) {
    expect(count).toBeLessThan(4000);
    // From 30 draws after the training.
    expect(forecast).toBeGreaterThan(count / 5);
    expect(forecast).toBeLessThan(5 * count);
  }
});
