import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createStream } from "../../simulation/random/create-stream.ts";
import type { Stream } from "../../simulation/stream.ts";
import { rejectedByEvidence } from "./benjamini-hochberg.ts";

const level = fc.constantFrom(0.5, 0.1, 0.001);
/** Logarithms near and at the thresholds log(K/(kα)) of small K, with ties. */
const evidence = fc.tuple(fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { maxLength: 12 }), level).map(([steps, alpha]) => ({
  alpha,
  logs: steps.map(([k, offset]) => Math.log(steps.length / ((k + 1) * alpha)) + [0, -1e-9, 1e-9, -3, 3][offset]),
}));

/** The definition: the largest set of k hypotheses all of which have e ≥ K/(kα). */
function byDefinition(logs: readonly number[], alpha: number): readonly boolean[] {
  for (let k = logs.length; k > 0; k -= 1) {
    const reaching = logs.map((log) => log >= Math.log(logs.length / (k * alpha)));
    if (reaching.filter(Boolean).length >= k) return reaching;
  }
  return logs.map(() => false);
}

describe("e-BH", () => {
  it("rejects the largest set of hypotheses whose e-values are at least their number over k·α", () => {
    fc.assert(
      fc.property(evidence, ({ logs, alpha }) => {
        expect(rejectedByEvidence(logs, alpha)).toEqual(byDefinition(logs, alpha));
      }),
      { numRuns: 1000 },
    );
  });

  it("rejects no less when evidence grows or the level rises", () => {
    fc.assert(
      fc.property(evidence, fc.nat(11), fc.double({ min: 0, max: 5, noNaN: true }), ({ logs, alpha }, at, more) => {
        const grown = logs.map((log, i) => (i === at ? log + more : log));
        const count = (rejected: readonly boolean[]): number => rejected.filter(Boolean).length;
        const before = rejectedByEvidence(logs, alpha);
        rejectedByEvidence(grown, alpha).forEach((rejected, i) => {
          expect(rejected || !before[i]).toBe(true);
        });
        expect(count(rejectedByEvidence(logs, 1.5 * alpha))).toBeGreaterThanOrEqual(count(before));
      }),
    );
  });

  it("does not depend on the order", () => {
    fc.assert(
      fc.property(evidence, ({ logs, alpha }) => {
        const reversed = rejectedByEvidence([...logs].reverse(), alpha);
        expect([...reversed].reverse()).toEqual(rejectedByEvidence(logs, alpha));
      }),
    );
  });

  it("takes one hypothesis at 1/α, none of none, and those with infinite evidence", () => {
    expect(rejectedByEvidence([], 0.1)).toEqual([]);
    expect(rejectedByEvidence([Math.log(1 / 0.125)], 0.125)).toEqual([true]);
    expect(rejectedByEvidence([Math.log(1 / 0.125) - 1e-12], 0.125)).toEqual([false]);
    expect(rejectedByEvidence([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY], 0.1)).toEqual([true, false]);
  });
});

describe("the false discovery rate", () => {
  const alpha = 0.2;
  const hypotheses = 10;
  const truths = 6;
  const runs = 4000;
  // A mean of 4000 proportions is off by .045 to one side with probability below exp(−2·4000·.045²) = 9.2e-8 (Hoeffding):
  // 3.7e-7 for the four laws and rules below.
  const slack = 0.045;

  /** e-values of hypotheses that are true: of mean 1. */
  const laws: Readonly<Record<string, (stream: Stream) => readonly number[]>> = {
    "log-normal, of correlation ½"(stream) {
      const common = stream.normal();
      return Array.from({ length: truths }, () => Math.exp(common + stream.normal() - 1));
    },
    // 10/(6·.2) with a probability of .12: all six just reach what six rejections need, together.
    "one shock for all"(stream) {
      const value = stream.uniform() < 0.12 ? 1 / 0.12 : 0;
      return Array.from({ length: truths }, () => value);
    },
    independent: (stream) => Array.from({ length: truths }, () => (stream.uniform() < 0.12 ? 1 / 0.12 : 0)),
  };

  /** Mean share of true hypotheses among the rejected, and mean number of these. */
  function simulate(name: string, rule: (logs: readonly number[]) => readonly boolean[]) {
    const stream = createStream(["e-BH", name]);
    let share = 0;
    let rejections = 0;
    for (let run = 0; run < runs; run += 1) {
      // In every other run there is overwhelming evidence against the false hypotheses, in the others none.
      const against = Array.from({ length: hypotheses - truths }, () => (run % 2 === 0 ? 100 : 0));
      const rejected = rule([...laws[name](stream), ...against].map(Math.log));
      const all = rejected.filter(Boolean).length;
      if (all > 0) share += rejected.slice(0, truths).filter(Boolean).length / all / runs;
      rejections += all / runs;
    }
    return { share, rejections };
  }

  it.each(Object.keys(laws))("is at most the level times the share of true hypotheses: %s", (name) => {
    const { share, rejections } = simulate(name, (logs) => rejectedByEvidence(logs, alpha));
    expect(share).toBeLessThan((alpha * truths) / hypotheses + slack);
    // Four in every other run, at least.
    expect(rejections).toBeGreaterThanOrEqual(2);
  });

  it("is not kept by a threshold of 1/α for each by itself", () => {
    // 1 − .88⁶ = .54 in the runs without evidence against the false ones and E[w/(4 + w)] > .12 in the others, on average
    // .33, w being binomial.
    const { share } = simulate("independent", (logs) => logs.map((log) => log >= -Math.log(alpha)));
    expect(share).toBeGreaterThan(0.33 - slack);
    expect(0.33 - slack).toBeGreaterThan(alpha + slack);
  });
});
