import { type Form, forms, rowsOf } from "./rows.ts";
import { type Tally, tally } from "./tally.ts";

/** A row of a table, by what a thread can be told. */
export interface RowTask {
  readonly form: Form["name"];
  readonly seed: string;
  /** Its place in the table. */
  readonly row: number;
}

/** The verdicts of one row; the entry point of a thread. */
export default function measureRow({ form, seed, row }: RowTask): Promise<Tally> {
  const { scenario, alpha, claims, looks } = rowsOf(forms[form])[row];
  return tally(scenario, { seed, alpha, claims, ...(looks && { looks }) });
}
