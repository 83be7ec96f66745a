import { type Catalogue, loadCatalogue, shippedCatalogue } from "../claims/catalogue.ts";
import { isClaimPath } from "../claims/claim-path.ts";
import { moduleUrl } from "../claims/load-module.ts";
import { didYouMean } from "../foundation/did-you-mean.ts";
import { AsymptopiaError } from "../foundation/errors.ts";

export interface Selection extends Catalogue {
  /** Whether it is anything but the whole shipped catalogue, whose report it must not replace. */
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
  if (patterns.length === 0) {
    const whole = paths.length === 0;
    return { ...(await loadCatalogue(whole ? [shippedCatalogue] : paths)), partial: !whole };
  }
  const { claims, exhibits } = await loadCatalogue([shippedCatalogue, ...paths]);
  const shippedUrl = `${moduleUrl(shippedCatalogue)}/`;
  const isShipped = ({ module }: { readonly module: string }): boolean => module.startsWith(shippedUrl);
  const ids = claims.filter(isShipped).map(({ claim }) => claim.id);
  for (const pattern of patterns) if (!ids.some((id) => matches(pattern, id))) throw noMatch(pattern, ids);
  const chosen = claims.filter(
    (entry) => !isShipped(entry) || patterns.some((pattern) => matches(pattern, entry.claim.id)),
  );
  return {
    claims: chosen,
    exhibits: exhibits.filter((entry) => !isShipped(entry)),
    partial: true,
  };
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
