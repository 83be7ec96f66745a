import { execFile, spawn } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const fixtures = fileURLToPath(new URL("../../property-tests/fixtures", import.meta.url));
const sampleVariance = join(fixtures, "sample-variance.ts");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "asymptopia-resume-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function asymptopia(...words: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...words], { cwd: folder }, (error, stdout, stderr) => {
      const status = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
      resolve({ status, stdout, stderr });
    });
  });
}

function linesOf(journal: string): number {
  return existsSync(journal) ? readFileSync(journal, "utf8").split("\n").length - 1 : 0;
}

function sizeOf(journal: string): number {
  return existsSync(journal) ? statSync(journal).size : 0;
}

/** Starts the command, and kills it when its journal has so many bytes. */
async function killedAt(journal: string, bytes: number, words: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [main, ...words], { cwd: folder, stdio: "ignore" });
  const watch = setInterval(() => sizeOf(journal) >= bytes && child.kill("SIGKILL"), 5);
  const signal = await new Promise((resolve) => child.on("exit", (_, by) => resolve(by)));
  clearInterval(watch);
  expect(signal).toBe("SIGKILL");
}

/** All files of a report with their contents, but for what depends on the machine and the moment. */
function report(out: string): ReadonlyMap<string, string> {
  const root = join(folder, out);
  const names = readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(root, name)).isFile() && !/(^run\.json|\.journal)$/.test(name))
    .sort();
  return new Map(names.map((name) => [name, readFileSync(join(root, name), "utf8")]));
}

/** The numbers of the line about the journal. */
function use(stderr: string): { reused: number; simulated: number; compared: number } {
  const said = /journal: ([\d,]+) replicates reused, ([\d,]+) simulated, ([\d,]+) simulated again to compare/.exec(
    stderr,
  );
  const [reused, simulated, compared] = (said ?? []).slice(1).map((text) => Number(text.replaceAll(",", "")));
  return { reused, simulated, compared };
}

