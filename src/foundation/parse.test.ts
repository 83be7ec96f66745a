import { describe, expect, it } from "vitest";
import { z } from "zod";
import { AsymptopiaError } from "./errors.ts";
import { parseWith } from "./parse.ts";

const positive = z.number("a number above 0").gt(0, "a number above 0");
const schema = z.strictObject(
  {
    phi: positive,
    population: z.strictObject({ weights: z.array(positive, "a list of numbers above 0") }, "an object with weights"),
    rows: z.array(z.array(z.number("a number"), "a list of numbers"), "a list of rows").optional(),
    named: z.record(z.string(), positive, "an object of numbers").optional(),
    columns: z.number("a number").default(64),
  },
  { error: (issue) => (issue.code === "unrecognized_keys" ? "absent: no such parameter" : "an object of parameters") },
);

const good = { phi: 1, population: { weights: [1] } };

function errorOf(read: () => unknown): AsymptopiaError {
  try {
    read();
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(AsymptopiaError);
    return thrown as AsymptopiaError;
  }
  throw new Error("it was accepted");
}

describe("parsing", () => {
  it("gives what the schema reads, defaults filled in", () => {
    expect(parseWith(schema, good)).toEqual({ ...good, columns: 64 });
  });

  it.each([
    ["a number out of range", { ...good, phi: 0 }, "phi", 0, "a number above 0"],
    ["a wrong type", { ...good, phi: "1" }, "phi", "1", "a number above 0"],
    ["NaN", { ...good, phi: Number.NaN }, "phi", "NaN", "a number above 0"],
    ["a missing member", { population: good.population }, "phi", undefined, "a number above 0"],
    [
      "a missing nested member",
      { ...good, population: {} },
      "population.weights",
      undefined,
      "a list of numbers above 0",
    ],
    [
      "a list's member",
      { ...good, population: { weights: [1, -1, -2] } },
      "population.weights[1]",
      -1,
      "a number above 0",
    ],
    ["a list in a list", { ...good, rows: [[1], [2, null]] }, "rows[1][1]", null, "a number"],
    ["a record's member", { ...good, named: { "a b": 0 } }, "named.a b", 0, "a number above 0"],
    ["an unknown key", { ...good, psi: [1] }, "psi", [1], "absent: no such parameter"],
    ["an unknown key of undefined", { ...good, psi: undefined }, "psi", undefined, "absent: no such parameter"],
    [
      "an unknown nested key",
      { ...good, population: { weights: [1], w: 2 } },
      "population.w",
      2,
      "an object with weights",
    ],
    ["null for an object", { ...good, population: null }, "population", null, "an object with weights"],
    ["text for an object", { ...good, population: "ar1" }, "population", "ar1", "an object with weights"],
  ])("names the path to %s", (_, input, field, value, accepted) => {
    const error = errorOf(() => parseWith(schema, input));
    expect(error).toMatchObject({ code: "invalid-input", field, accepted });
    expect(error.value).toEqual(value);
    const begins = accepted.startsWith("absent: ")
      ? `${field} is not known here; no such parameter`
      : `${field} must be ${accepted}, not `;
    expect(error.message.startsWith(begins)).toBe(true);
  });

  it("puts the path below the given field", () => {
    const weights = { ...good, population: { weights: [0] } };
    expect(errorOf(() => parseWith(schema, weights, "grid[2]")).field).toBe("grid[2].population.weights[0]");
    expect(errorOf(() => parseWith(z.array(positive), [0], "sizes")).field).toBe("sizes[0]");
    expect(errorOf(() => parseWith(schema, null, "point"))).toMatchObject({ field: "point", value: null });
  });

  it("calls the whole input `input` where it has no name", () => {
    expect(errorOf(() => parseWith(schema, 3)).message).toBe("input must be an object of parameters, not 3");
    expect(errorOf(() => parseWith(z.array(positive), [0])).field).toBe("[0]");
  });

  it("names the first offending member, or one that is misspelt", () => {
    expect(errorOf(() => parseWith(schema, { phi: -1, population: 1 })).field).toBe("phi");
    expect(errorOf(() => parseWith(schema, { psi: 1, population: 1 })).field).toBe("psi");
  });

  it("says that a member of any type is missing in words", () => {
    const error = errorOf(() => parseWith(z.strictObject({ teacher: z.unknown() }), {}, "grid[0]"));
    expect(error.message).toBe("grid[0].teacher must be present, not absent");
  });
});
