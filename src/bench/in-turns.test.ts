import { describe, expect, it } from "vitest";
import { inTurns } from "./in-turns.ts";
import type { Timer } from "./timer.ts";

function scripted(names: readonly string[], log: string[]): Timer[] {
  return names.map((name) => {
    let calls = 0;
    return {
      name,
      sample: async (atLeast) => {
        log.push(`${name}${atLeast}`);
        return calls++;
      },
    };
  });
}

describe("inTurns", () => {
  it("lets each round begin with another alternative, and leaves the first turns out of the samples", async () => {
    const log: string[] = [];
    const samples = await inTurns(scripted(["a", "b", "c"], log), { rounds: 3, seconds: 7, warmUp: true });
    expect(log).toEqual(["a7", "b7", "c7", "a7", "b7", "c7", "b7", "c7", "a7", "c7", "a7", "b7"]);
    expect(samples).toEqual([
      [1, 2, 3],
      [1, 2, 3],
      [1, 2, 3],
    ]);
  });

  it("counts from the first turn where there is no warm-up", async () => {
    expect(await inTurns(scripted(["a"], []), { rounds: 2, seconds: 0, warmUp: false })).toEqual([[0, 1]]);
  });
});
