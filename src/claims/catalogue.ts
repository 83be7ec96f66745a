import { existsSync, readdirSync, statSync } from "node:fs";
import { extname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { AsymptopiaError, toFailure } from "../foundation/errors.ts";
import type { Claim } from "./claim.ts";
import { moduleExtensions } from "./claim-path.ts";
import type { Exhibit } from "./exhibit.ts";
import { loadModule, moduleUrl } from "./load-module.ts";
import { kinds } from "./redefine-claim.ts";

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

/**
 * The claims and exhibits in the given files and folders, ordered by id. Folders are searched recursively for modules;
 * tests, benchmarks, declarations and what lies in node_modules or a folder with a leading dot are left out. A claim
 * file's default export is a claim, an exhibit, or a list of them; in a folder, modules without a default export are taken
 * for the others' helpers. A file that is reached twice counts once.
 *
 * @throws AsymptopiaError `unreadable-file` for a path that is absent, holds no claim or exhibit, or does not load;
 *   `invalid-claim` for a default export that is neither claim nor exhibit and for ids that occur twice.
 */
export async function loadCatalogue(paths: readonly string[]): Promise<Catalogue> {
  const claims: CatalogueClaim[] = [];
  const exhibits: CatalogueExhibit[] = [];
  const loaded = new Set<string>();
  for (const path of paths) {
    const files = claimFiles(path);
    let empty = true;
    for (const file of files) {
      const module = moduleUrl(file);
      const exported = (await loadModule(module)).default;
      if (exported === undefined && !isFile(path)) continue;
      const members: readonly unknown[] = Array.isArray(exported) ? exported : [exported];
      empty &&= members.length === 0;
      if (loaded.has(module)) continue;
      loaded.add(module);
      members.forEach((member, i) => {
        if (isExhibit(member)) exhibits.push({ exhibit: member, module });
        else if (isClaim(member)) claims.push({ claim: member, module });
        else throw notAClaim(file, Array.isArray(exported) ? `default[${i}]` : "default", member);
      });
    }
    if (empty) throw unreadable(path, "holds no claim or exhibit");
  }
  refuseRepeatedIds([
    ...claims.map(({ claim, module }) => ({ id: claim.id, module })),
    ...exhibits.map(({ exhibit, module }) => ({ id: exhibit.id, module })),
  ]);
  return {
    claims: claims.sort((a, b) => byCodeUnit(a.claim.id, b.claim.id)),
    exhibits: exhibits.sort((a, b) => byCodeUnit(a.exhibit.id, b.exhibit.id)),
  };
}

function claimFiles(path: string): readonly string[] {
  if (!existsSync(path)) throw unreadable(path, "does not exist");
  if (isFile(path)) return [resolve(path)];
  return entriesBelow(path)
    .filter((name) => moduleExtensions.includes(extname(name)) && !/\.(test|bench|d)\.[^.]+$/.test(name))
    .filter((name) => !name.split(/[\\/]/).some((part) => part === "node_modules" || part.startsWith(".")))
    .sort()
    .map((name) => resolve(path, name))
    .filter(isFile);
}

function entriesBelow(path: string): readonly string[] {
  try {
    return readdirSync(path, { recursive: true, encoding: "utf8" });
  } catch (thrown) {
    throw unreadable(path, `cannot be searched: ${toFailure(thrown).message}`);
  }
}

function isFile(path: string): boolean {
  return statSync(path).isFile();
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

// Not every claim is TypeScript that someone has checked: a definition without its constructor is an object as well.
function isClaim(value: unknown): value is Claim {
  if (typeof value !== "object" || value === null) return false;
  const { id, test, experiment, grid, sizes, controls } = value as Partial<Claim>;
  const lists = [grid, sizes, controls].every(Array.isArray);
  return (
    typeof id === "string" && test !== undefined && kinds.includes(test.kind) && typeof experiment === "object" && lists
  );
}

function isExhibit(value: unknown): value is Exhibit {
  if (typeof value !== "object" || value === null) return false;
  const { kind, id, points, draw } = value as Partial<Exhibit>;
  return kind === "exhibit" && typeof id === "string" && Array.isArray(points) && typeof draw === "function";
}

function unreadable(path: string, reason: string): AsymptopiaError {
  return new AsymptopiaError("unreadable-file", `${path} ${reason}`, {
    field: "file",
    value: path,
    accepted: "a claim file, or a folder of them",
  });
}

function notAClaim(file: string, field: string, value: unknown): AsymptopiaError {
  return new AsymptopiaError(
    "invalid-claim",
    `${file}: its default export must be a claim made by limitClaim, boundClaim or their like, an exhibit, or a list of them`,
    {
      field,
      value: value === undefined && field === "default" ? "no default export" : kindOf(value),
      accepted: "limitClaim({ … })",
    },
  );
}

function kindOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  return `an object with ${Object.keys(value).join(", ") || "no members"}`;
}

function refuseRepeatedIds(named: readonly { readonly id: string; readonly module: string }[]): void {
  const first = new Map<string, string>();
  for (const { id, module } of named) {
    const other = first.get(id);
    if (other !== undefined) {
      const where = [...new Set([other, module])].map((url) => fileURLToPath(url)).join(" and ");
      throw new AsymptopiaError("invalid-claim", `two claims or exhibits are called ${id}, in ${where}`, {
        field: "id",
        value: id,
        accepted: "an id of its own for every claim and exhibit",
      });
    }
    first.set(id, module);
  }
}
