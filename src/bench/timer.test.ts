import { describe, expect, it } from "vitest";
import { createTimer } from "./timer.ts";

describe("createTimer", () => {
  it("calls once where no time is asked for, and not once more to look", async () => {
    let calls = 0;
    const alternatives = [() => calls++, async () => calls++];
    for (const run of alternatives) {
      calls = 0;
      expect(await createTimer({ name: "counts", run }).sample(0)).toBeGreaterThanOrEqual(0);
      expect(calls).toBe(1);
    }
  });

  it("hands on what an alternative throws", async () => {
    const run = (): never => {
      throw new Error("broken");
    };
    await expect(createTimer({ name: "throws", run }).sample(0)).rejects.toThrow("broken");
  });
});
