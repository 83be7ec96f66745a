import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AsymptopiaError } from "../../foundation/errors.ts";
import { packageVersion } from "../../foundation/package.ts";
import type { Outcome } from "../../verification/judge.ts";
import type { Batch, BatchSource } from "./batch.ts";
import { type Journal, openJournal } from "./journal.ts";
import { formatLine, headerLine } from "./journal-line.ts";
import { sameOutcome } from "./same-outcome.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "journal-"));
  path = join(folder, "deep", "run.journal");
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const source: BatchSource = { seed: "s", experiment: { id: "e", version: 1, module: "e.js" }, size: 10 };

/** A batch of one point whose replicate r shows x = r. */
function batch(from: number, to: number, changes: Partial<BatchSource> = {}, point = "p"): Batch {
  const outcomes = Array.from({ length: to - from }, (_, i): Outcome => ({ ok: true, values: { x: from + i } }));
  return { source: { ...source, ...changes }, points: [{ point, from, outcomes }] };
}

function within<T>(journal: Journal, use: (journal: Journal) => T): T {
  try {
    return use(journal);
  } finally {
    journal.close();
  }
}

function begin(...batches: readonly Batch[]): void {
  within(openJournal(path, "begin"), (journal) => {
    for (const each of batches) journal.append(each);
  });
}

/** Ranges of point p, and what their replicates say. */
function heldOf(journal: Journal, changes: Partial<BatchSource> = {}, point = "p") {
  return journal.find({ ...source, ...changes }, point).map(({ from, to, read }) => {
    return [from, to, read().map((outcome) => (outcome.ok ? outcome.values.x : outcome.failure.code))];
  });
}

function refusal(mode: "continue" | "begin" = "continue"): AsymptopiaError {
  try {
    openJournal(path, mode).close();
  } catch (thrown) {
    if (thrown instanceof AsymptopiaError) return thrown;
    throw thrown;
  }
  throw new Error("it was not refused");
}

