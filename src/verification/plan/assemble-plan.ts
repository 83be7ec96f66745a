import type { Claim } from "../../claims/claim.ts";
import type { Test } from "../../claims/tests.ts";
import { AsymptopiaError, withFieldPrefix } from "../../foundation/errors.ts";
import type { Parameters } from "../../foundation/json.ts";
import { verdictOverPoints, verdictWithControls } from "../combine-verdicts.ts";
import type { ControlResult } from "../results/claim-result.ts";
import type { PointResult } from "../results/point-result.ts";
import type { Verdict } from "../results/verdict.ts";
import type { ClaimPlan, PlanOptions, Stopped } from "./claim-plan.ts";
import type { JudgedPoint } from "./judged-point.ts";
import type { KindPlanner, PreparedTest } from "./kind-planner.ts";
import { formatReplicateKey } from "./replicate-key.ts";

/**
 * The plan of a claim of the kind that `planner` knows.
 *
 * @throws AsymptopiaError `invalid-claim` if a formula is none; the field begins with the claim's id.
 */
export async function assemblePlan<
  T extends Test,
  Tested,
  Point extends PointResult,
  Prepared extends PreparedTest<Tested, Point>,
>(
  claim: Claim<Parameters, T>,
  options: PlanOptions,
  planner: KindPlanner<T, Tested, Point, Prepared>,
): Promise<ClaimPlan> {
  const part = async (control: string | null, field: string, test: T, grid: readonly Parameters[]) => {
    const prepared = await at(`${claim.id}: ${field}`, () => planner.prepare(claim as unknown as Claim, test));
    const points = grid.map((point, i) =>
      prepared.point(
        {
          claim: claim as unknown as Claim,
          alpha: options.alpha,
          budget: options.budget,
          modules: [options.module],
          ...(options.looks === undefined ? {} : { looks: options.looks }),
          replicateKey: (size, replicate) =>
            formatReplicateKey({
              claim: claim.id,
              control,
              budget: claim.pointsOf ?? null,
              point: i + 1,
              size,
              replicate,
            }),
        },
        point,
      ),
    );
    return { prepared, points };
  };
  const own = await part(null, "test", claim.test, claim.grid);
  const controls: { control: (typeof claim.controls)[number]; part: typeof own }[] = [];
  for (const [i, control] of claim.controls.entries()) {
    controls.push({ control, part: await part(control.id, `controls[${i}].test`, control.test, control.grid) });
  }
  const parts = [own, ...controls.map((control) => control.part)];
  const verdict = (stopped: Stopped): Verdict =>
    verdictWithControls(
      partVerdict(own.points, stopped),
      controls.map(({ control, part: { points } }) => ({
        verdict: partVerdict(points, stopped),
        expected: control.expected,
      })),
    );
  return {
    claim: claim as unknown as Claim,
    assignments: parts.flatMap(({ points }) => points.flatMap(({ assignments }) => assignments)),
    open: () => parts.flatMap(({ points }) => openAssignments(points)),
    verdict: () => verdict("no"),
    result: (stopped) =>
      planner.result({
        header: {
          id: claim.id,
          title: claim.title,
          statement: claim.statement,
          assumptions: claim.assumptions,
          source: claim.source,
          verdict: verdict(stopped),
          expected: claim.expected,
          experiment: { id: claim.experiment.id, version: claim.experiment.version },
          ...(claim.pointsOf === undefined ? {} : { pointsOf: claim.pointsOf }),
          ...(claim.faults === undefined ? {} : { declaredFaults: claim.faults.why }),
          work: parts.reduce((sum, { points }) => sum + points.reduce((total, point) => total + point.work(), 0), 0),
        },
        claim,
        prepared: own.prepared,
        judged: own.points,
        points: own.points.map((point) => point.result(stopped)),
        controls: controls.map(
          ({ control, part: { prepared, points } }): ControlResult<Tested, Point> => ({
            id: control.id,
            why: control.why,
            verdict: partVerdict(points, stopped),
            expected: control.expected,
            tested: prepared.tested,
            points: points.map((point) => point.result(stopped)),
          }),
        ),
        options,
      }),
  };
}

function partVerdict(points: readonly JudgedPoint[], stopped: Stopped): Verdict {
  return verdictOverPoints(points.map((point) => point.verdict(stopped)));
}

/** None where one point has settled the verdict over all of them. Controls go on: what they show, they show in any case. */
function openAssignments(points: readonly JudgedPoint[]): JudgedPoint["assignments"] {
  const settled = points.some((point) => ["refuted", "failed"].includes(point.verdict("interrupted")));
  if (settled) return [];
  return points.flatMap(({ assignments }) => assignments.filter(({ judge }) => judge.requests().length > 0));
}

async function at<Result>(field: string, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (thrown) {
    if (thrown instanceof AsymptopiaError) throw withFieldPrefix(thrown, field);
    throw thrown;
  }
}
