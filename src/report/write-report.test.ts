import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { GENERATED_COMMENT } from "./markdown.ts";
import { MANIFEST, writeReport } from "./write-report.ts";

let root: string;
let out: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "asymptopia-report-"));
  out = join(root, "reports");
});
afterEach(async () => {
  await rm(root, { recursive: true });
});

const page = (text: string): string => `${GENERATED_COMMENT}\n\n${text}\n`;
const report = (...paths: string[]): Map<string, string> => new Map(paths.map((path) => [path, page(path)]));
const results = '{\n  "schema": "asymptopia-results/1"\n}\n';

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(out, path)), { recursive: true });
  await writeFile(join(out, path), text);
}

async function listing(): Promise<string[]> {
  const entries = await readdir(out, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(out.length + 1))
    .sort();
}

describe("writing", () => {
  it("makes folders, files and a sorted list of them, and nothing else", async () => {
    await writeReport(out, report("lp/lemma-3.12/inner-product.md", "README.md", "lp/lemma-3.12.md"));
    expect(await listing()).toEqual(["README.md", "lp/lemma-3.12.md", "lp/lemma-3.12/inner-product.md", MANIFEST]);
    expect(await readFile(join(out, "lp/lemma-3.12.md"), "utf8")).toBe(page("lp/lemma-3.12.md"));
    expect(JSON.parse(await readFile(join(out, MANIFEST), "utf8")).files).toEqual([
      "README.md",
      "lp/lemma-3.12.md",
      "lp/lemma-3.12/inner-product.md",
    ]);
  });

  it("leaves a file alone whose content is the same", async () => {
    await writeReport(out, report("README.md"));
    const before = await stat(join(out, "README.md"), { bigint: true });
    await writeReport(out, report("README.md"));
    expect((await stat(join(out, "README.md"), { bigint: true })).ino).toBe(before.ino);
  });

  it("replaces what an earlier report wrote, with or without the list of files", async () => {
    await writeReport(out, new Map([...report("a.md"), ["results.json", results]]));
    await rm(join(out, MANIFEST));
    await writeReport(
      out,
      new Map([
        ["a.md", page("new")],
        ["results.json", results.replace("1", "2")],
      ]),
    );
    expect(await readFile(join(out, "a.md"), "utf8")).toBe(page("new"));
  });
});

describe("stale files", () => {
  it("are removed with the folders that they leave empty", async () => {
    await writeReport(out, report("a/b/c.md", "a/b/c.theory.svg", "d.md"));
    await writeReport(out, report("d.md"));
    expect(await readdir(out)).toEqual(["d.md", MANIFEST]);
  });

  it("stay if they are the user's: not listed, or listed but without the mark", async () => {
    await writeReport(out, report("a/kept.md", "a/stale.md", "b.md"));
    await put("a/notes.md", page("a copy of a page, with the mark"));
    await put("a/kept.md", "now mine");
    await writeReport(out, report("b.md"));
    expect(await listing()).toEqual(["a/kept.md", "a/notes.md", "b.md", MANIFEST]);
  });

  it("are forgotten by no report that ended half-way", async () => {
    await writeReport(out, report("a.md", "b.md"));
    await put("z/file", "a file where a folder must go, which stops the writing after c.md");
    await expect(writeReport(out, report("a.md", "c.md", "z/file/d.md"))).rejects.toMatchObject({ field: "directory" });
    await writeReport(out, report("a.md"));
    expect(await listing()).toEqual(["a.md", MANIFEST, "z/file"]);
  });

  it("are not those of an exhibit, nor does an exhibit remove any", async () => {
    await writeReport(out, report("a.md"));
    await writeReport(out, report("exhibits/figure-3.md"), { keepOthers: true });
    expect(await listing()).toEqual(["a.md", "exhibits/figure-3.md", MANIFEST]);
    await writeReport(out, report("b.md"));
    expect(await listing()).toEqual(["b.md", "exhibits/figure-3.md", MANIFEST]);
  });

  it("cannot be named outside the folder by a list that was tampered with", async () => {
    await mkdir(out);
    await writeFile(join(root, "victim.md"), page("outside"));
    await put(MANIFEST, JSON.stringify({ schema: "asymptopia-report/1", files: ["../victim.md"] }));
    await expect(writeReport(out, report("a.md"))).rejects.toMatchObject({ field: "directory" });
    expect(await readFile(join(root, "victim.md"), "utf8")).toBe(page("outside"));
  });
});

describe("a typed error, before anything is written,", () => {
  it("for a user's file in the place of a page", async () => {
    await put("README.md", "# My project\n");
    await expect(writeReport(out, report("A.md", "README.md"))).rejects.toMatchObject({
      name: "AsymptopiaError",
      code: "invalid-input",
      field: "directory",
      message: expect.stringContaining("README.md there was not written by asymptopia"),
    });
    expect(await listing()).toEqual(["README.md"]);
    expect(await readFile(join(out, "README.md"), "utf8")).toBe("# My project\n");
  });

  it.each([
    "../a.md",
    "/etc/a.md",
    "a/../../b.md",
    "a//b.md",
    "C:\\a.md",
    ".git/config",
    "a/./b.md",
    "",
    "a\0.md",
    "a|b.md",
  ])("for the path %j", async (path) => {
    await expect(writeReport(out, new Map([[path, "x"]]))).rejects.toMatchObject({
      code: "invalid-input",
      field: "files",
      value: path,
    });
    await expect(readdir(out)).rejects.toMatchObject({ code: "ENOENT" });
  });

  it("for paths that exclude one another", async () => {
    await expect(writeReport(out, report("a.md", "A.md"))).rejects.toMatchObject({ field: "files", value: "A.md" });
    await expect(writeReport(out, report("a", "a/b.md"))).rejects.toMatchObject({ field: "files" });
  });

  it("for a list of files that is none", async () => {
    await put(MANIFEST, '{"schema":"asympt');
    await expect(writeReport(out, report("a.md"))).rejects.toMatchObject({ code: "invalid-input", field: "directory" });
  });

  it("for a file in the place of the folder", async () => {
    await writeFile(out, "a file");
    await expect(writeReport(out, report("a.md"))).rejects.toMatchObject({
      code: "invalid-input",
      field: "directory",
      value: out,
    });
  });
});