describe("a journal", () => {
  const number = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, -0, 0, Infinity, -Infinity, 5e-324));
  const trajectory = fc.array(number, { maxLength: 5 }).map((values) => Float64Array.from(values));
  const outcome: fc.Arbitrary<Outcome> = fc.oneof(
    fc.record({
      ok: fc.constant(true as const),
      // Integer-like names come first in every object, whatever the order in which they are set.
      values: fc.dictionary(fc.string({ unit: "binary" }), fc.oneof(number, trajectory), { noNullPrototype: true }),
    }),
    fc.record({
      ok: fc.constant(false as const),
      failure: fc.record(
        {
          code: fc.constantFrom("non-finite", "not-converged"),
          message: fc.string({ unit: "binary" }),
          field: fc.string(),
        },
        { requiredKeys: ["code", "message"], noNullPrototype: true },
      ),
    }),
  );
  const points = fc.array(fc.record({ from: fc.nat(), outcomes: fc.array(outcome, { minLength: 1, maxLength: 8 }) }), {
    minLength: 1,
    maxLength: 4,
  });

  it("gives back what was written, to the last bit and in the same order", () => {
    fc.assert(
      fc.property(fc.array(points, { maxLength: 4 }), (batches) => {
        begin(
          ...batches.map((entries, b) => ({
            source: { ...source, size: b + 1 },
            points: entries.map((entry, i) => ({ ...entry, point: `p${i}` })),
          })),
        );
        within(openJournal(path, "continue"), (journal) => {
          expect(journal.batches).toBe(batches.length);
          batches.forEach((entries, b) => {
            entries.forEach(({ from, outcomes }, i) => {
              const [range] = journal.find({ ...source, size: b + 1 }, `p${i}`);
              expect([range.from, range.to]).toEqual([from, from + outcomes.length]);
              const read = range.read();
              expect(read).toHaveLength(outcomes.length);
              outcomes.forEach((written, at) => {
                expect(sameOutcome(read[at], written)).toBe(true);
                const again = read[at];
                if (written.ok && again.ok) {
                  expect(Object.keys(again.values)).toEqual(Object.keys(written.values));
                } else expect(again).toEqual(written);
              });
            });
          });
        });
      }),
      { numRuns: 60 },
    );
  });

  it("knows replicates by seed, experiment, version, module, size and point, and by nothing less", () => {
    begin(batch(0, 2), batch(2, 3), batch(5, 6, {}, "q"));
    within(openJournal(path, "continue"), (journal) => {
      expect(heldOf(journal)).toEqual([
        [0, 2, [0, 1]],
        [2, 3, [2]],
      ]);
      expect(heldOf(journal, {}, "q")).toEqual([[5, 6, [5]]]);
      const { experiment } = source;
      for (const other of [
        { seed: "t" },
        { size: 11 },
        { experiment: { ...experiment, id: "f" } },
        { experiment: { ...experiment, version: 2 } },
        { experiment: { ...experiment, module: "f.js" } },
      ]) {
        expect(heldOf(journal, other)).toEqual([]);
      }
    });
  });

  it("has on disk what has been appended, before it is closed", () => {
    const journal = openJournal(path, "begin");
    journal.append(batch(0, 3));
    // Whoever reads the file now sees what a killed process would have left.
    within(openJournal(path, "continue"), (copy) => expect(heldOf(copy)).toEqual([[0, 3, [0, 1, 2]]]));
    journal.close();
    journal.close();
    journal.append(batch(3, 4));
    within(openJournal(path, "continue"), (copy) => expect(copy.batches).toBe(1));
  });

  it("can be continued again and again, and does not show what it was given since it was opened", () => {
    for (const from of [0, 1, 2]) {
      within(openJournal(path, "continue"), (journal) => {
        expect(journal.batches).toBe(from);
        journal.append(batch(from, from + 1));
        expect(heldOf(journal)).toHaveLength(from);
      });
    }
  });

  it("holds lines that are longer than what is read at once", () => {
    const long = (seed: number): Float64Array => Float64Array.from({ length: 200_000 }, (_, i) => Math.sin(seed + i));
    const whole = (from: number): Batch => ({
      source,
      points: [{ point: "p", from, outcomes: [{ ok: true, values: { path: long(from) } }] }],
    });
    begin(whole(0), batch(1, 2), whole(2));
    within(openJournal(path, "continue"), (journal) => {
      const read = journal.find(source, "p").map((range) => range.read()[0]);
      expect(sameOutcome(read[0], { ok: true, values: { path: long(0) } })).toBe(true);
      expect(sameOutcome(read[1], { ok: true, values: { x: 1 } })).toBe(true);
      expect(sameOutcome(read[2], { ok: true, values: { path: long(2) } })).toBe(true);
    });
  });
});

describe("a journal that is begun where one lies", () => {
  it("keeps that one beside it, once", () => {
    begin(batch(0, 1));
    const first = readFileSync(path, "utf8");
    const second = within(openJournal(path, "begin"), (journal) => {
      journal.append(batch(0, 2));
      return journal;
    });
    const aside = join(folder, "deep", "run.previous.journal");
    expect([second.replaced, second.batches]).toEqual([aside, 0]);
    expect(readFileSync(aside, "utf8")).toBe(first);
    begin(batch(0, 3));
    expect(readFileSync(aside, "utf8")).not.toBe(first);
  });

  it("keeps none that holds nothing, and so does not lose the one before", () => {
    begin(batch(0, 1));
    const first = readFileSync(path, "utf8");
    begin();
    expect(within(openJournal(path, "begin"), ({ replaced }) => replaced)).toBeNull();
    expect(readFileSync(join(folder, "deep", "run.previous.journal"), "utf8")).toBe(first);
  });

  it("replaces a journal of whatever version, and no file of another kind", () => {
    mkdirSync(join(folder, "deep"));
    writeFileSync(path, formatLine({ journal: "asymptopia-journal/9", more: "x".repeat(100) }));
    expect(within(openJournal(path, "begin"), ({ replaced }) => replaced)).not.toBeNull();
    writeFileSync(path, "Dear diary, this is none of asymptopia's.\n");
    expect(refusal("begin")).toMatchObject({ code: "unreadable-file", field: "journal", value: path });
    expect(readFileSync(path, "utf8")).toMatch(/^Dear diary/);
    rmSync(path);
    begin(batch(0, 1));
    writeFileSync(join(folder, "deep", "run.previous.journal"), "Dear diary");
    expect(refusal("begin").message).toContain("run.previous.journal");
    expect(existsSync(path)).toBe(true);
  });
});

