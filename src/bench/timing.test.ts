import { describe, expect, it } from "vitest";
import { contestOf } from "./timing.ts";

describe("contestOf", () => {
  it("takes the ratio in each round, so that a machine that slows down for all does not enter", () => {
    const ours = [1, 10, 2];
    const contest = contestOf("c", "a thing", ["asymptopia", "other"], [ours, ours.map((seconds) => 3 * seconds)]);
    expect(contest.timings[0]).toEqual({ name: "asymptopia", median: 2, quartiles: [1.5, 6] });
    expect(contest.ratios).toEqual([{ name: "other", median: 3, quartiles: [3, 3] }]);
    expect(contest.rounds).toBe(3);
  });

  it("says how many times as long the others take", () => {
    const { ratios } = contestOf("c", "a thing", ["asymptopia", "quick", "slow"], [[2], [1], [8]]);
    expect(ratios.map(({ name, median }) => [name, median])).toEqual([
      ["quick", 0.5],
      ["slow", 4],
    ]);
  });
});
