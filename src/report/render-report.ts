import type { ClaimResult } from "../verification/results/claim-result.ts";
import type { RunResult } from "../verification/results/run-result.ts";
import { type ClaimFigures, claimPage } from "./claim-page.ts";
import { loadPlotLibrary, type PlotLibrary } from "./figures/plot-library.ts";
import { frontPage } from "./front-page.ts";
import { kindPageOf } from "./kinds/index.ts";
import { checkClaimIds, figurePath, pagePath } from "./paths.ts";
import { parseResults, serializeResults } from "./results.ts";
import { schemaPage } from "./schema-page.ts";

export interface RenderOptions {
  /** Whether the folder that the report goes to holds the measured error rates (`calibration.md`), to be linked. */
  readonly calibrated?: boolean;
}

/**
 * The report on `run` as files: paths relative to the report's folder, with forward slashes, and contents. `README.md`
 * is the front page; each claim has a page at `<id>.md` with its figures beside it; `results.json` holds the run, and
 * `results.schema.md` its format. Equal runs give equal bytes, and so does the run that `readResults` reads back.
 *
 * @throws AsymptopiaError `invalid-input` for a run that `results.json` cannot hold, or a claim whose id is no path;
 *   `invalid-claim` for two claims whose files would be in each other's place.
 */
export async function renderReport(
  run: RunResult,
  { calibrated = false }: RenderOptions = {},
): Promise<Map<string, string>> {
  // The pages are made from what the file will give back, so that they cannot differ when they are made again from it.
  const results = serializeResults(run);
  const held = parseResults(JSON.parse(results));
  checkClaimIds(held.claims.map(({ id }) => id));
  const files = new Map([
    ["results.json", results],
    ["README.md", frontPage(held, calibrated)],
    ["results.schema.md", schemaPage()],
  ]);
  const library = held.claims.length === 0 ? null : await loadPlotLibrary();
  for (const claim of held.claims) {
    const { figures, contents } = drawFigures(library as PlotLibrary, claim);
    files.set(pagePath(claim.id), claimPage(held, claim, figures, calibrated));
    for (const [path, content] of contents) files.set(path, content);
  }
  return files;
}

function drawFigures(
  library: PlotLibrary,
  claim: ClaimResult,
): { figures: ClaimFigures; contents: readonly (readonly [path: string, svg: string])[] } {
  const drawn = kindPageOf(claim)
    .figures(claim)
    .flatMap(({ name, title, description, draw }) => {
      const svg = draw(library, { name: `${claim.id}-${name}`, title, description });
      return svg === null ? [] : [{ name, path: figurePath(claim.id, name), svg }];
    });
  return {
    figures: Object.fromEntries(drawn.map(({ name, path }) => [name, path])),
    contents: drawn.map(({ path, svg }) => [path, svg]),
  };
}
