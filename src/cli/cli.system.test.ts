import { execFile, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commandLine } from "../foundation/command-line.ts";
import { replicateStream } from "../simulation/random/replicate-stream.ts";
import type { RunResult } from "../verification/results/run-result.ts";

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../property-tests/fixtures/${name}.ts`, import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "asymptopia-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

function asymptopia(words: readonly string[], input = ""): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [main, ...words], { cwd: folder }, (error, stdout, stderr) => {
      const status = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
      resolve({ status, stdout, stderr });
    });
    child.stdin?.end(input);
  });
}

function results(out: string): RunResult {
  return JSON.parse(readFileSync(join(folder, out, "results.json"), "utf8")) as RunResult;
}

const relu = { kind: "relu" };
const twoAtoms = { kind: "atoms", values: [0.5, 1.5], weights: [0.5, 0.5] };

describe("usage", () => {
  it("prints help for the bare command and for --help, with status 0", async () => {
    for (const words of [[], ["--help"], ["verify", "--help"]]) {
      const { status, stdout, stderr } = await asymptopia(words);
      expect(status).toBe(0);
      expect(stdout).toContain("Usage: asymptopia");
      expect(stderr).toBe("");
    }
  });

  it("ends with status 2 and a suggestion for what does not exist", async () => {
    const unknown = await asymptopia(["verfy"]);
    expect(unknown).toMatchObject({ status: 2, stdout: "" });
    expect(unknown.stderr).toContain("verify");
    const option = await asymptopia(["verify", "--budgt", "quick"]);
    expect(option).toMatchObject({ status: 2, stdout: "" });
    expect(option.stderr).toContain("--budget");
    const claim = await asymptopia(["verify", "lp/lemma-3.11"]);
    expect(claim).toMatchObject({ status: 2, stdout: "" });
    expect(claim.stderr).toContain("lp/lemma-3.10");
    const exhibit = await asymptopia(["report", "--exhibit", "figure-4"]);
    expect(exhibit).toMatchObject({ status: 2, stdout: "" });
    expect(exhibit.stderr).toContain("figure-3");
  });

  it.each([
    ["budget", ["--budget", "soon"]],
    ["budget", ["--budget", "0s"]],
    ["alpha", ["--alpha", "1"]],
    ["alpha", ["--alpha", "NaN"]],
    ["seed", ["--seed", ""]],
    ["workers", ["--workers", "0"]],
    ["workers", ["--workers", "two"]],
    ["time-limit", ["--time-limit", "0"]],
    ["time-limit", ["--time-limit", "soon"]],
    ["sizes", ["--sizes", "50"]],
    ["sizes", ["--sizes", ""]],
    ["sizes", ["--sizes", "100,50"]],
  ])("names the field %s of %j", async (field, words) => {
    const { status, stdout, stderr } = await asymptopia(["verify", fixture("sample-variance"), ...words]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(new RegExp(`field +${field}`));
    expect(stderr).toContain("accepted");
  });

  it("refuses sizes that no problem fits in, naming the point", async () => {
    const { status, stderr } = await asymptopia(["verify", "lp/lemma-3.10", "--sizes", "1,2", "--dry-run"]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/field +grid\[0\]\.size/);
  });
});

describe("the README", () => {
  it("shows what its example of eval prints", async () => {
    const readme = readFileSync(fileURLToPath(new URL("../../README.md", import.meta.url)), "utf8");
    const [, quantity, parameters, printed] = /\$ npx asymptopia eval (\S+) '([^']+)'\n(\S+)\n/.exec(readme) ?? [];
    const { status, stdout } = await asymptopia(["eval", quantity, parameters]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: `${printed}\n` });
  });
});

describe("list", () => {
  it("shows the shipped claims and exhibits", async () => {
    const { status, stdout } = await asymptopia(["list"]);
    expect(status).toBe(0);
    for (const id of ["lp/lemma-3.10", "lp/lemma-3.12/squared-norm", "figure-3"]) expect(stdout).toContain(id);
  });

  it("selects by beginning, glob and file, as JSON too", async () => {
    const ids = async (...words: string[]): Promise<string[]> =>
      JSON.parse((await asymptopia(["list", "--json", ...words])).stdout).claims.map(({ id }: { id: string }) => id);
    expect(await ids("lp/lemma-3.10")).toEqual([
      "lp/lemma-3.10",
      "lp/lemma-3.10/inner-product",
      "lp/lemma-3.10/squared-norm",
    ]);
    expect(await ids("*squared-norm")).toEqual(["lp/lemma-3.10/squared-norm", "lp/lemma-3.12/squared-norm"]);
    expect(await ids(fixture("sample-variance"))).toEqual(["fixture/sample-variance"]);
  });
});

describe("eval", () => {
  it("prints the value, to full precision", async () => {
    const parameters = { population: { kind: "atoms", values: [1], weights: [1] }, phi: 0.5, z: -1 };
    const { status, stdout } = await asymptopia(["eval", "stieltjes", JSON.stringify(parameters)]);
    expect(status).toBe(0);
    expect(Math.abs(Number(stdout) - (Math.sqrt(17) - 3) / 2)).toBeLessThan(4 * Number.EPSILON);
  });

  it("lists the quantities where none is named", async () => {
    const { status, stdout } = await asymptopia(["eval"]);
    expect(status).toBe(0);
    const known = JSON.parse((await asymptopia(["eval", "--json"])).stdout) as { name: string }[];
    expect(known.length).toBeGreaterThanOrEqual(6);
    for (const { name } of known) expect(stdout).toContain(name);
  });

  it("answers as JSON with parameters, error and status", async () => {
    const parameters = { population: twoAtoms, phi: 0.18, teacher: relu, noiseVariance: 0.25, lambda: 0.05 };
    const { stdout } = await asymptopia(["eval", "kfac-correlation", JSON.stringify(parameters), "--json"]);
    const answer = JSON.parse(stdout);
    expect(Object.keys(answer)).toEqual(["quantity", "parameters", "value", "error", "status"]);
    expect(answer).toMatchObject({ quantity: "kfac-correlation", parameters, status: "ok" });
    expect(answer.value).toBeCloseTo(0.8032, 4);
    expect(answer.error).toBeLessThan(1e-11);
  });

  it.each([
    ["quantity", ["stieltes", "{}"]],
    ["parameters", ["stieltjes"]],
    ["parameters", ["stieltjes", "{"]],
    ["parameters", ["stieltjes", "[]"]],
    ["phi", ["effective-ridge", JSON.stringify({ population: twoAtoms, phi: 0, lambda: 1 })]],
    ["lambda", ["effective-ridge", JSON.stringify({ population: twoAtoms, phi: 1 })]],
    ["z", ["stieltjes", JSON.stringify({ population: twoAtoms, phi: 1, z: 0 })]],
    ["surplus", ["stieltjes", JSON.stringify({ population: twoAtoms, phi: 1, z: -1, surplus: 1 })]],
    [
      "population\\.values\\[0\\]",
      ["stieltjes", JSON.stringify({ population: { ...twoAtoms, values: [-1, 1] }, phi: 1, z: -1 })],
    ],
    ["population\\.kind", ["stieltjes", JSON.stringify({ population: { kind: "atom" }, phi: 1, z: -1 })]],
    ["teacher\\.kind", ["gaussian-moments", JSON.stringify({ teacher: { kind: "rleu" }, variance: 1 })]],
    ["variance", ["gaussian-moments", JSON.stringify({ teacher: relu, variance: -1 })]],
  ])("names the field %s of %j", async (field, words) => {
    const { status, stdout, stderr } = await asymptopia(["eval", ...words]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(new RegExp(`field +${field}\n`));
  });

  it("answers lines in order, bad ones with an error, and then ends with status 2", async () => {
    const good = { quantity: "effective-ridge", parameters: { population: twoAtoms, phi: 2, lambda: 0.1 } };
    const lines = [
      JSON.stringify(good),
      "nonsense",
      "",
      JSON.stringify({ quantity: "x", parameters: {} }),
      JSON.stringify(good),
    ];
    const { status, stdout } = await asymptopia(["eval", "--jsonl"], `${lines.join("\n")}\n`);
    expect(status).toBe(2);
    const answers = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(answers).toHaveLength(4);
    expect(answers[0]).toMatchObject({ ...good, status: "ok" });
    expect(answers[1].error).toMatchObject({ code: "invalid-input", field: "request" });
    expect(answers[2].error).toMatchObject({ code: "unknown-name", field: "quantity" });
    expect(answers[3]).toEqual(answers[0]);
    expect((await asymptopia(["eval", "--jsonl"], JSON.stringify(good))).status).toBe(0);
  });
});

describe("verify", () => {
  it("writes the same bytes for 1, 2 and 3 workers, and others for another seed", async () => {
    const run = async (out: string, ...words: string[]): Promise<string> => {
      const { status } = await asymptopia(["verify", fixture("sample-variance"), "--out", out, ...words]);
      expect(status).toBe(0);
      return readFileSync(join(folder, out, "results.json"), "utf8");
    };
    const one = await run("workers-1", "--workers", "1");
    expect(await run("workers-2", "--workers", "2")).toBe(one);
    expect(await run("workers-3", "--workers", "3")).toBe(one);
    const page = "fixture/sample-variance.md";
    expect(readFileSync(join(folder, "workers-3", page), "utf8")).toBe(
      readFileSync(join(folder, "workers-1", page), "utf8"),
    );
    expect(await run("seed-2", "--seed", "2")).not.toBe(one);
  });

  it("gives each claim the verdict it gets alone with the same share of α, whatever its company", async () => {
    const together = await asymptopia([
      "verify",
      fixture("sample-variance"),
      fixture("wrong-constant"),
      "--out",
      "both",
    ]);
    expect(together.status).toBe(1);
    // Three points alone, six together: half of α alone gives each interval the same share.
    await asymptopia(["verify", fixture("sample-variance"), "--alpha", "0.0005", "--out", "alone"]);
    expect(results("alone").claims[0]).toEqual(results("both").claims[0]);
  });

  it("puts the report on a claim file where it does not replace that on the catalogue", async () => {
    const { status, stderr } = await asymptopia(["verify", fixture("sample-variance"), "--budget", "quick"]);
    expect(status).toBe(0);
    expect(stderr).toContain(join("reports", "selection", "README.md"));
    expect(existsSync(join(folder, "reports", "selection", "fixture", "sample-variance.md"))).toBe(true);
    expect(existsSync(join(folder, "reports", "README.md"))).toBe(false);
  });

  it("finds out before the simulation that the report could not be written", async () => {
    writeFileSync(join(folder, "file"), "");
    mkdirSync(join(folder, "foreign"));
    writeFileSync(join(folder, "foreign", "README.md"), "# Mine\n");
    for (const out of ["file", "foreign", ""]) {
      const { status, stdout, stderr } = await asymptopia(["verify", "lp/lemma-3.10", "--out", out]);
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toMatch(/field +out/);
      expect(stderr).not.toContain("parts done");
    }
    expect(readFileSync(join(folder, "foreign", "README.md"), "utf8")).toBe("# Mine\n");
  });

  it("says what run must return, fails that claim, and goes on", async () => {
    writeFileSync(
      join(folder, "too-few.ts"),
      `import { varianceClaim, experiment as whole } from ${JSON.stringify(fixture("sample-variance"))};
