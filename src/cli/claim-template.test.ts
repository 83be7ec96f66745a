import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadCatalogue } from "../claims/catalogue.ts";
import { loadModule } from "../claims/load-module.ts";
import { renderReport } from "../report/render-report.ts";
import { parseResults, serializeResults } from "../report/results.ts";
import { formulas } from "../report/testing/read-markdown.ts";
import { executeJob, loadExperiment } from "../runner/execute-job.ts";
import type { Executor } from "../runner/executor.ts";
import { verifyCatalogue } from "../runner/verify-catalogue.ts";
import { parseBudget } from "../verification/budget.ts";
import { claimTemplate, templateKinds } from "./claim-template.ts";

/** Runs jobs in this thread, on experiments from their own modules. */
const executor: Executor = {
  concurrency: 1,
  execute: (job) => executeJob(job, (name) => loadExperiment(name, loadModule), loadModule),
  close: async () => {},
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "asymptopia-templates-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("the template of a claim", () => {
  it("is there for every kind", () => {
    expect([...templateKinds].sort()).toEqual(["bound", "identity", "law", "limit", "ordering", "rate"]);
  });

  // The limit takes seconds: the tests of the command run it. Fixed seed; that a true statement is refuted, or a false control supported, has probability 1e-6 at most: alpha.
  it.each(templateKinds.filter((kind) => kind !== "limit"))("%s: is supported, its control refuted", async (kind) => {
    const file = join(folder, `${kind}.ts`);
    await writeFile(file, claimTemplate(kind, `my/${kind}`));
    const { claims } = await loadCatalogue([file]);
    const { result } = await verifyCatalogue({
      claims,
      seed: "1",
      alpha: 1e-6,
      budget: parseBudget("quick"),
      executor,
      command: "asymptopia verify",
    });
    const [claim] = result.claims;
    expect(claim).toMatchObject({ id: `my/${kind}`, kind, verdict: "supported" });
    expect(claim.controls.map(({ verdict }) => verdict)).toEqual(["refuted"]);
    // A backslash lost on the way from the template to the page leaves the bare name of a command.
    const pages = await renderReport(result);
    for (const tex of Object.values(formulas(pages.get(`my/${kind}.md`) as string)).flat()) {
      expect(tex.replace(/\\[a-zA-Z]+/g, "")).not.toMatch(/[a-z]{3,}|\s(op|ar)\b/);
    }
    expect(parseResults(JSON.parse(serializeResults(result)))).toEqual(result);
  });

  it("is refused for a word that is no kind", () => {
    for (const kind of ["limits", "toString", ""]) {
      expect(() => claimTemplate(kind, "my/claim")).toThrowError(
        expect.objectContaining({
          code: "invalid-input",
          field: "kind",
          value: kind,
          accepted: "one of limit, identity, bound, law, ordering, rate",
        }),
      );
    }
  });
});
