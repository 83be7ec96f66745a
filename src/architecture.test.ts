import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { moduleGraph, reach, sourceFolder } from "./testing/module-graph.ts";

const graph = moduleGraph();
const inFolder = (folder: string): string[] => [...graph.keys()].filter((module) => module.startsWith(`${folder}/`));
const everyKind = ["eager", "lazy", "types"] as const;

describe("the two witnesses", () => {
  const shared = ["foundation", "model", "linalg"];

  it.each(["theory", "simulation"])(
    "%s reaches itself, foundation, model and linalg, and nothing else of ours",
    (folder) => {
      const modules = inFolder(folder);
      expect(modules.length).toBeGreaterThan(5);
      const allowed = [folder, ...shared];
      const reached = [...reach(graph, modules, everyKind)].filter((module) => graph.has(module));
      expect(reached.filter((module) => !allowed.some((name) => module.startsWith(`${name}/`)))).toEqual([]);
    },
  );

  it("share no module that computes for one of them alone: model and foundation reach neither", () => {
    const reached = [...reach(graph, shared.flatMap(inFolder), everyKind)];
    expect(reached.filter((module) => /^(theory|simulation)\//.test(module))).toEqual([]);
  });

  it("are kept apart by the linter as well, import() included", () => {
    for (const [folder, other] of [
      ["theory", "simulation"],
      ["simulation", "theory"],
    ]) {
      const temporary = mkdtempSync(join(sourceFolder, folder, "linted-"));
      try {
        const file = join(temporary, "trespass.ts");
        writeFileSync(
          file,
          `export const later = import("../../${other}/index.ts");\nexport * from "asymptopia/${other}";\n`,
        );
        let output = "";
        try {
          execFileSync("npx", ["--no-install", "biome", "lint", "--reporter=json", file], { stdio: "pipe" });
        } catch (thrown) {
          output = String((thrown as { stdout: Buffer }).stdout);
        }
        expect(output.match(/lint\/style\/noRestrictedImports/g)).toHaveLength(2);
      } finally {
        rmSync(temporary, { recursive: true });
      }
    }
  });
});

describe("what is loaded when", () => {
  const heavy = ["mathjs", "@observablehq/plot", "linkedom"];
  const eagerly = (...start: string[]): string[] =>
    [...reach(graph, start, ["eager"])].filter((module) => heavy.some((name) => module.startsWith(name)));

  it("knows the heavy packages where they are", () => {
    const all = [...reach(graph, [...graph.keys()], ["eager", "lazy"])];
    for (const name of heavy) expect(all.some((module) => module.startsWith(name))).toBe(true);
  });

  it("help, list, eval, workers and the public API load none of them", () => {
    expect(eagerly("cli/main.ts", "cli/program.ts")).toEqual([]);
    expect(eagerly("cli/commands/list.ts", "cli/commands/eval.ts", "cli/commands/new.ts")).toEqual([]);
    expect(eagerly("runner/worker.ts", "index.ts", "model/index.ts", "theory/index.ts", "simulation/index.ts")).toEqual(
      [],
    );
  });

  it("linear algebra loads nothing of Node, so that it works in a browser", () => {
    const isOfNode = (module: string): boolean => module.startsWith("node:");
    expect([...reach(graph, [...graph.keys()], ["eager", "lazy"])].some(isOfNode)).toBe(true);
    const reached = [...reach(graph, ["linalg/index.ts"], ["eager", "lazy"])];
    expect(reached).toContain("linalg/kernels/instantiate.ts");
    expect(reached.filter(isOfNode)).toEqual([]);
  });

  it("help and errors of usage load no command", () => {
    expect(
      [...reach(graph, ["cli/main.ts"], ["eager"])].filter((module) => module.startsWith("cli/commands/")),
    ).toEqual([]);
  });
});
