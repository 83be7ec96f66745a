import type { ClaimResult } from "./claim-result.ts";

/** `results.json`. Everything a page shows is in it; nothing in it depends on the machine or the clock. */
export interface RunResult {
  readonly schema: "asymptopia-results/2";
  readonly package: { readonly name: string; readonly version: string };
  readonly seed: string;
  /** `quick`, `default`, `thorough`, or `<n>s`, the one kind that makes results depend on the machine. */
  readonly budget: string;
  readonly alpha: number;
  /** Points of all claims and controls among which α is divided. */
  readonly points: number;
  /** The `asymptopia verify …` command that reproduces this run. */
  readonly command: string;
  readonly claims: readonly ClaimResult[];
}
