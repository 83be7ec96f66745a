import { type ExitStatus, exitStatus } from "../exit-status.ts";
import { print, table } from "../output.ts";
import { formatPointsAtBudgets, pointsAtBudgets } from "../points-at-budgets.ts";
import { selectClaims } from "../select-claims.ts";

/** `asymptopia list [patterns…]`: the claims, and the exhibits of the catalogue, without running anything. */
export async function listCommand(words: readonly string[], options: { readonly json?: boolean }): Promise<ExitStatus> {
  const { claims, exhibits } = await selectClaims(words);
  const rows = claims.map(({ claim }) => ({
    id: claim.id,
    kind: claim.test.kind,
    status: claim.source.status,
    points: claim.grid.length,
    pointsAtBudget: pointsAtBudgets(claim),
    controls: claim.controls.length,
    title: claim.title,
  }));
  if (options.json) {
    const shown = exhibits.map(({ exhibit }) => ({ id: exhibit.id, title: exhibit.title }));
    print(JSON.stringify({ claims: rows, exhibits: shown }, null, 2));
    return exitStatus.asExpected;
  }
  print(
    table([
      ["claim", "kind", "status", "points", "controls", "title"],
      ...rows.map((row) => [
        row.id,
        row.kind,
        row.status,
        formatPointsAtBudgets(row.pointsAtBudget),
        String(row.controls),
        row.title,
      ]),
    ]),
  );
  if (exhibits.length > 0) {
    print("");
    print(table([["exhibit", "title"], ...exhibits.map(({ exhibit }) => [exhibit.id, exhibit.title])]));
  }
  return exitStatus.asExpected;
}
