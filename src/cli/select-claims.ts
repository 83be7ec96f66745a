import { type Catalogue, isClaimPath, loadCatalogue, shippedCatalogue } from "../claims/catalogue.ts";
import { didYouMean } from "../foundation/did-you-mean.ts";
import { AsymptopiaError } from "../foundation/errors.ts";

export interface Selection extends Catalogue {
  /** Whether patterns have left claims out. */
  readonly partial: boolean;
}

/**
 * What the words of a command line name: paths are claim files or folders, taken whole; every other word is a pattern
 * over the ids of the shipped catalogue (an id, the beginning of one up to a `/`, or a glob with `*`). No words: the
 * whole shipped catalogue.
 *
 * @throws AsymptopiaError `unknown-name`, field `patterns`, for a pattern that matches nothing.
 */
export async function selectClaims(words: readonly string[]): Promise<Selection> {
  const paths = words.filter(isClaimPath);
  const patterns = words.filter((word) => !isClaimPath(word));
  if (patterns.length === 0 && paths.length > 0) return { ...(await loadCatalogue(paths)), partial: false };
  const shipped = await loadCatalogue([shippedCatalogue]);
  if (patterns.length === 0) return { ...shipped, partial: false };
  const ids = shipped.claims.map(({ claim }) => claim.id);
  for (const pattern of patterns) if (!ids.some((id) => matches(pattern, id))) throw noMatch(pattern, ids);
  const chosen = shipped.claims.filter(({ claim }) => patterns.some((pattern) => matches(pattern, claim.id)));
  const own = paths.length === 0 ? { claims: [], exhibits: [] } : await loadCatalogue(paths);
  return { claims: [...chosen, ...own.claims], exhibits: own.exhibits, partial: chosen.length < ids.length };
}

function matches(pattern: string, id: string): boolean {
  if (!pattern.includes("*")) return id === pattern || id.startsWith(`${pattern}/`);
  const source = pattern
    .split("*")
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"))
    .join(".*");
  return new RegExp(`^${source}$`).test(id);
}

function noMatch(pattern: string, ids: readonly string[]): AsymptopiaError {
  const near = didYouMean(pattern, ids);
  const hint = near.length === 0 ? "" : `; did you mean ${near.join(" or ")}?`;
  return new AsymptopiaError("unknown-name", `no claim matches ${pattern}${hint}`, {
    field: "patterns",
    value: pattern,
    accepted: near.length === 0 ? "an id from `asymptopia list`, or a path to a claim file" : near.join(", "),
  });
}
