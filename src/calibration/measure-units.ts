import type { RowTask } from "./measure-row.ts";
import { forms } from "./rows.ts";
import { countMisses, type Misses, unitsRowsOf } from "./skewed-units.ts";

/** The misses of one row of `unitsRowsOf`; the entry point of a thread. */
export default async function measureUnits({ form, seed, row }: RowTask): Promise<Misses> {
  return countMisses(unitsRowsOf(forms[form].sequences)[row], seed);
}
