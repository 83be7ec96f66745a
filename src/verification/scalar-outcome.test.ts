import { expect, it } from "vitest";
import { scalarOutcome } from "./scalar-outcome.ts";

it("reads a number, and names every way in which there is none", () => {
  expect(scalarOutcome({ ok: true, values: { x: -1e100 } }, "x")).toBe(-1e100);
  expect(scalarOutcome({ ok: true, values: { x: 0 } }, "x")).toBe(0);
  const failure = { code: "not-converged", message: "no" } as const;
  expect(scalarOutcome({ ok: false, failure }, "x")).toBe(failure);
  for (const [value, text] of [
    [Number.NaN, "NaN"],
    [Number.NEGATIVE_INFINITY, "-Infinity"],
    [1.1e100, "1.1e+100"],
    [new Float64Array(1), "a trajectory"],
  ] as const) {
    expect(scalarOutcome({ ok: true, values: { x: value } }, "x")).toEqual({
      code: "non-finite",
      message: `the simulation gave ${text} for x`,
      field: "x",
      accepted: "a number of at most 1e+100 in absolute value",
    });
  }
  expect(scalarOutcome({ ok: true, values: { y: 1 } }, "x")).toMatchObject({
    message: "the simulation gave no value for x",
  });
});
