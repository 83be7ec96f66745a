import { AsymptopiaError, invalidInput } from "../foundation/errors.ts";

/** The page of a claim, relative to the report's folder: `lp/lemma-3.12` → `lp/lemma-3.12.md`. */
export function pagePath(claimId: string): string {
  return checkedPath(`${claimId}.md`, "id", claimId);
}

const figureNames = ["theory", "convergence", "bound", "advantage", "rate"] as const;

/** What tells the figures of a claim apart. */
export type FigureName = (typeof figureNames)[number];

/** A figure beside the page of its claim. */
export function figurePath(claimId: string, figure: FigureName): string {
  return checkedPath(`${claimId}.${figure}.svg`, "id", claimId);
}

/** A file of an exhibit: `exhibits/figure-3.md`, and its figures and data beside it. */
export function exhibitPath(exhibitId: string, ending: string): string {
  return checkedPath(`exhibits/${exhibitId}.${ending}`, "id", exhibitId);
}

/** How a page at `from` refers to a file at `to`, both relative to the report's folder. */
export function relativeLink(from: string, to: string): string {
  const folders = from.split("/").slice(0, -1);
  const target = to.split("/");
  let shared = 0;
  while (shared < folders.length && shared < target.length - 1 && folders[shared] === target[shared]) shared++;
  return [...folders.slice(shared).map(() => ".."), ...target.slice(shared)].join("/");
}

/**
 * `path`, if every part of it is a plain file name: it then stays below whatever folder it is joined to, on every
 * operating system, and needs no escaping in a link.
 *
 * @throws AsymptopiaError `invalid-input` naming `field` with its `value`.
 */
export function checkedPath(path: string, field: string, value: unknown = path): string {
  const plain = path.split("/").every((part) => /^[A-Za-z0-9_][A-Za-z0-9._-]*$/.test(part) && !part.endsWith("."));
  if (!plain || path.length > 200) {
    throw invalidInput(
      field,
      value,
      "a path of at most 200 letters a–z, digits, '.', '-', '_' and '/', no part of which begins with '.' or '-' or ends with '.'",
    );
  }
  return path;
}

/** What every report holds beside the claims' pages. */
const commonPaths = ["README.md", "results.json", "results.schema.md", "calibration.md", "calibration.json"];

/**
 * Checks that claims with these ids can have their pages side by side.
 *
 * @throws AsymptopiaError `invalid-input` for an id that is no path; `invalid-claim` for two whose files would be in each
 *   other's place, or in that of a file which a report may have anyway.
 */
export function checkClaimIds(ids: readonly string[]): void {
  const paths = ids.flatMap((id) => [pagePath(id), ...figureNames.map((name) => figurePath(id, name))]);
  const clash = collision([...commonPaths, ...paths]);
  if (clash === null) return;
  throw new AsymptopiaError("invalid-claim", `the report would need both ${clash[0]} and ${clash[1]}`, {
    field: "id",
    value: clash[1],
    accepted: "ids that lead to different files, also where case does not count",
  });
}

/**
 * The first two of `paths` that cannot both exist: equal on a file system that ignores case, or one the folder of the
 * other. Null if they all can.
 */
export function collision(paths: readonly string[]): readonly [string, string] | null {
  const seen = new Map<string, string>();
  for (const path of paths) {
    const equal = seen.get(path.toLowerCase());
    if (equal !== undefined) return [equal, path];
    seen.set(path.toLowerCase(), path);
  }
  for (const path of paths) {
    const folded = path.toLowerCase();
    for (let slash = folded.indexOf("/"); slash >= 0; slash = folded.indexOf("/", slash + 1)) {
      const file = seen.get(folded.slice(0, slash));
      if (file !== undefined) return [file, path];
    }
  }
  return null;
}
