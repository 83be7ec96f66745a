import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseResults, readResults, serializeResults } from "./results.ts";
import { claim, point, run } from "./testing/run.ts";

/** The fixture as plain JSON whose members a test may overwrite. */
// biome-ignore lint/suspicious/noExplicitAny: tests write whatever a broken file might hold.
function broken(change: (json: any) => void): unknown {
  const json = JSON.parse(serializeResults(run()));
  change(json);
  return json;
}

describe("results.json", () => {
  it("reads back as the run that was written", () => {
    const text = serializeResults(run());
    expect(parseResults(JSON.parse(text))).toEqual(run());
    expect(serializeResults(parseResults(JSON.parse(text)))).toBe(text);
    expect(text.endsWith("}\n")).toBe(true);
  });

  it("has its members in the order of the format, whatever order they were made in", () => {
    const reversed = Object.fromEntries(Object.entries(run()).reverse()) as unknown as ReturnType<typeof run>;
    expect(serializeResults(reversed)).toBe(serializeResults(run()));
    expect(serializeResults(run()).startsWith('{\n  "schema": "asymptopia-results/2",\n  "package": {')).toBe(true);
  });

  it("refuses to write a number that JSON cannot carry", () => {
    const nan = run({ claims: [claim({ points: [point({ theory: Number.NaN })] })] });
    expect(() => serializeResults(nan)).toThrowError(
      expect.objectContaining({ code: "invalid-input", field: "claims[0].points[0].theory", value: "NaN" }),
    );
    const infinite = run({ claims: [claim({ work: Number.POSITIVE_INFINITY })] });
    expect(() => serializeResults(infinite)).toThrowError(expect.objectContaining({ field: "claims[0].work" }));
  });
});

describe("a file that is no results.json of this version", () => {
  it.each([
    ["null", null, "results", "an object as results.json holds it"],
    ["a list", [], "results", "an object as results.json holds it"],
    ["another file", { name: "asymptopia", version: "0.1.0" }, "schema", '"asymptopia-results/2"'],
    ["another version", broken((json) => (json.schema = "asymptopia-results/1")), "schema", '"asymptopia-results/2"'],
    [
      "an unknown verdict",
      broken((json) => (json.claims[1].verdict = "true")),
      "claims[1].verdict",
      "one of supported, refuted, undecided, failed, incomplete",
    ],
    [
      "a lost member",
      broken((json) => delete json.claims[0].points[1].sizes[2].mean),
      "claims[0].points[1].sizes[2].mean",
    ],
    ["an unknown member", broken((json) => (json.claims[0].mutants.alive = 1)), "claims[0].mutants.alive"],
    [
      "an interval upside down",
      broken((json) => (json.claims[0].points[0].interval = [2, 1])),
      "claims[0].points[0].interval",
    ],
    [
      "a curve of three coordinates",
      broken((json) => (json.claims[0].figure.panels[0].series[0].curve[0] = [1, 2, 3])),
      "claims[0].figure.panels[0].series[0].curve[0]",
    ],
    [
      "a negative number of replicates",
      broken((json) => (json.claims[0].points[0].replicates = -1)),
      "claims[0].points[0].replicates",
    ],
    ["alpha 1", broken((json) => (json.alpha = 1)), "alpha", "a number between 0 and 1"],
    [
      "an unknown kind",
      broken((json) => (json.claims[0].kind = "limits")),
      "claims[0].kind",
      "one of identity, limit, bound, law, ordering, rate",
    ],
    ["a claim that is none", broken((json) => (json.claims[0] = null)), "claims[0]", "an object with a kind"],
    ["a member of another kind", broken((json) => (json.claims[6].mutants = {})), "claims[6].mutants"],
    [
      "a failure rate that is no share",
      broken((json) => (json.claims[7].tested.failureRate = 2)),
      "claims[7].tested.failureRate",
      "a number from 0 to 1",
    ],
    [
      "a rounding of two lengths",
      broken((json) => (json.claims[7].tested.rounding = { absolute: 1, relative: 1 })),
      "claims[7].tested.rounding",
      "{ absolute: x } or { relative: x }",
    ],
    ["two claims of one name", broken((json) => (json.claims[1].id = json.claims[0].id)), "claims"],
  ])("%s", (_, json, field, accepted?: string) => {
    expect(() => parseResults(json)).toThrowError(
      expect.objectContaining({
        name: "AsymptopiaError",
        code: "invalid-input",
        field,
        accepted: accepted ?? expect.stringMatching(/^(a|an|two|one|absent)/),
      }),
    );
  });
});

describe("readResults", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "asymptopia-results-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("reads what serializeResults wrote", async () => {
    const path = join(folder, "results.json");
    await writeFile(path, serializeResults(run()));
    expect(await readResults(path)).toEqual(run());
  });

  it.each([
    ["absent.json", null, "file"],
    ["truncated.json", serializeResults(run()).slice(0, 4000), "file"],
    ["empty.json", "", "file"],
    ["foreign.json", '{"name":"asymptopia"}', "schema"],
    ["wrong.json", JSON.stringify(broken((json) => (json.claims[0].id = ""))), "claims[0].id"],
  ])("%s is a typed error that names the file", async (name, text, field) => {
    const path = join(folder, name);
    if (text !== null) await writeFile(path, text);
    await expect(readResults(path)).rejects.toMatchObject({
      name: "AsymptopiaError",
      code: "unreadable-file",
      field,
      message: expect.stringContaining(path),
    });
  });
});
