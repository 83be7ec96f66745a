import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { renderBenchmarks } from "./page.ts";
import { compareRatios, parseBaseline, ratiosOf } from "./ratios.ts";
import type { BenchmarkResult } from "./result.ts";

const text = (path: string): string => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");
const result = JSON.parse(text("reports/benchmarks.json")) as BenchmarkResult;

it("the committed page is what benchmarks.json renders to, and of the full form", () => {
  for (const [name, content] of renderBenchmarks(result)) expect(text(`reports/${name}`), name).toBe(content);
  expect(result.form).toBe("full");
  expect(result.scaling).not.toBeNull();
});

it("the committed baseline has a ratio for everything that the page compares", () => {
  const baseline = parseBaseline(text("benchmarks/baseline.json"));
  const { missing, added, compared } = compareRatios(baseline, ratiosOf(result));
  expect({ missing, added }).toEqual({ missing: [], added: [] });
  expect(compared).toBeGreaterThan(40);
});
