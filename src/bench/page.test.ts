import { describe, expect, it } from "vitest";
import { GENERATED_MARK } from "../report/markdown.ts";
import { renderBenchmarks } from "./page.ts";
import type { BenchmarkResult } from "./result.ts";
import { exampleResult } from "./testing/result.ts";

const pageOf = (result: BenchmarkResult): string => renderBenchmarks(result).get("benchmarks.md") ?? "";

describe("renderBenchmarks", () => {
  const page = pageOf(exampleResult());

  it("marks its files as generated, and keeps all numbers beside the page", () => {
    const files = renderBenchmarks(exampleResult());
    expect([...files.keys()]).toEqual(["benchmarks.md", "benchmarks.json"]);
    expect(page.startsWith(`<!-- ${GENERATED_MARK} from benchmarks.json.`)).toBe(true);
    expect(files.get("benchmarks.json")?.startsWith('{\n  "schema": "asymptopia-benchmarks/1"')).toBe(true);
    expect(JSON.parse(files.get("benchmarks.json") ?? "")).toEqual(exampleResult());
  });

  it("says what the machine is, and which kernel OpenBLAS chose", () => {
    expect(page).toContain("| processor | a processor, 2 cores |");
    expect(page).toContain("no SciPy; OpenBLAS of NumPy: kernel SkylakeX, threads: 2");
    expect(page).toContain("| load before the run | 0.25 processes |");
  });

  it("has a ratio for each alternative, a column for those of several rows, and a dash for none", () => {
    expect(page).toContain("|  | asymptopia | NumPy, 2 threads | other |");
    expect(page).toMatch(/\| \$AB\$ \| 250 ms \[250 ms, 250 ms\] \| × 0\.3 .*ml-matrix × 10 .*NumPy, 1 thread × 0\.5 /);
    expect(page).toMatch(/\| normals \| .* \| × 2 .* \| three loops × 3 /);
    expect(page).toMatch(/\| 32 replicates \| 250 ms .* \| × 1\.9 /);
  });

  it("says what the time to the standard error is spent on", () => {
    expect(page).toContain("SGD and KFAC: 400 × reduced, 8 s");
    expect(page).toMatch(/\| NumPy, 1 thread, 1 column \| 3 s .* \| 12 \[12, 12\] \|/);
    expect(page).toContain("0.8000 ± 0.0020");
  });

  it("gives exponents with their range", () => {
    expect(page).toContain("| 2.13 ± 0.06 | 250–4,000 |");
  });

  it("is whole without NumPy and without the scaling", () => {
    const { accuracy, machine, ...rest } = exampleResult();
    const [ours] = accuracy.plans;
    const alone = (contest: typeof accuracy.literal) => ({
      ...contest,
      timings: contest.timings.slice(0, 1),
      ratios: [],
    });
    const text = pageOf({
      ...rest,
      form: "quick",
      machine: { ...machine, numpy: [] },
      accuracy: {
        ...accuracy,
        literal: alone(accuracy.literal),
        columns: alone(accuracy.columns),
        contest: alone(accuracy.contest),
        plans: [ours],
        numpyMoments: [],
      },
      scaling: null,
    });
    expect(text).toContain("not found: no `python3` that has it");
    expect(text).toContain("This is the quick form");
    expect(text).not.toContain("## Scaling");
    expect(text).not.toMatch(/undefined|NaN|null/);
  });
});
