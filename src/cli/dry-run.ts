import type { CatalogueClaim } from "../claims/catalogue.ts";
import type { Claim } from "../claims/claim.ts";
import { describeParameters } from "../claims/describe-parameters.ts";
import type { Parameters } from "../foundation/json.ts";
import type { Budget } from "../verification/budget.ts";
import { table } from "./output.ts";

/** Every point that `verify` would judge, with its cost, and nothing run. */
export function dryRun(claims: readonly CatalogueClaim[], budget: Budget): string {
  const rows = claims.flatMap(({ claim }) => [
    ...claim.grid.map((point) => pointRow(claim, claim.id, point, budget)),
    ...claim.controls.flatMap((control) =>
      control.grid.map((point) => pointRow(claim, `${claim.id} control ${control.id}`, point, budget)),
    ),
  ]);
  const note = [
    `${rows.length} points. Work is in millions of floating-point operations; points that share their draws share most`,
    "of it. A point stops when it is decided, mostly long before its most replicates.",
  ].join("\n");
  return `${table([["claim", "work a replicate", "most replicates", "point"], ...rows])}\n${note}`;
}

function pointRow(claim: Claim, name: string, point: Parameters, budget: Budget): readonly string[] {
  const cost = claim.sizes.reduce((sum, size) => {
    return sum + claim.experiment.cost(claim.experiment.realise(point, size));
  }, 0);
  const most = Math.floor(budget.workPerPoint / cost);
  return [name, cost.toFixed(1), Number.isFinite(most) ? String(most) : "by the clock", describeParameters(point)];
}
