import type { Claim } from "../../claims/claim.ts";
import type { Test } from "../../claims/tests.ts";
import type { Parameters } from "../../foundation/json.ts";
import type { ClaimHeader, ClaimResult, ControlResult } from "../results/claim-result.ts";
import type { PointResult } from "../results/point-result.ts";
import type { PlanOptions } from "./claim-plan.ts";
import type { JudgedPoint, PointContext } from "./judged-point.ts";

/** The test of a claim or control, ready to be applied to points. */
export interface PreparedTest<Tested, Point extends PointResult> {
  /** The test as the pages show it. */
  readonly tested: Tested;
  point(context: PointContext, point: Parameters): JudgedPoint<Point>;
}

/** What a kind of claim does its own way. */
export interface KindPlanner<
  T extends Test,
  Tested,
  Point extends PointResult,
  Prepared extends PreparedTest<Tested, Point>,
> {
  /**
   * Reads the test of a claim or of one of its controls.
   *
   * @throws AsymptopiaError `invalid-claim`, with a field within the test, for a formula that is none.
   */
  prepare(claim: Claim, test: T): Promise<Prepared>;
  /** The whole result from its common part, and what only this kind has. */
  result(parts: {
    readonly header: ClaimHeader;
    readonly claim: Claim<Parameters, T>;
    readonly prepared: Prepared;
    readonly judged: readonly JudgedPoint<Point>[];
    readonly points: readonly Point[];
    readonly controls: readonly ControlResult<Tested, Point>[];
    readonly options: PlanOptions;
  }): ClaimResult;
}