describe("a journal of a killed process", () => {
  it("loses its unfinished line, wherever the process ended, and can be continued", () => {
    begin(batch(0, 2), batch(2, 5));
    const text = readFileSync(path, "utf8");
    const lines = text.split("\n").slice(0, -1);
    for (let length = 0; length < text.length; length += 1) {
      writeFileSync(path, text.slice(0, length));
      const whole = text.slice(0, length).split("\n").length - 1;
      within(openJournal(path, "continue"), (journal) => {
        expect(journal.batches).toBe(Math.max(0, whole - 1));
        expect(readFileSync(path, "utf8")).toBe(`${lines.slice(0, Math.max(1, whole)).join("\n")}\n`);
        journal.append(batch(7, 8));
      });
      within(openJournal(path, "continue"), (journal) => {
        expect(heldOf(journal).at(-1)).toEqual([7, 8, [7]]);
      });
    }
  });
});

describe("a journal that is not continued", () => {
  const accepted = /^a whole journal by asymptopia .* on Node .*; a run without --resume begins a new one$/;

  it("is damaged somewhere before its end", () => {
    begin(batch(0, 2), batch(2, 5), batch(5, 6));
    const text = readFileSync(path, "utf8");
    const second = text.indexOf("\n", text.indexOf("\n") + 1) + 1;
    const third = text.indexOf("\n", second) + 1;
    // A digit, a quotation mark, a blank: every byte of the line counts, and so does each of its line feeds.
    for (let at = second; at < third; at += 1) {
      const damaged = text[at] === "x" ? "y" : "x";
      writeFileSync(path, text.slice(0, at) + damaged + text.slice(at + 1));
      const error = refusal();
      expect(error).toMatchObject({ code: "unreadable-file", field: "journal", value: path });
      expect(error.message).toBe(`the journal ${path} is damaged: the checksum of line 3 is wrong`);
      expect(error.accepted).toMatch(accepted);
    }
    writeFileSync(path, text.slice(0, second) + text.slice(second + 5));
    expect(refusal().message).toContain("line 3");
  });

  it.each([
    ["is no journal of a run", "{}\n"],
    ["is no journal of a run", "\n"],
    ["is no journal of a run", "not even a line"],
    ["is no journal of a run", `${headerLine.replace('"node"', '"nude"')}`],
    ["has the format asymptopia-journal/2", formatLine({ journal: "asymptopia-journal/2" })],
    [
      "was written by version 0.0.1 of asymptopia",
      formatLine({ ...JSON.parse(headerLine.slice(17)), version: "0.0.1" }),
    ],
    ["was written on Node 3", formatLine({ journal: "asymptopia-journal/1", version: packageVersion, node: 3 })],
  ])("%s", (why, text) => {
    mkdirSync(join(folder, "deep"));
    writeFileSync(path, text);
    const error = refusal();
    expect(error).toMatchObject({ code: "unreadable-file", field: "journal", value: path });
    expect(error.message).toContain(why);
    expect(error.accepted).toMatch(accepted);
    // What is refused is left as it is.
    expect(readFileSync(path, "utf8")).toBe(text);
  });

  it("cannot be opened", () => {
    mkdirSync(path, { recursive: true });
    expect(refusal()).toMatchObject({ code: "unreadable-file", field: "journal", value: path });
    expect(refusal("begin").message).toMatch(/is a directory|EISDIR|illegal operation/);
    writeFileSync(join(folder, "file"), "");
    path = join(folder, "file", "run.journal");
    expect(refusal().message).toContain("cannot be opened");
  });

  it("changes while it is in use", () => {
    begin(batch(0, 1));
    within(openJournal(path, "continue"), (journal) => {
      const [range] = journal.find(source, "p");
      const text = readFileSync(path, "utf8");
      writeFileSync(path, headerLine);
      appendFileSync(path, "x".repeat(text.length));
      expect(() => range.read()).toThrow(/has changed while it was in use/);
    });
  });
});