export const experiment = { ...whole, id: "too-few", module: import.meta.url, run: () => [] };
import { limitClaim } from "asymptopia";
export default limitClaim({ ...varianceClaim("fixture/too-few", "v"), experiment });
`,
    );
    const { status, stderr } = await asymptopia(["verify", "./too-few.ts", fixture("sample-variance"), "--out", "few"]);
    expect(status).toBe(1);
    expect(stderr).toContain("fixture/too-few: run of experiment too-few must return one object of observations");
    expect(results("few").claims.map(({ verdict }) => verdict)).toEqual(["supported", "failed"]);
  });

  it("refutes a wrong constant, with status 1", async () => {
    const { status, stdout } = await asymptopia(["verify", fixture("wrong-constant"), "--out", "wrong"]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/fixture\/wrong-constant +limit +refuted +expected supported/);
    expect(results("wrong").claims[0].verdict).toBe("refuted");
  });

  it("fails by name the claims whose simulation breaks down, and goes on with the others", async () => {
    const words = ["verify", fixture("breaks-down"), fixture("sample-variance"), "--out", "broken"];
    const { status, stderr } = await asymptopia(words);
    expect(status).toBe(1);
    expect(stderr).toContain("the simulation gave NaN for x");
    expect(stderr).toContain("it diverged");
    expect(stderr).toContain("process.exit");
    const files = commandLine([fixture("breaks-down"), fixture("sample-variance")]);
    expect(stderr).toContain(`run it again: npx asymptopia replay fixture/breaks-down/nan:1:10:0 ${files} --seed 1`);
    const verdicts = results("broken").claims.map(({ id, verdict }) => [id, verdict]);
    expect(verdicts).toEqual([
      ["fixture/breaks-down/exit", "failed"],
      ["fixture/breaks-down/nan", "failed"],
      ["fixture/breaks-down/throw", "failed"],
      ["fixture/sample-variance", "supported"],
    ]);
  });

  it("knows a teacher that a claim file defines, in workers too", async () => {
    const { status, stderr } = await asymptopia(["verify", fixture("own-teacher"), "--out", "own-teacher"]);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(results("own-teacher").claims[0].verdict).toBe("supported");
  });

  it("names a claim file that does not load, or is none", async () => {
    const throws = await asymptopia(["verify", fixture("throws")]);
    expect(throws).toMatchObject({ status: 2, stdout: "" });
    expect(throws.stderr).toContain("this claim file does not load");
    writeFileSync(join(folder, "empty.ts"), "export const nothing = 1;\n");
    expect((await asymptopia(["verify", "./empty.ts"])).stderr).toMatch(/empty\.ts: its default export/);
    expect((await asymptopia(["verify", "./absent.ts"])).stderr).toContain("absent.ts does not exist");
  });

  it("shows with --dry-run what it would do, and writes nothing", async () => {
    const { status, stdout } = await asymptopia(["verify", fixture("sample-variance"), "--dry-run", "--out", "dry"]);
    expect(status).toBe(0);
    expect(stdout).toContain("fixture/sample-variance control standard-deviation");
    expect(stdout).toContain("3 points");
    expect(existsSync(join(folder, "dry"))).toBe(false);
  });

  it("ends with status 3 under --strict when the budget leaves a claim open", async () => {
    const words = ["verify", "lp/lemma-3.10/inner-product", "--budget", "0.001s", "--out", "open"];
    expect((await asymptopia([...words, "--strict"])).status).toBe(3);
    expect(results("open").claims[0].verdict).toBe("undecided");
    expect((await asymptopia(words)).status).toBe(0);
  });

  it("leaves on Ctrl-C a report of what is decided, with the rest incomplete, and ends with status 130", async () => {
    const words = [main, "verify", fixture("sample-variance"), fixture("wrong-constant"), "lp/lemma-3.12/squared-norm"];
    const child = spawn(process.execPath, [...words, "--budget", "thorough", "--alpha", "1e-9", "--out", "stopped"], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      const before = stderr;
      stderr += text;
      const decided = (said: string): boolean => /fixture\/wrong-constant: refuted/.test(said);
      if (decided(stderr) && !decided(before)) child.kill("SIGINT");
    });
    const status = await new Promise((resolve) => child.on("exit", resolve));
    const claims = results("stopped").claims;
    expect(claims.find(({ id }) => id === "fixture/wrong-constant")?.verdict).toBe("refuted");
    expect(claims.find(({ id }) => id === "lp/lemma-3.12/squared-norm")?.verdict).toBe("incomplete");
    // The refutation is against expectation, which outweighs the interruption.
    expect(status).toBe(1);
  });
});

describe("verify, stopped before anything is against expectation", () => {
  it("ends with status 130 on Ctrl-C, with --strict too", async () => {
    const large = ["--sizes", "200,400,800", "--budget", "thorough"];
    const words = [main, "verify", "lp/lemma-3.12/squared-norm", ...large, "--strict", "--out", "stopped-early"];
    const journal = join(folder, "stopped-early", "run.journal");
    const child = spawn(process.execPath, words, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    // At these sizes the claim takes minutes, and the first batch a second.
    const watch = setInterval(() => {
      if (!existsSync(journal) || readFileSync(journal, "utf8").split("\n").length < 3) return;
      clearInterval(watch);
      child.kill("SIGINT");
    }, 20);
    expect(await new Promise((resolve) => child.on("exit", resolve))).toBe(130);
    clearInterval(watch);
    expect(stderr).toContain("stopping");
    expect(results("stopped-early").claims[0].verdict).toBe("incomplete");
  });
});

describe("budgets in seconds", () => {
  it("end the simulation, and leave a report that says so", async () => {
    const { status } = await asymptopia(["verify", "lp/lemma-3.12", "--budget", "5s", "--strict", "--out", "seconds"]);
    expect(status).toBe(3);
    expect(results("seconds").budget).toBe("5s");
    const { stopped } = JSON.parse(readFileSync(join(folder, "seconds", "run.json"), "utf8"));
    expect(stopped).toBe("out of time");
  });

  it("say so where they are too few for a first look", async () => {
    const words = ["verify", "lp/lemma-3.10/inner-product", "--budget", "0.001s", "--out", "too-few-seconds"];
    const { status, stderr } = await asymptopia(words);
    expect(status).toBe(0);
    expect(stderr).toMatch(/\d+ points had too few replicates for a first look within 0\.001s; try --budget quick/);
  });
});

describe("a claim without the optional package that it needs", () => {
  it("is incomplete, which is an error for --strict alone, and names the package", async () => {
    const words = ["verify", fixture("missing-package"), "--out", "lacking"];
    const { status, stderr } = await asymptopia(words);
    expect(status).toBe(0);
    expect(stderr).toContain("fixture/missing-package: the numbers are in the package no-such-package");
    expect(results("lacking").claims[0].verdict).toBe("incomplete");
    expect((await asymptopia([...words, "--strict"])).status).toBe(3);
  });
});

describe("a claim with points of its own at a budget", () => {
  const apart = fixture("at-budgets");

  it("is listed with the number of points at each", async () => {
    expect((await asymptopia(["list", apart])).stdout).toMatch(/fixture\/at-budgets +limit +new +4 \(quick 2\) +0 /);
    const [claim] = JSON.parse((await asymptopia(["list", "--json", apart])).stdout).claims;
    expect(claim).toMatchObject({ points: 4, pointsAtBudget: { quick: 2, default: 4, thorough: 4 } });
  });

  it.each([
    ["quick", 2, "10/20"],
    ["default", 4, "10/20/40"],
    ["90s", 4, "10/20/40"],
  ])("has at %s %i points in the dry run", async (budget, points, sizes) => {
    const { stdout } = await asymptopia(["verify", apart, "--budget", budget, "--dry-run"]);
    expect(stdout).toContain(`\n${points} points`);
    expect(stdout.split(sizes.concat(" "))).toHaveLength(points + 1);
  });

  it("is verified on them, at other sizes if these are asked for, and replayed on them by the key that it gives", async () => {
    const words = ["verify", apart, "--budget", "quick", "--sizes", "8,16", "--out", "apart"];
    const { status, stderr } = await asymptopia(words);
    expect(status).toBe(1);
    const { points, claims, command } = results("apart");
    expect({ points, own: claims[0].points.length, pointsOf: claims[0].pointsOf }).toEqual({
      points: 2,
      own: 2,
      pointsOf: "quick",
    });
    expect(command).toContain("--budget quick");
    const key = claims[0].points[1].failure?.key ?? "";
    expect(key).toBe("fixture/at-budgets@quick:2:8:0");
    expect(stderr).toContain(`replay ${key} `);
    const again = await asymptopia(["replay", key, apart]);
    expect(again.status).toBe(1);
    expect(again.stderr).toContain("it diverged");
    // A key without a budget numbers the points of the default.
    const point = async (one: string): Promise<unknown> =>
      JSON.parse((await asymptopia(["replay", one, apart])).stdout).point;
    expect(await point("fixture/at-budgets:2:8:0")).toEqual({ shift: 2 });
    expect(await point("fixture/at-budgets@quick:1:8:0")).toEqual({ shift: 3 });
    const wrong = await asymptopia(["replay", "fixture/at-budgets@thorough:1:8:0", apart]);
    expect(wrong).toMatchObject({ status: 2, stdout: "" });
    expect(wrong.stderr).toContain("fixture/at-budgets has no points of its own at budgets other than quick");
  });
});

describe("time limits and replay", () => {
  const hangs = fixture("hangs");
  let key = "";

  it("ends a replicate at its limit, fails its point by its key, and goes on with the others", async () => {
    const words = ["verify", hangs, "--time-limit", "0.5", "--workers", "2", "--out", "hangs"];
    const { status, stderr } = await asymptopia(words);
    expect(status).toBe(1);
    expect(stderr).toContain("ran past the time limit of 0.5 s, which depends on the machine");
    const [never, nowAndThen] = results("hangs").claims;
    expect([never.verdict, nowAndThen.verdict]).toEqual(["supported", "failed"]);
    const { failure } = nowAndThen.points[0];
    expect(failure).toMatchObject({ code: "timed-out", field: "time-limit" });
    key = failure?.key ?? "";
    expect(key).toMatch(/^fixture\/hangs\/now-and-then:1:\d+:\d+$/);
  });

  it("runs the replicate again by its key, to the same end", async () => {
    const { status, stdout, stderr } = await asymptopia(["replay", key, hangs, "--time-limit", "0.5"]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain("code      timed-out");
  });

  it("prints what a replicate shows, all of it and as JSON, with the random numbers of the run", async () => {
    const shared = key.replace("now-and-then", "never");
    const { status, stdout } = await asymptopia(["replay", shared, hangs]);
    expect(status).toBe(0);
    const answer = JSON.parse(stdout);
    const [size, replicate] = key.split(":").slice(2).map(Number);
    const stream = replicateStream({
      seed: "1",
      experiment: "hangs",
      version: 1,
      streamParameters: {},
      size,
      replicate,
    });
    const x = stream.uniform();
    // Where the other point, which has the same numbers, hangs.
    expect(x).toBeLessThan(0.03);
    expect(answer).toEqual({
      key: shared,
      seed: "1",
      experiment: { id: "hangs", version: 1 },
      point: { hangs: false },
      shape: { n: size },
      observations: { x, path: ["NaN", "-Infinity", x] },
    });
    const otherSeed = await asymptopia(["replay", shared, hangs, "--seed", "2"]);
    expect(JSON.parse(otherSeed.stdout).observations.x).not.toBe(x);
  });

  it("shows the shape and the observables of a shipped claim at any size", async () => {
    const { status, stdout } = await asymptopia(["replay", "lp/lemma-3.12~isotropic-theory:1:30:123"]);
    expect(status).toBe(0);
    const { shape, observations } = JSON.parse(stdout);
    expect(Math.min(shape.n, shape.d)).toBe(30);
    expect(observations.kfacInnerProduct).toEqual(expect.any(Number));
  });

  it("prints the failure of a replicate and where it was thrown, with status 1", async () => {
    const words = ["replay", "fixture/breaks-down/throw:1:10:0", fixture("breaks-down")];
    const { status, stdout, stderr } = await asymptopia(words);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/it diverged.*, at size 10, replicate 0\n.*code +invalid-claim/s);
    expect(stderr).toMatch(/RangeError: it diverged\n +at .*breaks-down\.ts:\d+/);
  });

  it("shows what a replicate gave that verification does not take, and says why, with status 1", async () => {
    const words = ["replay", "fixture/breaks-down/nan:1:10:3", fixture("breaks-down")];
    const { status, stdout, stderr } = await asymptopia(words);
    expect(status).toBe(1);
    expect(JSON.parse(stdout).observations).toEqual({ x: "NaN" });
    expect(stderr).toContain("the simulation gave NaN for x at size 10, replicate 3, where there should be a number");
  });

  it("finds a shipped claim beside claim files, as a run of both has it", async () => {
    const { status } = await asymptopia(["replay", "lp/lemma-3.12~isotropic-theory:1:30:123", fixture("breaks-down")]);
    expect(status).toBe(0);
  });

  it.each([
    ["key", "fixture/hangs/never", "claim:point:size:replicate"],
    ["claim", "fixture/hangs/nevr:1:10:0", "did you mean fixture/hangs/never"],
    ["control", "fixture/hangs/never~c:1:10:0", "since fixture/hangs/never has none"],
    ["point", "fixture/hangs/never:2:10:0", "from 1 to 1"],
  ])("names the %s of a key that leads nowhere", async (field, wrong, said) => {
    const { status, stdout, stderr } = await asymptopia(["replay", wrong, hangs]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(new RegExp(`field +${field}`));
    expect(stderr).toContain(said);
  });

  it("names controls that there are, and a size that the experiment cannot realise", async () => {
    const control = await asymptopia(["replay", "lp/lemma-3.12~isotropic:1:100:0"]);
    expect(control).toMatchObject({ status: 2, stdout: "" });
    expect(control.stderr).toContain("isotropic-theory");
    const size = await asymptopia(["replay", "lp/lemma-3.12:1:1:0"]);
    expect(size).toMatchObject({ status: 2, stdout: "" });
    expect(size.stderr).toMatch(/field +key\.size/);
  });
});

describe("report and new", () => {
  it("writes the pages again from results.json, to the byte", async () => {
    await asymptopia(["verify", fixture("sample-variance"), "--out", "again"]);
    const page = join(folder, "again", "fixture", "sample-variance.md");
    const first = readFileSync(page, "utf8");
    rmSync(page);
    expect((await asymptopia(["report", "--out", "again"])).status).toBe(0);
    expect(readFileSync(page, "utf8")).toBe(first);
  });

  it("refuses results that are absent, cut off or foreign", async () => {
    expect((await asymptopia(["report", "--out", "nowhere"])).stderr).toContain("cannot be read");
    const file = join(folder, "again", "results.json");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.slice(0, text.length / 2));
    expect((await asymptopia(["report", "--out", "again"])).stderr).toContain("is not JSON");
    writeFileSync(file, "{}");
    expect(await asymptopia(["report", "--out", "again"])).toMatchObject({ status: 2, stdout: "" });
  });

  it("writes a claim file that is decided as it stands, and never overwrites one", async () => {
    expect((await asymptopia(["new", "mine.ts"])).status).toBe(0);
    const { status } = await asymptopia(["verify", "./mine.ts", "--strict", "--out", "mine"]);
    expect(status).toBe(0);
    const rate = await asymptopia(["new", "rate.ts", "--kind", "rate"]);
    expect(rate.status).toBe(0);
    expect(rate.stderr).toContain("a claim of kind rate");
    expect((await asymptopia(["verify", "./rate.ts", "--budget", "quick", "--strict", "--out", "rate"])).status).toBe(
      0,
    );
    const unknown = await asymptopia(["new", "other.ts", "--kind", "theorem"]);
    expect(unknown).toMatchObject({ status: 2, stdout: "" });
    expect(unknown.stderr).toMatch(/field +kind/);
    expect(existsSync(join(folder, "other.ts"))).toBe(false);
    const again = await asymptopia(["new", "mine.ts"]);
    expect(again.status).toBe(2);
    expect(again.stderr).toContain("exists already");
  });
});
