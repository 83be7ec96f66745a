import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { atMost } from "../../calibration/assess.ts";
import { limitSetting } from "../../calibration/kinds/limit.ts";
import { type CalibrationResult, failures } from "../../calibration/result.ts";
import { forms } from "../../calibration/rows.ts";
import { renderCalibration } from "../../report/calibration-page.ts";

const main = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "asymptopia-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

// One run of the command for all that is said of its table: it takes a minute of processor time.
let quick: CalibrationResult;
let status: number;
let stdout: string;
beforeAll(async () => {
  const words = ["calibrate", "--quick", "--seed", "1", "--out", "report"];
  await new Promise<void>((resolve) => {
    execFile(process.execPath, [main, ...words], { cwd: folder }, (error, printed) => {
      status = error === null ? 0 : Number(error.code);
      stdout = printed;
      resolve();
    });
  });
  quick = JSON.parse(readFileSync(join(folder, "report/calibration.json"), "utf8")) as CalibrationResult;
}, 600_000);

it("measures error rates in the quick form, threads included, and writes the page", () => {
  expect(status).toBe(0);
  expect(stdout).toContain("order of arrival and threads: same bytes");
  expect(quick.agreement.length).toBeGreaterThan(6);
  for (const { threads, randomOrder } of quick.agreement) expect([threads, randomOrder]).toEqual([true, true]);
  expect(stdout.split("\n").length).toBeGreaterThan(quick.rows.length);
  expect(readFileSync(join(folder, "report/calibration.md"), "utf8")).toContain("no row fails");
});

describe("the quick table", () => {
  // A row fails only where Bin(claims, α) reaches its count with probability below 1e-6/1000, and asks at most two such
  // questions: of fewer than 500 rows, one fails by chance with probability below 1e-6, were all errors at rate α exactly.
  // The mutants' share fails at evidence 1e6, which has probability 1e-6 as well, were it at α; it is far below.
  it("has no failing row", () => {
    expect(quick.rows.length + quick.units.length).toBeLessThan(500);
    expect(quick.rows.filter(({ outcome }) => outcome === "fails")).toEqual([]);
    expect(quick.units.filter(({ outcome }) => outcome === "fails")).toEqual([]);
    expect(quick.mutants.outcome).not.toBe("fails");
    expect(quick.agreement.filter(({ randomOrder }) => !randomOrder)).toEqual([]);
    expect(failures(quick)).toBe(0);
  });

  it("has every kind with every truth that it knows, and counts that add up", () => {
    const kinds = new Set(quick.rows.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(["bound", "identity", "law", "limit", "ordering", "rate"]);
    for (const kind of kinds) {
      const truths = new Set(quick.rows.filter((row) => row.kind === kind).map(({ truth }) => truth));
      expect(truths).toContain("false");
      expect(
        [...truths].some((truth) => ["just true", "on the edge"].includes(truth)),
        kind,
      ).toBe(true);
    }
    for (const { claims, refuted, supported, undecided } of quick.rows) {
      expect(refuted.share + supported.share + undecided).toBeCloseTo(1, 12);
      expect(refuted.count + supported.count).toBeLessThanOrEqual(claims);
      expect(refuted.interval[0]).toBeLessThanOrEqual(refuted.share);
      expect(refuted.interval[1]).toBeGreaterThanOrEqual(refuted.share);
    }
  });

  it("spends the units that its scenarios declare where nothing is decided", () => {
    // A claim that is too noisy asks for all of its units, but for those that err.
    const noisy = quick.rows.filter(({ kind, what }) => kind === "limit" && what.includes("noise"));
    const { units, perUnit } = limitSetting;
    const all = units * perUnit.reduce((sum, count) => sum + count, 0);
    expect(noisy.length).toBeGreaterThan(2);
    for (const { meanReplicates } of noisy) {
      expect(meanReplicates).toBeGreaterThan(0.8 * all);
      expect(meanReplicates).toBeLessThanOrEqual(all);
    }
  });

  it("shows what peeking costs a textbook interval", () => {
    expect(atMost(quick.peeking.refuted.count, quick.peeking.claims, quick.peeking.alpha)).toBe("fails");
  });

  it("refutes the wrong mutants and hardly a true one", () => {
    const { claims, wrong, wrongRefuted, falseDiscoveryRate, true: right } = quick.mutants;
    expect(right).toBe(8);
    // The judge stops when its own claim is decided, and some of the wrong ones are little outside the margin.
    expect(wrongRefuted).toBeGreaterThan(0.3 * wrong * claims);
    expect(falseDiscoveryRate).toBeLessThanOrEqual(quick.mutants.alpha);
  });

  it("has rows of skewed units, exact where they are Gaussian", () => {
    expect(
      quick.units.filter(({ guarantee }) => guarantee === "exact").map(({ kind, skewness }) => [kind, skewness]),
    ).toEqual([
      ["limit", 0],
      ["rate", 0],
      ["ordering", 0],
    ]);
    for (const { sequences, alpha, below, above, missed } of quick.units) {
      expect([sequences, alpha]).toEqual([forms.quick.sequences, 1e-5]);
      expect(missed.count).toBe(below + above);
    }
    expect(forms.full.sequences).toBeGreaterThanOrEqual(1e6);
  });

  it("counts the failures of all its parts", () => {
    const failing = <Row>(rows: readonly Row[]): readonly Row[] => [{ ...rows[0], outcome: "fails" }, ...rows.slice(1)];
    const [first, ...others] = quick.agreement;
    expect(failures({ ...quick, rows: failing(quick.rows) })).toBe(1);
    expect(failures({ ...quick, units: failing(quick.units) })).toBe(1);
    expect(failures({ ...quick, mutants: { ...quick.mutants, outcome: "fails" } })).toBe(1);
    expect(failures({ ...quick, agreement: [{ ...first, randomOrder: false }, ...others] })).toBe(1);
    expect(failures({ ...quick, agreement: [{ ...first, threads: false }, ...others] })).toBe(1);
    const spoilt = { ...quick, units: failing(quick.units) };
    expect(renderCalibration(spoilt).get("calibration.md")).toMatch(/\*\*[^\n]*; 1 of [0-9,]+ fail;/);
  });

  it("renders to a page and data that say the same", () => {
    const files = renderCalibration(quick);
    expect([...files.keys()]).toEqual(["calibration.md", "calibration.json"]);
    expect(JSON.parse(files.get("calibration.json") as string)).toEqual(JSON.parse(JSON.stringify(quick)));
    const page = files.get("calibration.md") as string;
    expect(page).toContain("no row fails");
    expect(page.match(/^\| /gm)?.length).toBeGreaterThan(quick.rows.length + quick.units.length);
    const rowsOfUnits = page.match(/^\| \w+ \| [^|]+ \| \d\.\d\d \| (exact|asymptotic) \|/gm);
    expect(rowsOfUnits).toHaveLength(quick.units.length);
    expect(() => renderCalibration({ ...quick, rows: [{ ...quick.rows[0], undecided: Number.NaN }] })).toThrow(
      /undecided/,
    );
  });
});
