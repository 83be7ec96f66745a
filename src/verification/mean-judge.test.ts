import { describe, expect, it } from "vitest";
import { createStream } from "../simulation/random/create-stream.ts";
import { studentMixtureHalfWidth, tunedRho } from "./confidence-sequence/student-mixture.ts";
import type { Outcome } from "./judge.ts";
import { exhibitAlpha, MeanJudge } from "./mean-judge.ts";
import { RunningSample } from "./sample.ts";

const request = (to: number) => ({ size: 10, from: 0, to });
const values = (list: readonly Record<string, number | Float64Array>[]): readonly Outcome[] =>
  list.map((entry) => ({ ok: true, values: entry }));

describe("MeanJudge", () => {
  it("asks once, for all its replicates", () => {
    const judge = new MeanJudge(10, 3);
    expect(judge.requests()).toEqual([request(3)]);
    expect(judge.expectedReplicates()).toBe(3);
    judge.accept(request(3), values([{ x: 1 }, { x: 2 }, { x: 3 }]));
    expect(judge.requests()).toEqual([]);
  });

  it("averages trajectories entry by entry, with the smallest and the largest of each", () => {
    const judge = new MeanJudge(10, 3);
    const paths = [
      [1, 8],
      [2, -4],
      [6, 5],
    ];
    judge.accept(request(3), values(paths.map((path) => ({ path: Float64Array.from(path) }))));
    const { trajectories, failure } = judge.result();
    expect(trajectories.get("path")).toEqual({ mean: [3, 3], smallest: [1, -4], largest: [6, 8], replicates: 3 });
    expect(failure).toBeUndefined();
  });

  it.each([
    [[1, Number.NaN], "non-finite"],
    [[1, 2, 3], "invalid-claim"],
  ])("refuses a trajectory %j after one of two numbers", (path, code) => {
    const judge = new MeanJudge(10, 2);
    judge.accept(request(2), values([{ path: Float64Array.of(1, 2) }, { path: Float64Array.from(path) }]));
    expect(judge.result().failure).toMatchObject({ code, field: "path" });
    expect(judge.result().trajectories.get("path")).toMatchObject({ mean: [1, 2], replicates: 1 });
  });

  it("averages every scalar, and keeps trajectories apart", () => {
    const judge = new MeanJudge(10, 2);
    judge.accept(request(2), values([1, 3].map((x) => ({ x, y: -x, path: new Float64Array([x]) }))));
    const { estimates, failure } = judge.result();
    expect([...estimates.keys()]).toEqual(["x", "y"]);
    expect(estimates.get("x")).toMatchObject({ mean: 2, replicates: 2 });
    expect(estimates.get("y")).toMatchObject({ mean: -2, replicates: 2 });
    expect(failure).toBeUndefined();
  });

  it("gives the interval of the mixture at level 0.99, tuned to the number of replicates", () => {
    const stream = createStream("mean judge");
    const xs = Array.from({ length: 40 }, () => 5 + stream.normal());
    const judge = new MeanJudge(10, 40);
    judge.accept(request(40), values(xs.map((x) => ({ x }))));
    const estimate = judge.result().estimates.get("x");
    const sample = new RunningSample();
    for (const x of xs) sample.add(x);
    const reach = studentMixtureHalfWidth(sample, 0.01, tunedRho(40, 0.01));
    expect(exhibitAlpha).toBe(0.01);
    expect(estimate?.interval).toEqual([sample.mean - reach, sample.mean + reach]);
    // Wider than the fixed-sample interval, as what holds at every n must be, and no wider than twice it.
    expect(reach).toBeGreaterThan(2.7 * sample.standardError);
    expect(reach).toBeLessThan(5.4 * sample.standardError);
  });

  it("has no interval while it has one replicate, and no estimate without any", () => {
    const judge = new MeanJudge(10, 1);
    expect(judge.result().estimates.size).toBe(0);
    judge.accept(request(1), values([{ x: 7 }]));
    expect(judge.result().estimates.get("x")).toEqual({ mean: 7, interval: null, replicates: 1 });
    const none = new MeanJudge(10, 0);
    none.accept(request(0), []);
    expect(none.requests()).toEqual([]);
    expect(none.result().estimates.size).toBe(0);
  });

  it("keeps the first failure, and counts a number that is none as one", () => {
    const failure = { code: "not-converged", message: "first" } as const;
    const judge = new MeanJudge(10, 4);
    judge.accept(request(4), [
      ...values([{ x: 1 }]),
      { ok: false, failure },
      { ok: false, failure: { ...failure, message: "second" } },
      ...values([{ x: 3 }]),
    ]);
    expect(judge.result().failure).toBe(failure);
    expect(judge.result().estimates.get("x")).toMatchObject({ mean: 2, replicates: 2 });
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const other = new MeanJudge(10, 2);
      other.accept(request(2), values([{ x: 1 }, { x: bad }]));
      expect(other.result().failure).toMatchObject({ code: "non-finite", field: "x" });
      expect(other.result().estimates.get("x")).toMatchObject({ mean: 1, replicates: 1 });
    }
  });
});
