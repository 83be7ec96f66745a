import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { failures } from "../calibration/result.ts";
import { parseWith } from "../foundation/parse.ts";
import { renderCalibration } from "./calibration-page.ts";
import { calibrationSchema } from "./calibration-schema.ts";
import { withVerdicts } from "./readme-verdicts.ts";
import { renderReport } from "./render-report.ts";
import { readResults } from "./results.ts";

const path = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const results = await readResults(path("reports/results.json"));

describe("the report that is committed", () => {
  it("is what results.json renders to", async () => {
    const files = await renderReport(results, { calibrated: true });
    for (const { id } of results.claims) expect(files.has(`${id}.md`), id).toBe(true);
    for (const [name, text] of files) expect(readFileSync(path(`reports/${name}`), "utf8"), name).toBe(text);
  });

  it("is of a default run with everything decided as expected", () => {
    expect(results.budget).toBe("default");
    for (const { id, verdict, expected } of results.claims) expect(verdict, id).toBe(expected);
  });

  it("refutes at least 90 % of each formula's inequivalent mutants", () => {
    for (const claim of results.claims) {
      if (claim.kind !== "limit") continue;
      const { id, mutants } = claim;
      expect(mutants.total, id).toBeGreaterThan(0);
      expect(mutants.killed / mutants.total, id).toBeGreaterThanOrEqual(0.9);
    }
  });
});

describe("the calibration that is committed", () => {
  const calibration = parseWith(calibrationSchema, JSON.parse(readFileSync(path("reports/calibration.json"), "utf8")));

  it("is what calibration.json renders to", () => {
    for (const [name, text] of renderCalibration(calibration)) {
      expect(readFileSync(path(`reports/${name}`), "utf8"), name).toBe(text);
    }
  });

  it("has no row that fails, and at least 2,000 claims of every kind and law where they are true", () => {
    expect(failures(calibration)).toBe(0);
    const usual = calibration.rows.filter(({ block }) => block !== "a look after every unit");
    expect(new Set(usual.map(({ kind }) => kind)).size).toBe(6);
    for (const { claims, law } of usual) expect(claims, law).toBeGreaterThanOrEqual(2000);
  });
});

describe("the README", () => {
  const readme = readFileSync(path("README.md"), "utf8");

  it("shows the verdicts of that report", () => {
    expect(readme).toContain("<!-- verdicts -->");
    expect(withVerdicts(readme, results)).toBe(readme);
  });

  it("links to files that exist", () => {
    const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, target]) => target);
    const local = links.filter((target) => !target.startsWith("http"));
    expect(local.length).toBeGreaterThan(5);
    for (const target of local) expect(existsSync(path(target)), target).toBe(true);
  });
});
