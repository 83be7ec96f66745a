import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createProgressDisplay } from "./progress.ts";

/** A stream that remembers what was written to it. */
function fakeStream(isTTY: boolean): { stream: NodeJS.WriteStream; written: () => string } {
  let text = "";
  const write = (part: string): boolean => {
    text += part;
    return true;
  };
  const stream = { isTTY, columns: 200, write };
  return { stream: stream as unknown as NodeJS.WriteStream, written: () => text };
}

const halfway = { decided: 3, total: 7, doneWork: 50, expectedWork: 100 };

describe("the progress display", () => {
  it("rewrites one line on a terminal, with share, parts and time left, and clears it at the end", () => {
    const { stream, written } = fakeStream(true);
    const display = createProgressDisplay(stream);
    display.update(halfway);
    expect(written()).toMatch(/^50 % of the expected work, 3 of 7 parts done, \d+ s, about \d+ s left$/);
    display.end();
    expect(written().endsWith("\r\u001b[K")).toBe(true);
  });

  it("promises no more time than there is until the deadline, also where no forecast has an end", () => {
    const { stream, written } = fakeStream(true);
    const deadline = performance.now() + 90_000;
    const endless = { ...halfway, expectedWork: Number.POSITIVE_INFINITY };
    createProgressDisplay(stream, deadline).update(endless);
    expect(written()).toMatch(/^0 % of the expected work, 3 of 7 parts done, \d+ s, about 1 min (30|29|28) s left$/);
  });

  it("never goes back, although forecasts do", async () => {
    const { stream, written } = fakeStream(true);
    const display = createProgressDisplay(stream);
    display.update(halfway);
    // Past the interval between two rewritings.
    await setTimeout(150);
    display.update({ ...halfway, decided: 4, expectedWork: 1000 });
    expect(written()).toContain("\r\u001b[K50 % of the expected work, 4 of 7 parts done");
  });

  it("puts lasting lines above the rewritten one", () => {
    const { stream, written } = fakeStream(true);
    const display = createProgressDisplay(stream);
    display.update(halfway);
    display.say("a claim: supported");
    expect(written().endsWith("\r\u001b[Ka claim: supported\n")).toBe(true);
  });

  it("writes no control characters elsewhere, and no more than a line now and then", () => {
    const { stream, written } = fakeStream(false);
    const display = createProgressDisplay(stream);
    for (let i = 0; i < 50; i += 1) display.update(halfway);
    display.say("a claim: supported");
    display.end();
    expect(written()).toBe("a claim: supported\n");
  });

  it("says nothing of time left, and no NaN, before any work is done", () => {
    const { stream, written } = fakeStream(true);
    createProgressDisplay(stream).update({ decided: 0, total: 7, doneWork: 0, expectedWork: 0 });
    expect(written()).toMatch(/^0 % of the expected work, 0 of 7 parts done, \d+ s$/);
  });
});