describe("verify --resume", () => {
  const claims = ["lp/theorem-E.6", sampleVariance, "--budget", "quick"];
  let whole: ReadonlyMap<string, string>;
  let bytes: number;

  beforeAll(async () => {
    expect((await asymptopia("verify", ...claims, "--out", "whole")).status).toBe(0);
    whole = report("whole");
    bytes = sizeOf(join(folder, "whole", "run.journal"));
    expect(linesOf(join(folder, "whole", "run.journal"))).toBeGreaterThan(20);
    expect(whole.size).toBeGreaterThan(5);
  });

  it.each(["1", "2"])(
    "ends a run that was killed in the same bytes as one that was not, with %s workers",
    async (n) => {
      const out = `killed-${n}`;
      const journal = join(folder, out, "run.journal");
      const words = ["verify", ...claims, "--workers", n, "--out", out];
      // Once early and once late; a run that is resumed can be killed as well.
      await killedAt(journal, bytes / 5, words);
      expect(existsSync(join(folder, out, "results.json"))).toBe(false);
      await killedAt(journal, bytes / 2, [...words, "--resume"]);
      const kept = linesOf(journal);
      appendFileSync(journal, '0123456789abcdef {"source":{"see');
      const { status, stderr } = await asymptopia(...words, "--resume");
      expect(status).toBe(0);
      expect(report(out)).toEqual(whole);
      const { reused, simulated } = use(stderr);
      expect(reused).toBeGreaterThan(0);
      expect(simulated).toBeGreaterThan(0);
      expect(linesOf(journal)).toBeGreaterThan(kept);
      const run = JSON.parse(readFileSync(join(folder, out, "run.json"), "utf8"));
      expect(run).toMatchObject({ stopped: "no", reused });
    },
  );

  it("goes on after Ctrl-C", async () => {
    const out = "interrupted";
    const words = ["verify", ...claims, "--out", out];
    const journal = join(folder, out, "run.journal");
    const child = spawn(process.execPath, [main, ...words], { cwd: folder, stdio: "ignore" });
    const watch = setInterval(() => sizeOf(journal) >= bytes / 3 && child.kill("SIGINT"), 5);
    expect(await new Promise((resolve) => child.on("exit", resolve))).toBe(130);
    clearInterval(watch);
    expect(report(out)).not.toEqual(whole);
    const { stderr } = await asymptopia(...words, "--resume");
    expect(use(stderr).reused).toBeGreaterThan(0);
    expect(report(out)).toEqual(whole);
  });

  it("simulates nothing anew for a claim whose margin has changed, in a file of one's own", async () => {
    const file = join(folder, "mine.ts");
    const text = readFileSync(sampleVariance, "utf8");
    writeFileSync(file, text);
    await asymptopia("verify", "./mine.ts", "--budget", "quick", "--out", "mine");
    writeFileSync(file, text.replace("margin: { relative: 0.1 }", "margin: { relative: 0.2 }"));
    const wider = await asymptopia("verify", "./mine.ts", "--budget", "quick", "--out", "mine", "--resume");
    expect(use(wider.stderr)).toMatchObject({ reused: expect.any(Number), simulated: 0 });
    expect(use(wider.stderr).reused).toBeGreaterThan(0);
    await asymptopia("verify", "./mine.ts", "--budget", "quick", "--out", "mine-without");
    expect(report("mine")).toEqual(report("mine-without"));
  });

  it("refuses a journal whose experiment has changed and its version has not, and simulates where it has", async () => {
    const file = join(folder, "edited.ts");
    const text = readFileSync(sampleVariance, "utf8");
    writeFileSync(file, text);
    await asymptopia("verify", "./edited.ts", "--budget", "quick", "--out", "edited");
    const before = report("edited");
    const edited = text.replace("(sum, value) => sum + (value - mean) ** 2", "(sum, value) => sum + value ** 2");
    writeFileSync(file, edited);
    const { status, stdout, stderr } = await asymptopia(
      "verify",
      "./edited.ts",
      "--budget",
      "quick",
      "--out",
      "edited",
      "--resume",
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/experiment sample-variance, version 1, gives other numbers than the journal has/);
    expect(stderr).toMatch(/field +journal/);
    expect(report("edited")).toEqual(before);
    writeFileSync(file, edited.replace("version: 1", "version: 2"));
    const raised = await asymptopia("verify", "./edited.ts", "--budget", "quick", "--out", "edited", "--resume");
    expect(raised.status).toBe(0);
    expect(use(raised.stderr)).toMatchObject({ reused: 0, compared: 0 });
  });

  it("refuses a journal that is damaged or by another version, before it simulates, and says what to do", async () => {
    await asymptopia("verify", sampleVariance, "--budget", "quick", "--out", "damaged");
    const journal = join(folder, "damaged", "run.journal");
    const text = readFileSync(journal, "utf8");
    const middle = Math.floor(text.length / 2);
    for (const [bad, why] of [
      [`${text.slice(0, middle)}${text[middle] === "A" ? "B" : "A"}${text.slice(middle + 1)}`, "is damaged"],
      [text.slice(40), "is no journal"],
      ["{}\n", "is no journal"],
    ]) {
      writeFileSync(journal, bad);
      const { status, stdout, stderr } = await asymptopia(
        "verify",
        sampleVariance,
        "--budget",
        "quick",
        "--out",
        "damaged",
        "--resume",
      );
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toContain(why);
      expect(stderr).toMatch(/field +journal/);
      expect(stderr).toMatch(/accepted +a whole journal .*; a run without --resume begins a new one/);
      expect(stderr).toMatch(/code +unreadable-file/);
      expect(readFileSync(journal, "utf8")).toBe(bad);
    }
  });

  it("keeps the journal that a run without it would have continued, and says so", async () => {
    const words = ["verify", sampleVariance, "--budget", "quick", "--out", "twice"];
    const first = await asymptopia(...words);
    expect(first.stderr).not.toContain("journal");
    const journal = join(folder, "twice", "run.journal");
    const text = readFileSync(journal, "utf8");
    const second = await asymptopia(...words);
    expect(second.stderr).toContain("--resume would have continued the last one");
    expect(second.stderr).toContain(join("twice", "run.previous.journal"));
    expect(readFileSync(join(folder, "twice", "run.previous.journal"), "utf8")).toBe(text);
    expect(linesOf(journal)).toBe(text.split("\n").length - 1);
    expect((await asymptopia(...words.slice(0, 4), "--out", "none", "--resume")).stderr).toContain("nothing to resume");
  });
});

describe("report --exhibit --resume", () => {
  it("simulates the exhibit's own replicates once", async () => {
    writeFileSync(
      join(folder, "exhibit.ts"),
      `import { experiment } from ${JSON.stringify(sampleVariance)};
const points = [1, 2, 4].map((variance) => ({ point: { variance }, size: 50, replicates: 40 }));
export default {
  kind: "exhibit", id: "variances", title: "Variances", caption: "Variances.", reference: "folklore",
  experiment, points, draw: () => [],
};
`,
    );
    const words = ["report", "./exhibit.ts", "--exhibit", "variances", "--out", "exhibit"];
    expect(await asymptopia(...words)).toMatchObject({ status: 0 });
    const first = report("exhibit");
    const { status, stderr } = await asymptopia(...words, "--resume");
    expect(status).toBe(0);
    expect(use(stderr)).toEqual({ reused: 120, simulated: 0, compared: 3 });
    expect(report("exhibit")).toEqual(first);
  });

  it("has nothing to resume without an exhibit", async () => {
    const { status, stderr } = await asymptopia("report", "--out", "exhibit", "--resume");
    expect(status).toBe(2);
    expect(stderr).toMatch(/field +resume/);
  });
});
