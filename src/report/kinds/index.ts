import type { ClaimResult } from "../../verification/results/claim-result.ts";
import { boundPage } from "./bound.ts";
import { identityPage } from "./identity.ts";
import type { KindPage, ResultOf } from "./kind-page.ts";
import { lawPage } from "./law.ts";
import { limitPage } from "./limit.ts";
import { orderingPage } from "./ordering.ts";
import { ratePage } from "./rate.ts";

const pages: { readonly [K in ClaimResult["kind"]]: KindPage<ResultOf<K>> } = {
  identity: identityPage,
  limit: limitPage,
  bound: boundPage,
  law: lawPage,
  ordering: orderingPage,
  rate: ratePage,
};

/** How a claim of this one's kind is reported. */
export function kindPageOf(claim: ClaimResult): KindPage<ClaimResult> {
  // The kind of the claim decides the types of everything else in it.
  return pages[claim.kind] as unknown as KindPage<ClaimResult>;
}

export type { GridPart, KindPage, PageContext } from "./kind-page.ts";
