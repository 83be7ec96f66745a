import { describe, expect, it } from "vitest";
import { parseCalls, parseFacts } from "./numpy-answer.ts";

const facts = {
  python: "3.11.7",
  numpy: "2.4.6",
  scipy: null,
  blas: [{ library: "NumPy", core: "SkylakeX", threads: 2 }],
};

describe("parseFacts", () => {
  it("reads what runs there", () => {
    expect(parseFacts(JSON.stringify(facts))).toEqual(facts);
  });

  it.each([
    [{ ...facts, numpy: 2 }, "facts.numpy"],
    [{ ...facts, blas: [{ library: "NumPy", core: "Haswell", threads: 0 }] }, "facts.blas[0].threads"],
    [{ python: "3" }, "facts.numpy"],
    [null, "facts"],
  ])("refuses %j", (input, field) => {
    expect(() => parseFacts(JSON.stringify(input))).toThrow(expect.objectContaining({ code: "invalid-input", field }));
  });
});

describe("parseCalls", () => {
  it("reads times and values", () => {
    const calls = { seconds: [0.5, 0.25], values: [{ sgdCorrelation: 0.7 }] };
    expect(parseCalls(JSON.stringify(calls))).toEqual(calls);
  });

  it("knows what cannot be done there", () => {
    expect(parseCalls('{"absent":"it takes SciPy"}')).toBeNull();
  });

  it("raises an error that happened there, and what is no answer", () => {
    expect(() => parseCalls('{"error":"KeyError: \'x\'"}')).toThrow(
      expect.objectContaining({ code: "worker-failure", message: expect.stringContaining("KeyError") }),
    );
    expect(() => parseCalls("Traceback")).toThrow(expect.objectContaining({ code: "worker-failure" }));
    expect(() => parseCalls("null")).toThrow(expect.objectContaining({ field: "answer" }));
    expect(() => parseCalls('{"seconds":[],"values":[]}')).toThrow(
      expect.objectContaining({ field: "answer.seconds" }),
    );
    expect(() => parseCalls('{"seconds":[0],"values":[]}')).toThrow(
      expect.objectContaining({ field: "answer.seconds[0]" }),
    );
    // NaN is no JSON, but Python writes it.
    expect(() => parseCalls('{"seconds":[1],"values":[{"x":NaN}]}')).toThrow(
      expect.objectContaining({ code: "worker-failure" }),
    );
  });
});
