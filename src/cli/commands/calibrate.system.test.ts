import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it } from "vitest";
import type { CalibrationResult } from "../../calibration/result.ts";

const main = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "asymptopia-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it("measures error rates in the quick form, threads included, and writes the page", { timeout: 600_000 }, async () => {
  const words = ["calibrate", "--quick", "--out", "report"];
  const { status, stdout } = await new Promise<{ status: number; stdout: string }>((resolve) => {
    execFile(process.execPath, [main, ...words], { cwd: folder }, (error, stdout) => {
      resolve({ status: error === null ? 0 : Number(error.code), stdout });
    });
  });
  expect(status).toBe(0);
  expect(stdout).toContain("order of arrival and threads: same bytes");
  const result = JSON.parse(readFileSync(join(folder, "report/calibration.json"), "utf8")) as CalibrationResult;
  expect(result.agreement.length).toBeGreaterThan(6);
  for (const { threads, randomOrder } of result.agreement) expect([threads, randomOrder]).toEqual([true, true]);
  expect(stdout.split("\n").length).toBeGreaterThan(result.rows.length);
  expect(readFileSync(join(folder, "report/calibration.md"), "utf8")).toContain("no row fails");
});
