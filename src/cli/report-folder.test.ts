import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { checkOut, writeOut } from "./report-folder.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "asymptopia-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it("names the option whose folder cannot be written to", async () => {
  const taken = join(folder, "taken");
  mkdirSync(taken);
  writeFileSync(join(taken, "README.md"), "mine\n");
  const refusal = { code: "invalid-input", field: "out", value: taken };
  await expect(checkOut(taken)).rejects.toMatchObject(refusal);
  await expect(writeOut(taken, new Map([["README.md", "<!-- other -->"]]))).rejects.toMatchObject(refusal);
  await expect(writeOut(taken, new Map([["../a.md", ""]]))).rejects.toMatchObject({ field: "files" });
  await expect(checkOut(join(folder, "free"))).resolves.toBeUndefined();
});
