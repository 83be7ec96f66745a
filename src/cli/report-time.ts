import type { CatalogueClaim } from "../claims/catalogue.ts";

/** Milliseconds to reserve. */
export function reportTime(claims: readonly CatalogueClaim[]): number {
  return 500 + 100 * claims.length;
}
