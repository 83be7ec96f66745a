import { describe, expect, it } from "vitest";
import { AsymptopiaError } from "../foundation/errors.ts";
import { parseBudget } from "./budget.ts";

function refusal(text: string): AsymptopiaError {
  try {
    parseBudget(text);
  } catch (thrown) {
    if (thrown instanceof AsymptopiaError) return thrown;
  }
  throw new Error(`${text} was accepted`);
}

describe("parseBudget", () => {
  it("counts named budgets in work alone, each larger than the one before", () => {
    const [quick, usual, thorough] = ["quick", "default", "thorough"].map(parseBudget);
    expect(quick).toEqual({ name: "quick", workPerPoint: 16_000 });
    expect(usual).toEqual({ name: "default", workPerPoint: 100_000 });
    expect(thorough).toEqual({ name: "thorough", workPerPoint: 3_000_000 });
  });

  it("counts seconds by the clock alone", () => {
    expect(parseBudget("90s")).toEqual({ name: "90s", workPerPoint: Number.POSITIVE_INFINITY, seconds: 90 });
    expect(parseBudget("0.5s")).toMatchObject({ name: "0.5s", seconds: 0.5 });
    expect(parseBudget("2147483s").seconds).toBe(2147483);
  });

  it("refuses everything else by name", () => {
    const bad = ["", "fast", "90", "s", "-1s", "0s", "0.0s", "1e3s", " 90s", "90s\n", "90S", "NaNs", "toString"];
    for (const text of bad) {
      const { code, field, value, message } = refusal(text);
      expect([code, field, value]).toEqual(["invalid-input", "budget", text]);
      expect(message).toMatch(/^budget must be quick, default, thorough, or seconds such as 90s/);
    }
  });

  it("refuses more seconds than a timer can count, which would be over at once", () => {
    for (const text of ["2147484s", `${"9".repeat(400)}s`]) {
      expect(refusal(text).accepted).toContain("2147483s");
    }
  });
});
