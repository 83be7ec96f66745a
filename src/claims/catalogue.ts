import { existsSync, readdirSync, statSync } from "node:fs";
import { extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { AsymptopiaError } from "../foundation/errors.ts";
import type { Claim } from "./claim.ts";
import type { Exhibit } from "./exhibit.ts";
import { loadModule, moduleUrl } from "./load-module.ts";

/** A claim with the file it came from, which workers load as well. */
export interface CatalogueClaim {
  readonly claim: Claim;
  readonly module: string;
}

export interface CatalogueExhibit {
  readonly exhibit: Exhibit;
  readonly module: string;
}

export interface Catalogue {
  readonly claims: readonly CatalogueClaim[];
  readonly exhibits: readonly CatalogueExhibit[];
}

/** Folder of the claims that ship with the package. */
export const shippedCatalogue = fileURLToPath(new URL("../../proofs-check", import.meta.url));

const extensions = [".ts", ".mts", ".js", ".mjs"];

/**
 * The claims and exhibits in the given files and folders (searched recursively for modules, tests left out), ordered
 * by id. A claim file's default export is a claim, an exhibit, or a list of them; in a folder, modules without a
 * default export are taken for the others' helpers.
 *
 * @throws AsymptopiaError `unreadable-file` for a path that is absent or does not load, `invalid-claim` for a default
 *   export that is neither claim nor exhibit and for ids that occur twice.
 */
export async function loadCatalogue(paths: readonly string[]): Promise<Catalogue> {
  const claims: CatalogueClaim[] = [];
  const exhibits: CatalogueExhibit[] = [];
  for (const path of paths) {
    const explicit = existsSync(path) && statSync(path).isFile();
    for (const file of claimFiles(path)) {
      const module = moduleUrl(file);
      const exported = (await loadModule(module)).default;
      if (exported === undefined && !explicit) continue;
      for (const member of Array.isArray(exported) ? exported : [exported]) {
        if (isExhibit(member)) exhibits.push({ exhibit: member, module });
        else if (isClaim(member)) claims.push({ claim: member, module });
        else throw notAClaim(file, member);
      }
    }
  }
  refuseRepeatedIds([...claims.map(({ claim }) => claim.id), ...exhibits.map(({ exhibit }) => exhibit.id)]);
  return {
    claims: claims.sort((a, b) => byCodeUnit(a.claim.id, b.claim.id)),
    exhibits: exhibits.sort((a, b) => byCodeUnit(a.exhibit.id, b.exhibit.id)),
  };
}

/** Whether a command-line word names a file or folder rather than a pattern over claim ids. */
export function isClaimPath(word: string): boolean {
  return extensions.includes(extname(word)) || ((word.startsWith(".") || word.startsWith("/")) && existsSync(word));
}

function claimFiles(path: string): readonly string[] {
  if (!existsSync(path)) {
    throw new AsymptopiaError("unreadable-file", `${path} does not exist`, {
      field: "file",
      value: path,
      accepted: "a claim file, or a folder of them",
    });
  }
  if (statSync(path).isFile()) return [resolve(path)];
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((name) => extensions.includes(extname(name)) && !/\.(test|bench|d)\.[^.]+$/.test(name))
    .filter((name) => !name.split(/[\\/]/).includes("node_modules"))
    .sort()
    .map((name) => resolve(join(path, name)));
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isClaim(value: unknown): value is Claim {
  return typeof value === "object" && value !== null && "id" in value && "test" in value && "experiment" in value;
}

function isExhibit(value: unknown): value is Exhibit {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "exhibit";
}

function notAClaim(file: string, value: unknown): AsymptopiaError {
  return new AsymptopiaError(
    "invalid-claim",
    `${file}: its default export must be a claim made by limitClaim, an exhibit, or a list of them`,
    {
      field: "default",
      value: value === undefined ? "no default export" : typeof value,
      accepted: "limitClaim({ … })",
    },
  );
}

function refuseRepeatedIds(ids: readonly string[]): void {
  const repeated = ids.find((id, i) => ids.indexOf(id) !== i);
  if (repeated !== undefined) {
    throw new AsymptopiaError("invalid-claim", `two claims are called ${repeated}`, {
      field: "id",
      value: repeated,
      accepted: "an id of its own for every claim and exhibit",
    });
  }
}
