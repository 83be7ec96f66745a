import { describe, expect, it } from "vitest";
import type { ExhibitResult } from "../verification/results/exhibit-result.ts";
import type { FigureData } from "../verification/results/figure-data.ts";
import { renderExhibit } from "./render-exhibit.ts";
import { tableRows } from "./testing/read-markdown.ts";
import { parseSvg } from "./testing/read-svg.ts";
import { claim } from "./testing/run.ts";

const data = claim().figure as FigureData;

function exhibit(changes: Partial<ExhibitResult> = {}): ExhibitResult {
  return {
    schema: "asymptopia-exhibit/1",
    package: { name: "asymptopia", version: "0.1.0" },
    id: "figure-3",
    title: "Levels of anisotropy",
    caption: "Correlation against $\\epsilon$, at $d=200$.",
    reference: "Figure 3 of Zhang et al. 2025, arXiv 2502.01763",
    seed: "1",
    command: "asymptopia report --exhibit figure-3 --seed 1",
    alpha: 0.01,
    points: [0.1, 0.5].map((epsilon) => ({
      parameters: { epsilon },
      size: 200,
      shape: { n: 6000, d: 200 },
      estimates: {
        correlation: { mean: 0.74481, interval: [0.7412, 0.7484] as const, replicates: 100 },
        norm: { mean: 1.5, interval: null, replicates: 1 },
      },
    })),
    figures: [
      { name: "left", title: "Theory against simulation", data },
      { name: "empty", title: "Nothing", data: { ...data, panels: [] } },
    ],
    ...changes,
  };
}

describe("an exhibit", () => {
  it("is a page with its figures and its data beside it", async () => {
    const files = await renderExhibit(exhibit());
    expect([...files.keys()]).toEqual(["exhibits/figure-3.md", "exhibits/figure-3.left.svg", "exhibits/figure-3.json"]);
    const page = files.get("exhibits/figure-3.md") as string;
    expect(page).toContain("Correlation against $\\epsilon$, at $d=200$.");
    expect(page).toContain("![Theory against simulation](figure-3.left.svg)");
    expect(page).toContain("each at level 99 % by itself");
    expect(page).toContain("An exhibit has no verdict.");
    expect(page).toContain("At every point: n = 6000; d = 200.");
    expect(tableRows(page).slice(1)).toEqual([
      ["0.1", "correlation", "0.74481", "[0.7412, 0.7484]", "100"],
      ["0.1", "norm", "1.5000", "unbounded", "1"],
      ["0.5", "correlation", "0.74481", "[0.7412, 0.7484]", "100"],
      ["0.5", "norm", "1.5000", "unbounded", "1"],
    ]);
    expect(parseSvg(files.get("exhibits/figure-3.left.svg") as string).tagName).toBe("svg");
    expect(JSON.parse(files.get("exhibits/figure-3.json") as string)).toEqual(exhibit());
  });

  it("may show simulated means in bands, and says then that its lines are no theory", async () => {
    const at = [1, 2, 3];
    const series = {
      name: "KFAC",
      curve: at.map((x) => [x, 10 ** -x] as const),
      band: at.map((x) => [x, 0, 2 * 10 ** -x] as const),
      points: [],
    };
    const banded = { ...data, yScale: "log" as const, panels: [{ title: "distance", series: [series] }] };
    const files = await renderExhibit(exhibit({ figures: [{ name: "run", title: "Run", data: banded }] }));
    const page = files.get("exhibits/figure-3.md") as string;
    expect(page).toContain("Lines in bands: the mean of simulated replicates");
    expect(page).not.toContain("Curves: theory");
    const svg = files.get("exhibits/figure-3.run.svg") as string;
    expect(svg).toContain("bands reach from the smallest to the largest");
    expect(svg).not.toMatch(/NaN|Infinity/);
    // The band of one series is one filled path, and its curve another, without symbols.
    expect(svg.match(/fill-opacity="0.15"/g)).toHaveLength(1);
    // A logarithmic axis from 10⁻³ to 2·10⁻¹ has more than one power of ten.
    expect(svg).toContain(">0.1<");
    expect(svg).toContain(">0.01<");
  });

  it("may have tables: numbers to three digits, counts whole, texts as texts", async () => {
    const tables = [
      {
        title: "Costs of $m^2$",
        columns: ["method", "numbers"],
        rows: [
          ["KFAC | full", 1234567],
          ["SGD", 0.123456],
        ],
      },
    ];
    const page = (await renderExhibit(exhibit({ tables }))).get("exhibits/figure-3.md") as string;
    expect(page).toContain("## Costs of $m^2$");
    expect(page).toMatch(/\| method \| numbers \|\n\|---\|---:\|/);
    expect(page).toContain("1,234,567");
    expect(page).toContain("| SGD | 0.123 |");
    expect(page).not.toContain("| KFAC | full |");
  });

  it("is the same bytes every time", async () => {
    expect([...(await renderExhibit(exhibit()))]).toEqual([...(await renderExhibit(exhibit()))]);
  });

  it("is refused where it leads out of its folder, or holds a number that JSON cannot carry", async () => {
    await expect(renderExhibit(exhibit({ id: "../figure" }))).rejects.toMatchObject({ field: "id" });
    const figures = [{ name: "../x", title: "", data }];
    await expect(renderExhibit(exhibit({ figures }))).rejects.toMatchObject({ code: "invalid-input" });
    await expect(renderExhibit(exhibit({ alpha: Number.NaN }))).rejects.toMatchObject({ field: "exhibit" });
  });

  it("may have no points", async () => {
    const files = await renderExhibit(exhibit({ points: [], figures: [] }));
    expect(files.get("exhibits/figure-3.md")).toContain("No points.");
  });
});
