import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AsymptopiaError } from "../foundation/errors.ts";
import * as asymptopia from "../index.ts";
import * as model from "../model/index.ts";
import * as simulation from "../simulation/index.ts";
import * as theory from "../theory/index.ts";
import { loadModule, moduleUrl } from "./load-module.ts";

let folder: string;
beforeAll(() => {
  // A folder that is outside of the package, and whose name has all that URLs escape.
  folder = join(realpathSync(mkdtempSync(join(tmpdir(), "asymptopia-"))), "claims of λ #1 %20?");
  mkdirSync(folder);
});
afterAll(() => {
  rmSync(dirname(folder), { recursive: true, force: true });
});

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

async function errorOf(file: string, code = "unreadable-file"): Promise<AsymptopiaError> {
  const thrown = await loadModule(moduleUrl(file)).then(
    () => null,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(AsymptopiaError);
  expect(thrown).toMatchObject({ code });
  return thrown as AsymptopiaError;
}

describe("a module", () => {
  it("is TypeScript or JavaScript, with helpers beside it", async () => {
    write("helper.ts", "export type Width = number;\nexport const width: Width = 3;\n");
    const typescript = write(
      "typed.ts",
      'import { type Width, width } from "./helper.ts";\nconst twice: Width = 2 * width;\nexport default twice satisfies Width;\n',
    );
    expect((await loadModule(moduleUrl(typescript))).default).toBe(6);
    const modern = write("typed.mts", "export const one: number = 1;\n");
    expect(await loadModule(moduleUrl(modern))).toMatchObject({ one: 1 });
    for (const name of ["plain.js", "plain.mjs"]) {
      const javascript = write(name, "export default await Promise.resolve({ phi: 1 });\n");
      expect((await loadModule(moduleUrl(javascript))).default).toEqual({ phi: 1 });
    }
  });

  it("without default export has none", async () => {
    const file = write("helpers-only.ts", "export const a = 1;\n");
    expect((await loadModule(moduleUrl(file))).default).toBeUndefined();
  });

  it("knows its own URL, by which workers find its experiment", async () => {
    const file = write("own-url.ts", "const url = import.meta.url;\nexport default url;\n");
    const url = (await loadModule(moduleUrl(file))).default;
    expect(url).toBe(moduleUrl(file));
    expect(fileURLToPath(url as string)).toBe(file);
  });

  it("is evaluated once", async () => {
    const file = write("once.ts", "export default {};\n");
    expect((await loadModule(moduleUrl(file))).default).toBe((await loadModule(moduleUrl(file))).default);
  });

  it("of the package itself is the one that runs", async () => {
    const { experiment } = await loadModule(simulation.oneStepExperiment.module);
    expect(experiment).toBe(simulation.oneStepExperiment);
  });
});

describe("inside a module, asymptopia", () => {
  it("and its subpaths are this very copy, in helpers too", async () => {
    write(
      "reexport.ts",
      ["", "/model", "/theory", "/simulation"]
        .map((path, i) => `export * as part${i} from "asymptopia${path}";`)
        .join("\n"),
    );
    const file = write("imports.ts", 'export * from "./reexport.ts";\n');
    const parts = await loadModule(moduleUrl(file));
    for (const [i, own] of [asymptopia, model, theory, simulation].entries()) {
      const loaded = parts[`part${i}`] as Record<string, unknown>;
      const names = Object.keys(own);
      expect(names.length).toBeGreaterThan(2);
      for (const name of names) expect(loaded[name]).toBe((own as Record<string, unknown>)[name]);
    }
  });

  it("has one registry of activations with ours", async () => {
    const file = write(
      "registers.ts",
      'import { defineActivation } from "asymptopia/model";\nexport default defineActivation({ name: "load-module-test", value: (z) => 3 * z, derivative: () => 3 });\n',
    );
    const specification = (await loadModule(moduleUrl(file))).default;
    expect(model.parseActivation(specification).value(2)).toBe(6);
  });
});

describe("a module that does not load", () => {
  it("is absent", async () => {
    const file = join(folder, "absent.ts");
    const error = await errorOf(file);
    expect(error).toMatchObject({ field: "file", value: file, accepted: "a module that loads" });
    expect(error.message).toBe(`${file} does not load: Cannot find module '${file}'`);
  });

  it("imports what is absent", async () => {
    const error = await errorOf(write("imports-absent.ts", '\nimport "./nowhere.ts";\n'));
    expect(error.message).toMatch(/imports-absent\.ts does not load: Cannot find module '\.\/nowhere\.ts' \(line 2\)$/);
  });

  it("does not compile: the place is named once", async () => {
    const file = write("syntax.ts", "const a = 1;\nconst b: = 2;\n");
    const error = await errorOf(file);
    expect(error.message).toMatch(/does not load: .*Unexpected token.*:2:9/);
    expect(error.message.split(file)).toHaveLength(3);
    expect(error.message).not.toMatch(/\n|\(line/);
  });

  it("throws: its message, the line, and the cause are kept, the second time as well", async () => {
    const file = write(
      "throws.ts",
      'type A = number;\n\nconst a: A = 1;\nif (a > 0) throw new RangeError("no such width");\n',
    );
    for (let time = 0; time < 2; time += 1) {
      const error = await errorOf(file);
      expect(error.message).toBe(`${file} does not load: no such width (line 4)`);
      expect(error.cause).toBeInstanceOf(RangeError);
      expect(error.field).toBe("file");
    }
  });

  it("throws in a helper", async () => {
    write("bad-helper.ts", "export const a = undefinedName;\n");
    const error = await errorOf(
      write("uses-bad-helper.ts", '\n\nimport { a } from "./bad-helper.ts";\nexport default a;\n'),
    );
    expect(error.message).toContain("undefinedName is not defined");
  });

  it.each([
    ["text", '"a width"', "a width"],
    ["nothing", "undefined", "undefined"],
    ["an object", "{ width: 1 }", '{"width":1}'],
  ])("throws %s that is no error", async (name, thrown, message) => {
    const file = write(`throws-${name.replace(" ", "-")}.ts`, `throw ${thrown};\n`);
    expect((await errorOf(file)).message).toBe(`${file} does not load: ${message}`);
  });

  it("keeps code, field, value and accepted of an error of ours", async () => {
    const file = write(
      "invalid.ts",
      'import { grid } from "asymptopia";\n\nexport const points = grid({ phi: [1], lambda: [] });\n',
    );
    const error = await errorOf(file, "invalid-input");
    expect(error).toMatchObject({ field: "lambda", value: [], accepted: "a list of at least one value" });
    expect(error.message).toBe(`${file} does not load: lambda must be a list of at least one value, not [] (line 3)`);
    expect(error.cause).toBeInstanceOf(AsymptopiaError);
    expect(error.cause).toMatchObject({ code: "invalid-input" });
  });

  it("keeps the absence of a value: the file is none", async () => {
    const file = write(
      "absent-member.ts",
      'import { parsePopulation } from "asymptopia/model";\nparsePopulation({ kind: "ar1" });\n',
    );
    expect(await errorOf(file, "invalid-input")).toMatchObject({ field: "population.rho", value: undefined });
  });

  it("is no file URL at all", async () => {
    for (const url of ["https://example.org/claim.ts", "claim.ts"]) {
      const error = await loadModule(url).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ name: "AsymptopiaError", code: "unreadable-file", field: "file", value: url });
    }
  });
});
