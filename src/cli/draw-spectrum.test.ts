import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { descendants, parseSvg } from "../report/testing/read-svg.ts";
import { evalCommand } from "./commands/eval.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "asymptopia-spectrum-"));
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
});
afterAll(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

/** The texts of the figure, and the x-coordinates of its dashed vertical lines. */
async function drawn(quantity: string, parameters: object) {
  const file = join(folder, "figure.svg");
  expect(await evalCommand(quantity, JSON.stringify(parameters), { plot: file })).toBe(0);
  const text = await readFile(file, "utf8");
  expect(text).not.toMatch(/NaN|Infinity|undefined/);
  const nodes = [...descendants(parseSvg(text))];
  const dashed = nodes.filter((node) =>
    node.tagName === "g" ? [...node.attributes].some(({ name }) => name === "stroke-dasharray") : false,
  );
  const texts = nodes.filter(({ tagName }) => tagName === "text").map(({ textContent }) => textContent);
  // One of them is in the legend.
  return { texts, edges: dashed.length - 1, text };
}

describe("eval --plot", () => {
  it("draws every edge, the axes' names and a title", async () => {
    const population = { kind: "atoms", values: [2, 5.5], weights: [3, 1] };
    const { texts, edges, text } = await drawn("support", { population, phi: 0.1 });
    expect(edges).toBe(4);
    expect(texts).toEqual(expect.arrayContaining(["eigenvalue x", "density f(x)", "f(x)", "edges"]));
    expect(texts.some((line) => line.startsWith("limiting spectrum for") && line.endsWith("φ = 0.1"))).toBe(true);
    expect(text).toContain("from 1.0055");
  });

  it("shows the atom at 0, and the hard edge cut off at the top", async () => {
    const population = { kind: "atoms", values: [1] };
    const { texts } = await drawn("spectral-density", { population, phi: 2, x: 1 });
    expect(texts).toContain("atom at 0 of mass 0.5");
    const hard = await drawn("spectral-cdf", { population, phi: 1, x: 1 });
    expect(hard.edges).toBe(2);
    // The density 1/(π√x) is infinite at 0, and cut off where 2√x/π = 0.03: at 6.7.
    const ticks = hard.texts.map(Number).filter((tick) => tick > 0);
    expect(Math.max(...ticks)).toBeLessThan(8);
  });

  it("takes a logarithmic axis for far scales, where the atom is told but not drawn", async () => {
    const population = { kind: "atoms", values: [0, 1e-3, 1, 1e3] };
    const { texts, edges } = await drawn("moment", { population, phi: 0.1, order: 2 });
    expect(edges).toBe(6);
    expect(texts).toEqual(
      expect.arrayContaining(["x f(x), density per unit of log x", "not shown: atom at 0 of mass 0.25"]),
    );
  });

  it("is refused where there is no spectrum, for another format, and for a folder that does not exist", async () => {
    const parameters = JSON.stringify({ beta: 1, s: 0 });
    const spectrum = JSON.stringify({ population: { kind: "ar1", rho: 0.5 }, phi: 0.5 });
    for (const [quantity, json, options] of [
      ["tracy-widom-cdf", parameters, { plot: "a.svg" }],
      ["support", spectrum, { plot: "a.png" }],
      ["support", spectrum, { plot: join(folder, "absent", "a.svg") }],
      [undefined, undefined, { plot: "a.svg" }],
      [undefined, undefined, { plot: "a.svg", jsonl: true }],
    ] as const) {
      await expect(evalCommand(quantity, json, options)).rejects.toMatchObject({ field: "plot" });
    }
  });
});
