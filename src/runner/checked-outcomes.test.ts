import { describe, expect, it } from "vitest";
import type { Parameters } from "../foundation/json.ts";
import type { Experiment, Problem } from "../simulation/experiment.ts";
import { checkedOutcomes } from "./checked-outcomes.ts";

const experiment: Experiment = {
  id: "two numbers",
  version: 1,
  module: "file:///two-numbers.js",
  streamParameters: [],
  parameters: { parse: (input) => input as Parameters },
  observables: { share: { meaning: "a share", range: [0, 1] }, free: { meaning: "any number" } },
  realise: (point, size) => ({ point, size, realised: point, shape: { n: size } }),
  run: () => [],
  cost: () => 1,
};
const problems: Problem[] = [1, 2].map((a) => experiment.realise({ a }, 10));

describe("checkedOutcomes", () => {
  it("passes numbers, trajectories and NaN, which is the judge's to refuse", () => {
    const returned = [
      { share: 0.5, free: -3 },
      { share: new Float64Array([0, 1]), free: Number.NaN },
    ];
    expect(checkedOutcomes(experiment, problems, returned)).toEqual(returned.map((values) => ({ ok: true, values })));
  });

  it("gives a part of a buffer one of its own, since the whole would go along to another thread", () => {
    const part = new Float64Array([7, 0.25, 0.5, 7]).subarray(1, 3);
    const [outcome] = checkedOutcomes(experiment, problems, [{ share: part, free: 1 }, {}]);
    const values = outcome.ok ? outcome.values : {};
    expect(values).toEqual({ share: new Float64Array([0.25, 0.5]), free: 1 });
    expect((values.share as Float64Array).buffer.byteLength).toBe(16);
  });

  it.each([
    ["nothing", undefined],
    ["text", "share"],
    ["one object for all", { share: 0.5 }],
    ["too few", [{ share: 0.5 }]],
    ["too many", [{}, {}, {}]],
    ["null", [null, { share: 0.5 }]],
    ["a list in the list", [[0.5], { share: 0.5 }]],
  ])("refuses %s, naming the experiment and what it must return", (_, returned) => {
    expect(() => checkedOutcomes(experiment, problems, returned)).toThrow(
      expect.objectContaining({
        code: "invalid-claim",
        field: "experiment.run",
        accepted: "one object of observations for each of 2 problems, in a list",
        message: expect.stringContaining("two numbers"),
      }),
    );
  });

  it("says that a run must not be async", () => {
    expect(() => checkedOutcomes(experiment, problems, Promise.resolve([{}, {}]))).toThrow(
      expect.objectContaining({
        code: "invalid-claim",
        field: "experiment.run",
        message: "run of experiment two numbers must not be async: it returns a promise",
      }),
    );
  });

  it.each([
    ["big", '"big"'],
    [[0, 1], "[0,1]"],
    [null, "null"],
    [undefined, "absent"],
    [new Float32Array(1), "[0]"],
  ])("fails the problem, and it alone, whose observation is %j", (free, shown) => {
    const [bad, good] = checkedOutcomes(experiment, problems, [{ share: 0.5, free }, { share: 1 }]);
    expect(bad).toMatchObject({ ok: false, failure: { code: "invalid-claim", field: "free" } });
    const message = `free must be a number or a Float64Array, not ${shown}`;
    expect(bad.ok ? "" : bad.failure.message).toBe(message);
    expect(good).toEqual({ ok: true, values: { share: 1 } });
  });

  it("fails the problem, and it alone, whose observation is outside its declared range", () => {
    for (const share of [1.5, -0.1, Number.POSITIVE_INFINITY, new Float64Array([0.5, 2])]) {
      const outcomes = checkedOutcomes(experiment, problems, [{ share }, { share: 1 }]);
      expect(outcomes[0]).toMatchObject({ ok: false, failure: { code: "invalid-claim", field: "share" } });
      expect(outcomes[1]).toMatchObject({ ok: true });
    }
  });
});
