import { describe, expect, it } from "vitest";
import type { Observation } from "../../simulation/experiment.ts";
import type { ReadObservable } from "./evidence.ts";
import { readOutcome } from "./read-outcome.ts";

const read = (value: Observation, form: ReadObservable["form"], place?: string) =>
  readOutcome({ ok: true, values: { x: value, other: Number.NaN } }, [{ name: "x", form }], place);

describe("an outcome", () => {
  it.each([
    ["number", -1e100],
    ["number", 0],
    ["positive", Number.MIN_VALUE],
    ["positive", 1e100],
    ["trajectory", Float64Array.of(-1e100, 0, 1e100)],
  ] as const)("of the form %s may be %s, whatever nobody reads", (form, value) => {
    expect(read(value, form)).toEqual({ observations: { x: value, other: Number.NaN } });
  });

  it("that failed keeps its failure", () => {
    const failure = { code: "not-converged", message: "no" } as const;
    const outcome = readOutcome({ ok: false, failure }, [{ name: "x", form: "number" }], " here");
    expect(outcome).toEqual({ failure });
    expect("failure" in outcome && outcome.failure).toBe(failure);
  });

  const number = "a number of at most 1e+100 in absolute value";
  const positive = "a number above 0, at most 1e+100";
  const trajectory = "numbers of at most 1e+100 in absolute value";

  it.each([
    ["number", Number.NaN, "NaN", number, "non-finite"],
    ["number", Number.NEGATIVE_INFINITY, "-Infinity", number, "non-finite"],
    ["number", 1.1e100, "1.1e+100", number, "non-finite"],
    ["number", -1.1e100, "-1.1e+100", number, "non-finite"],
    ["number", new Float64Array(3), "a trajectory of 3 numbers", number, "invalid-claim"],
    ["positive", 0, "0", positive, "invalid-claim"],
    ["positive", -2, "-2", positive, "invalid-claim"],
    ["positive", Number.NaN, "NaN", positive, "non-finite"],
    ["positive", Number.POSITIVE_INFINITY, "Infinity", positive, "non-finite"],
    ["trajectory", 1, "1", trajectory, "invalid-claim"],
    ["trajectory", new Float64Array(0), "a trajectory of 0 numbers", trajectory, "invalid-claim"],
    ["trajectory", Float64Array.of(1, Number.NaN), "a trajectory with NaN", trajectory, "non-finite"],
    ["trajectory", Float64Array.of(1, -1.1e100, 2), "a trajectory with -1.1e+100", trajectory, "non-finite"],
  ] as const)("of the form %s must not be %s", (form, value, text, accepted, code) => {
    expect(read(value, form, " at size 8, replicate 3")).toEqual({
      failure: {
        code,
        message: `the simulation gave ${text} for x at size 8, replicate 3, where there should be ${accepted}`,
        field: "x",
        accepted,
      },
    });
  });

  it.each(["1", null, [1, 2], true])("must not be %j, which no type-checked experiment shows", (value) => {
    for (const form of ["number", "positive", "trajectory"] as const) {
      expect(read(value as unknown as Observation, form)).toMatchObject({
        failure: { code: "invalid-claim", message: expect.stringContaining(`gave ${JSON.stringify(value)} for x`) },
      });
    }
  });

  it("without the observable says so, and so does one whose name is that of a method", () => {
    expect(readOutcome({ ok: true, values: { y: 1 } }, [{ name: "x", form: "number" }])).toMatchObject({
      failure: { message: `the simulation gave no value for x, where there should be ${number}` },
    });
    expect(readOutcome({ ok: true, values: {} }, [{ name: "toString", form: "number" }])).toMatchObject({
      failure: { message: `the simulation gave no value for toString, where there should be ${number}` },
    });
  });

  it("of which several observables are read has the first failure of them", () => {
    const reads = ["a", "b", "c"].map((name) => ({ name, form: "number" }) as const);
    const outcome = { ok: true, values: { a: 1, b: Number.NaN, c: Number.NaN } } as const;
    expect(readOutcome(outcome, reads)).toMatchObject({ failure: { field: "b" } });
    expect(readOutcome(outcome, [])).toHaveProperty("observations");
  });
});
