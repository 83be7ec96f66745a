import type { ClaimResult, RunResult } from "../verification/result.ts";
import { type ClaimFigures, claimPage } from "./claim-page.ts";
import { convergenceFigure } from "./figures/convergence-figure.ts";
import { loadPlotLibrary, type PlotLibrary } from "./figures/plot-library.ts";
import { theoryFigure } from "./figures/theory-figure.ts";
import { frontPage } from "./front-page.ts";
import { checkClaimIds, figurePath, pagePath } from "./paths.ts";
import { parseResults, serializeResults } from "./results.ts";
import { schemaPage } from "./schema-page.ts";

/**
 * The report on `run` as files: paths relative to the report's folder, with forward slashes, and contents. `README.md`
 * is the front page; each claim has a page at `<id>.md` with its figures beside it; `results.json` holds the run, and
 * `results.schema.md` its format. Equal runs give equal bytes, and so does the run that `readResults` reads back.
 *
 * @throws AsymptopiaError `invalid-input` for a run that `results.json` cannot hold, or a claim whose id is no path;
 *   `invalid-claim` for two claims whose files would be in each other's place.
 */
export async function renderReport(run: RunResult): Promise<Map<string, string>> {
  // The pages are made from what the file will give back, so that they cannot differ when they are made again from it.
  const results = serializeResults(run);
  const held = parseResults(JSON.parse(results));
  checkClaimIds(held.claims.map(({ id }) => id));
  const files = new Map([
    ["results.json", results],
    ["README.md", frontPage(held)],
    ["results.schema.md", schemaPage()],
  ]);
  const library = held.claims.length === 0 ? null : await loadPlotLibrary();
  for (const claim of held.claims) {
    const { figures, contents } = drawFigures(library as PlotLibrary, claim);
    files.set(pagePath(claim.id), claimPage(held, claim, figures));
    for (const [path, content] of contents) files.set(path, content);
  }
  return files;
}

function drawFigures(
  library: PlotLibrary,
  claim: ClaimResult,
): { figures: ClaimFigures; contents: [string, string][] } {
  const theory = claim.figure === null ? null : theoryFigure(library, claim.figure, theoryTexts(claim));
  const convergence = convergenceFigure(library, claim, convergenceTexts(claim));
  const drawn = [
    ["theory", theory],
    ["convergence", convergence],
  ] as const;
  return {
    figures: {
      theory: theory === null ? null : figurePath(claim.id, "theory"),
      convergence: convergence === null ? null : figurePath(claim.id, "convergence"),
    },
    contents: drawn.flatMap(([name, svg]): [string, string][] =>
      svg === null ? [] : [[figurePath(claim.id, name), svg]],
    ),
  };
}

function theoryTexts({ id }: ClaimResult) {
  return {
    name: `${id}-theory`,
    title: `Theory and simulation of ${id}`,
    description:
      "Curves show the formula in the limit, hollow symbols the extrapolated simulation, bars its confidence interval.",
  };
}

function convergenceTexts({ id }: ClaimResult) {
  return {
    name: `${id}-convergence`,
    title: `Convergence of ${id}`,
    description:
      "Per point of the grid, the difference of simulation and theory in units of the margin at each size, and its " +
      "extrapolation to infinite size with a confidence interval, over a band of plus or minus one margin.",
  };
}
