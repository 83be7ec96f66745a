import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { AsymptopiaError } from "../foundation/errors.ts";
import { loadCatalogue, shippedCatalogue } from "./catalogue.ts";
import { moduleUrl } from "./load-module.ts";

let root: string;
let folder: string;
let folders = 0;
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "asymptopia-")));
});
beforeEach(() => {
  // A folder of its own for every test: a module is evaluated once, whatever becomes of its file.
  folder = join(root, String(folders));
  folders += 1;
  mkdirSync(folder);
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(name: string, text: string): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** Text of a module with a function `claim` that makes claims about the shipped experiment. */
const preamble = `
import { exactly, limitClaim } from "asymptopia";
import { oneStepExperiment } from "asymptopia/simulation";
const claim = (id: string) => limitClaim({
  id,
  title: "t",
  statement: "s",
  assumptions: [],
  source: { reference: "r", status: "new" },
  experiment: oneStepExperiment,
  grid: [{ population: { kind: "ar1", rho: 0 }, phi: 1, teacher: { kind: "relu" }, noiseVariance: 0 }],
  sizes: [5, 6],
  test: {
    observable: "sgdCorrelation",
    formula: { expression: "one", symbols: { one: { tex: "1", meaning: "1" } }, inputs: () => ({ one: exactly(1) }) },
    margin: { absolute: 1 },
    residualBias: { absolute: 0 },
    finiteSizeExponent: 1,
  },
});
const exhibit = (id: string) => ({ kind: "exhibit", id, points: [], draw: () => [] });
`;
const exporting = (expression: string): string => `${preamble}export default ${expression};\n`;

async function ids(...paths: string[]): Promise<{ claims: string[]; exhibits: string[] }> {
  const { claims, exhibits } = await loadCatalogue(paths);
  return { claims: claims.map(({ claim }) => claim.id), exhibits: exhibits.map(({ exhibit }) => exhibit.id) };
}

async function errorOf(...paths: string[]): Promise<AsymptopiaError> {
  const thrown = await loadCatalogue(paths).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(AsymptopiaError);
  return thrown as AsymptopiaError;
}

describe("a catalogue", () => {
  it("takes from a file its claim, its exhibit, or a list of them, with the file's URL", async () => {
    const one = write("one.ts", exporting('claim("a/one")'));
    const many = write("many.ts", exporting('[claim("b"), exhibit("figure"), claim("a")]'));
    const catalogue = await loadCatalogue([one, many]);
    expect(catalogue.claims.map(({ claim, module }) => [claim.id, module])).toEqual([
      ["a", moduleUrl(many)],
      ["a/one", moduleUrl(one)],
      ["b", moduleUrl(many)],
    ]);
    expect(catalogue.exhibits.map(({ exhibit, module }) => [exhibit.id, module])).toEqual([
      ["figure", moduleUrl(many)],
    ]);
    expect(await ids(write("figure.ts", exporting('exhibit("figure-3")')))).toEqual({
      claims: [],
      exhibits: ["figure-3"],
    });
  });

  it("orders by code unit, wherever the claims come from", async () => {
    const first = write("1.ts", exporting('[claim("b"), claim("a-b"), claim("B"), exhibit("z")]'));
    const second = write(
      "2.ts",
      exporting('[claim("a/b"), claim("a.b"), claim("a"), exhibit("Z"), exhibit("10"), exhibit("9")]'),
    );
    const ordered = { claims: ["B", "a", "a-b", "a.b", "a/b", "b"], exhibits: ["10", "9", "Z", "z"] };
    expect(await ids(first, second)).toEqual(ordered);
    expect(await ids(second, first)).toEqual(ordered);
  });

  it("takes from a folder the modules at every depth, and no others", async () => {
    const names = ["a.ts", "b.mts", "c.js", "d.mjs", "deep/er/e.ts"];
    for (const [i, name] of names.entries()) {
      const typed = exporting(`claim("id-${i}")`);
      write(name, name.endsWith("js") ? typed.replaceAll("id: string", "id") : typed);
    }
    const throwing = 'throw new Error("this must not be loaded");\n';
    for (const name of [
      "a.test.ts",
      "deep/a.bench.ts",
      "types.d.ts",
      "types.d.mts",
      "deep/a.test.mjs",
      "notes.md",
      "data.json",
      "old.cjs",
      "node_modules/other/index.js",
      "deep/node_modules/x.ts",
    ]) {
      write(name, throwing);
    }
    mkdirSync(join(folder, "looks-like-a-module.ts"));
    expect((await ids(folder)).claims).toEqual(names.map((_, i) => `id-${i}`));
    const others = await loadCatalogue([relative(process.cwd(), folder)]);
    expect(others.claims.map(({ module }) => module)).toEqual(names.map((name) => moduleUrl(join(folder, name))));
  });

  it("loads a test that is named itself", async () => {
    expect((await ids(write("a.test.ts", exporting('claim("tested")')))).claims).toEqual(["tested"]);
  });

  it("takes modules without default export for helpers in a folder, and for a mistake when they are named", async () => {
    const helper = write("helper.ts", "export const a = 1;\n");
    write("claim.ts", exporting('claim("a")'));
    expect((await ids(folder)).claims).toEqual(["a"]);
    expect(await errorOf(helper)).toMatchObject({
      code: "invalid-claim",
      field: "default",
      value: "no default export",
    });
    expect((await errorOf(helper)).message).toContain(`${helper}: its default export must be a claim`);
  });

  it("counts once a file that is reached twice", async () => {
    const file = write("claim.ts", exporting('[claim("a"), exhibit("figure")]'));
    expect(await ids(file, folder, relative(process.cwd(), file))).toEqual({ claims: ["a"], exhibits: ["figure"] });
  });

  it("of the package has the claims on both lemmas and the figure", async () => {
    const { claims, exhibits } = await ids(shippedCatalogue);
    expect(claims).toEqual(expect.arrayContaining(["lp/lemma-3.10", "lp/lemma-3.12", "lp/lemma-3.12/inner-product"]));
    expect(exhibits).toContain("figure-3");
  });
});

describe("what is no catalogue", () => {
  it("is absent", async () => {
    for (const path of [join(folder, "absent.ts"), join(folder, "absent")]) {
      expect(await errorOf(path)).toMatchObject({
        code: "unreadable-file",
        field: "file",
        value: path,
        message: `${path} does not exist`,
      });
    }
  });

  it("holds nothing: an empty folder, one of helpers, an empty list", async () => {
    const empty = join(folder, "empty");
    mkdirSync(empty);
    const helpers = dirname(write("helpers/a.ts", "export const a = 1;\n"));
    const list = write("list.ts", "export default [];\n");
    const claim = write("claim.ts", exporting('claim("a")'));
    for (const path of [empty, helpers, list]) {
      expect(await errorOf(claim, path)).toMatchObject({
        code: "unreadable-file",
        field: "file",
        value: path,
        message: `${path} holds no claim or exhibit`,
      });
    }
  });

  it.each([
    ["number", "3", "default", "3"],
    ["null", "null", "default", "null"],
    ["object", "{}", "default", "an object with no members"],
    ["promise-like", "{ then: 1, id: 2 }", "default", "an object with then, id"],
    ["hole", '[claim("a"), undefined]', "default[1]", "undefined"],
    ["list-in-list", '[claim("a"), [claim("b")]]', "default[1]", "an object with 0"],
    [
      "exhibit-without-figures",
      '{ kind: "exhibit", id: "a", points: [] }',
      "default",
      "an object with kind, id, points",
    ],
    ["exhibit-without-points", '{ ...exhibit("a"), points: 1 }', "default", "an object with kind, id, points, draw"],
    ["exhibit-without-id", "exhibit(undefined)", "default", "an object with kind, id, points, draw"],
  ])("exports a %s", async (name, expression, field, value) => {
    const file = write(`${name}.ts`, exporting(expression));
    expect(await errorOf(file)).toMatchObject({ code: "invalid-claim", field, value, accepted: "limitClaim({ … })" });
    expect(await errorOf(folder)).toMatchObject({ code: "invalid-claim", field });
  });

  it.each([
    ["test without kind", '{ ...claim("a"), test: { ...claim("a").test, kind: undefined } }'],
    ["no grid", '{ ...claim("a"), grid: undefined }'],
    ["no sizes", '{ ...claim("a"), sizes: undefined }'],
    ["no controls", '{ ...claim("a"), controls: undefined }'],
    ["no experiment", '{ ...claim("a"), experiment: undefined }'],
    ["no test", '{ ...claim("a"), test: undefined }'],
    ["no id", '{ ...claim("a"), id: undefined }'],
  ])("exports a definition that limitClaim has not seen: %s", async (_, expression) => {
    const error = await errorOf(write("definition.ts", exporting(expression)));
    expect(error).toMatchObject({ code: "invalid-claim", field: "default" });
    expect(error.message).toContain("made by limitClaim");
  });

  it("does not load", async () => {
    const file = write("throws.ts", "null.length;\n");
    expect(await errorOf(folder)).toMatchObject({ code: "unreadable-file", field: "file", value: file });
  });

  it("has an id twice: in a file, in two, by a claim and an exhibit", async () => {
    const first = write("1.ts", exporting('claim("a")'));
    const second = write("2.ts", exporting('[exhibit("a"), claim("b")]'));
    const both = await errorOf(first, second);
    expect(both).toMatchObject({ code: "invalid-claim", field: "id", value: "a" });
    expect(both.message).toBe(`two claims or exhibits are called a, in ${first} and ${second}`);
    const third = write("3.ts", exporting('[claim("c"), claim("d"), claim("c")]'));
    expect((await errorOf(third)).message).toBe(`two claims or exhibits are called c, in ${third}`);
  });
});
