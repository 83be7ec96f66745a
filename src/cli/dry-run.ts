import type { CatalogueClaim } from "../claims/catalogue.ts";
import type { Claim } from "../claims/claim.ts";
import { describeParameters } from "../claims/describe-parameters.ts";
import type { Test } from "../claims/tests.ts";
import type { Parameters } from "../foundation/json.ts";
import { formatCount } from "../report/numbers.ts";
import type { Budget } from "../verification/budget.ts";
import { replicatesPerUnit } from "../verification/ladder/allocation.ts";
import { extrapolationWeights } from "../verification/ladder/extrapolation.ts";
import { slopeWeights } from "../verification/ladder/slope.ts";
import { replicateCost } from "../verification/plan/sized-point.ts";
import { table } from "./output.ts";

/** Every point that `verify` would judge, with its cost, and nothing run. The claims are those of the budget. */
export function dryRun(claims: readonly CatalogueClaim[], budget: Budget): string {
  const rows = claims.flatMap(({ claim }) => [
    ...claim.grid.map((point) => pointRow(claim, claim.id, claim.test, point, budget)),
    ...claim.controls.flatMap((control) =>
      control.grid.map((point) => pointRow(claim, `${claim.id} control ${control.id}`, control.test, point, budget)),
    ),
  ]);
  const own = claims.filter(({ claim }) => claim.pointsOf !== undefined).length;
  const note = [
    ...(own === 0
      ? []
      : [
          `${own} of ${claims.length} claims have points or sizes of their own at the budget ${budget.name}: these are they.`,
        ]),
    `${rows.length} points. Work is in millions of floating-point operations, work and replicates by size; points that`,
    "share their draws share most of it. A point stops when it is decided, mostly long before its most replicates.",
  ].join("\n");
  const header = ["claim", "kind", "sizes", "work a replicate", "most replicates", "point"];
  return `${table([header, ...rows])}\n${note}`;
}

function pointRow(claim: Claim, name: string, test: Test, point: Parameters, budget: Budget): readonly string[] {
  const costs = claim.sizes.map((size) => replicateCost(claim, claim.experiment.realise(point, size)));
  const most = mostReplicates(claim.sizes, costs, test, budget.workPerPoint);
  return [
    name,
    test.kind,
    claim.sizes.join("/"),
    costs.map((cost) => String(Number(cost.toPrecision(2)))).join("/"),
    most.every(Number.isFinite) ? most.map(formatCount).join("/") : "by the clock",
    describeParameters(point),
  ];
}

/** Replicates of each size after which a point stays undecided: those of whole draws where the ladder is judged as one. */
export function mostReplicates(
  sizes: readonly number[],
  costs: readonly number[],
  test: Test,
  work: number,
): readonly number[] {
  if (test.kind !== "limit" && test.kind !== "rate") return costs.map((cost) => Math.floor(work / sizes.length / cost));
  const perUnit =
    test.kind === "limit"
      ? replicatesPerUnit({
          sizes,
          weights: extrapolationWeights(sizes, test.finiteSizeExponent),
          costs,
          varianceExponent: test.varianceExponent ?? 1,
        })
      : replicatesPerUnit({ sizes, weights: slopeWeights(sizes), costs, varianceExponent: 0 });
  const units = Math.floor(work / costs.reduce((sum, cost, s) => sum + perUnit[s] * cost, 0));
  return perUnit.map((replicates) => replicates * units);
}
