import type { Source } from "../../claims/claim.ts";
import type { OwnBudget } from "../../claims/own-budget.ts";
import type { Kind } from "../../claims/tests.ts";
import type { BoundClaimResult } from "../bound/bound-result.ts";
import type { IdentityClaimResult } from "../identity/identity-result.ts";
import type { LawClaimResult } from "../law/law-result.ts";
import type { LimitClaimResult } from "../limit/limit-result.ts";
import type { OrderingClaimResult } from "../ordering/ordering-result.ts";
import type { RateClaimResult } from "../rate/rate-result.ts";
import type { PointResult } from "./point-result.ts";
import type { Verdict } from "./verdict.ts";

/** An observable by its name in the experiment and by what it measures, in Markdown. */
export interface NamedObservable {
  readonly name: string;
  readonly meaning: string;
}

/** A formula as the pages show it. */
export interface ShownFormula {
  readonly expression: string;
  readonly tex: string;
  /** What defines the unknowns among the symbols; absent without unknowns. */
  readonly equations?: readonly { readonly equation: string; readonly tex: string }[];
  /** What says which root is meant; absent without unknowns. */
  readonly domain?: readonly { readonly inequality: string; readonly tex: string }[];
  readonly symbols: Readonly<Record<string, { readonly tex: string; readonly meaning: string }>>;
}

/** What the results of all claims have in common. */
export interface ClaimHeader {
  readonly id: string;
  readonly title: string;
  readonly statement: string;
  readonly assumptions: readonly string[];
  readonly source: Source;
  readonly verdict: Verdict;
  readonly expected: "supported" | "refuted";
  readonly experiment: { readonly id: string; readonly version: number };
  /** The budget whose points and sizes these are, where the claim has others than its default's there. */
  readonly pointsOf?: OwnBudget;
  /** Why faults may happen that do not fail the claim, if it declares any. Markdown. */
  readonly declaredFaults?: string;
  /** Nominal work of the replicates that the verdict used, in 10⁶ floating-point operations. */
  readonly work: number;
}

export interface ControlResult<Tested, Point extends PointResult> {
  readonly id: string;
  readonly why: string;
  readonly verdict: Verdict;
  readonly expected: Verdict;
  /** What is tested, which may differ from what its claim tests. */
  readonly tested: Tested;
  readonly points: readonly Point[];
}

/** The result of a claim of one kind. */
export interface KindResult<K extends Kind, Tested, Point extends PointResult> extends ClaimHeader {
  readonly kind: K;
  readonly tested: Tested;
  readonly points: readonly Point[];
  readonly controls: readonly ControlResult<Tested, Point>[];
}

export type ClaimResult =
  | IdentityClaimResult
  | LimitClaimResult
  | BoundClaimResult
  | LawClaimResult
  | OrderingClaimResult
  | RateClaimResult;
